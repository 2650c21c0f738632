import { availableParallelism } from 'node:os';
import type { Tensor } from '@contrapposto/tensor';
import * as ort from 'onnxruntime-node';
import { BackendError, messageOf } from '../errors.js';

/** The only file that knows onnxruntime-node. */

export interface SessionOptions {
  /** Threads of one run; all that the machine offers by default. */
  readonly threads?: number;
}

export type Feeds = Readonly<Record<string, Tensor | Tensor<'int32'>>>;

/** One network, ready to run. Runs block the event loop of their process: host them in a backend process. */
export class Session {
  private constructor(
    private readonly session: ort.InferenceSession,
    private readonly label: string,
  ) {}

  /**
   * @param model the bytes of an ONNX model
   * @param folder where the files lie that its external data names; nothing outside it can be read
   * @throws BackendError BACKEND_FAILED
   */
  static async open(
    label: string,
    model: Uint8Array,
    folder: string | null,
    options: SessionOptions = {},
  ): Promise<Session> {
    try {
      return new Session(await ort.InferenceSession.create(model, sessionOptions(folder, options)), label);
    } catch (cause) {
      throw failure(label, 'to open', cause);
    }
  }

  /** Names of the network's inputs and outputs. */
  get names(): { readonly inputs: readonly string[]; readonly outputs: readonly string[] } {
    return { inputs: this.session.inputNames, outputs: this.session.outputNames };
  }

  /**
   * Runs the network; the results are float32 tensors of their own memory, by output name. Whole numbers are widened where the network wants
   * int64, as PyTorch exports it.
   */
  async run(feeds: Feeds): Promise<Readonly<Record<string, Tensor>>> {
    const inputs = Object.entries(feeds).map(
      ([name, { dtype, data, dims }]) => [name, toOrt(this.widensInput(name) ? 'int64' : dtype, data, dims)] as const,
    );
    try {
      const outputs = await this.session.run(Object.fromEntries(inputs));
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, fromOrt(tensor)]));
    } catch (cause) {
      throw failure(this.label, 'to run', cause);
    }
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }

  private widensInput(name: string): boolean {
    const input = this.session.inputMetadata.find((metadata) => metadata.name === name);
    return input?.isTensor === true && input.type === 'int64';
  }
}

/**
 * A session's threads spin while they wait, also after its run: for nothing, and in the way of the next network's, or of the step between. Without
 * that a small model's picture takes four fifths of the time (docs/benchmarks/onnx.md).
 */
const WITHOUT_IDLE_SPINNING = { force_spinning_stop: '1' };

function sessionOptions(folder: string | null, { threads }: SessionOptions): ort.InferenceSession.SessionOptions {
  const external = folder === null ? {} : { model_external_initializers_file_folder_path: folder };
  return {
    intraOpNumThreads: threads ?? availableParallelism(),
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { ...external, ...WITHOUT_IDLE_SPINNING } },
  };
}

function toOrt(
  dtype: 'float32' | 'int32' | 'int64',
  data: Float32Array | Int32Array,
  dims: readonly number[],
): ort.Tensor {
  return new ort.Tensor(dtype, dtype === 'int64' ? BigInt64Array.from(data, BigInt) : data, dims);
}

function fromOrt(tensor: ort.Tensor): Tensor {
  return { dtype: 'float32', dims: tensor.dims, data: tensor.data as Float32Array };
}

function failure(label: string, action: string, cause: unknown): BackendError {
  const report = { expected: `ONNX Runtime ${action} the network`, got: messageOf(cause), where: label };
  return BackendError.of('BACKEND_FAILED', report, { cause });
}
