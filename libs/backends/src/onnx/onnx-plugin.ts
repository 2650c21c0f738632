import { availableParallelism, cpus, totalmem } from 'node:os';
import { MODEL_FAMILIES, SCHEDULER_NAMES } from '@contrapposto/model-core';
import { createTensor } from '@contrapposto/tensor';
import { CONTRACT_VERSION, type BackendCapabilities, type BackendPlugin, type ProbeVerdict } from '../contract.js';
import { messageOf } from '../errors.js';
import { EXTRACTOR_KINDS, loadExtractor } from './extractors/load-extractor.js';
import { GraphBuilder } from './graph-builder.js';
import { OnnxModel } from './onnx-model.js';
import { OnnxPoseEstimator } from './onnx-pose-estimator.js';
import { Session } from './session.js';

/** ONNX Runtime on the CPU: runs anywhere, with graphs written from the model folder's own configs and weights. */
const plugin: BackendPlugin = {
  contractVersion: CONTRACT_VERSION,
  name: 'onnx',
  version: '1.0.0',
  describe: (): BackendCapabilities => ({
    families: MODEL_FAMILIES,
    schedulers: SCHEDULER_NAMES,
    devices: ['cpu'],
    weightDtypes: ['F32', 'F16', 'BF16'],
    computeDtype: 'float32',
    sizes: { minimum: 64, maximum: 2048 },
    poseEstimation: true,
    extractors: EXTRACTOR_KINDS,
  }),
  probe,
  load: (model, options) => OnnxModel.load(model, options),
  loadPoseEstimator: (model, options) => OnnxPoseEstimator.load(model, options),
  loadExtractor,
};

export default plugin;

/** Opens and runs a graph of one node: the runtime's own list of backends names some that cannot load. */
async function probe(): Promise<ProbeVerdict> {
  try {
    await runTinyModel();
    return { usable: true, reasons: [], devices: [describeCpu()] };
  } catch (error) {
    return { usable: false, reasons: [`ONNX Runtime cannot run a model: ${messageOf(error)}`], devices: [] };
  }
}

async function runTinyModel(): Promise<void> {
  const graph = new GraphBuilder('probe');
  graph.output('y', graph.node('Add', [graph.input('x', 'float32', [1]), graph.floats([1])]), [1]);
  const session = await Session.open('probe', graph.encode(), null, { threads: 1 });
  const { y } = await session.run({ x: createTensor('float32', [1], new Float32Array([1])) });
  await session.dispose();
  if (y?.data[0] !== 2) throw new Error(`1 + 1 gave ${y?.data[0]}`);
}

function describeCpu(): ProbeVerdict['devices'][number] {
  const model = cpus()[0]?.model.trim() ?? 'CPU';
  return { kind: 'cpu', name: `${model}, ${availableParallelism()} threads`, memoryBytes: totalmem() };
}
