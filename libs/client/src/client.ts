import {
  absent,
  accept,
  type CallOptions,
  type ClientOptions,
  type FollowOptions,
  pick,
  withKey,
} from './core-client.js';
import { download, type StoredImage } from './download.js';
import {
  CancelGenerationDocument,
  type CancelOutcome,
  CreateGenerationDocument,
  type CreateGenerationInput,
  CreateGenerationsDocument,
  type CreateGenerationsInput,
  CreatePoseLibraryDocument,
  type CreatePoseLibraryInput,
  type CreatePoseLibraryMutation,
  ExportPosesDocument,
  type ExportPosesInput,
  type ExportPosesMutation,
  GenerationDocument,
  GenerationEventsDocument,
  type GenerationEventsSubscription,
  type GenerationPartsFragment,
  CancelImportDocument,
  FollowImportDocument,
  type ImportPartsFragment,
  StartImportDocument,
  type PoseFilter,
  type PoseOrder,
  type PosePartsFragment,
  RetryGenerationDocument,
  PoseLibrariesDocument,
  type PoseLibrariesQuery,
  SearchPosesDocument,
  SimilarPosesDocument,
  type SimilarPosesQuery,
  type SimilarToInput,
} from './generated/graphql.js';
import { persist, sleep } from './patience.js';
import { ReportClient } from './report-client.js';
import type { FileToUpload } from './upload.js';

export type Generation = GenerationPartsFragment;
export type Pose = PosePartsFragment;
export type GenerationEvent = GenerationEventsSubscription['generationEvents'];
export type PoseLibrary = NonNullable<CreatePoseLibraryMutation['createPoseLibrary']['poseLibrary']>;
export type PoseLibrarySummary = PoseLibrariesQuery['poseLibraries']['nodes'][number];
export type PoseExport = NonNullable<ExportPosesMutation['exportPoses']['export']>;
/** A pose, and why it is like another: `similarity`. */
export type SimilarPose = SimilarPosesQuery['poses']['edges'][number];
export type ImportReport = NonNullable<ImportPartsFragment['report']>;
/** How far an import is: of its phase, `bytesRead` of `totalBytes`. */
export type ImportProgress = Pick<ImportPartsFragment, 'phase' | 'bytesRead' | 'totalBytes' | 'posesRead'>;

export interface WaitOptions extends CallOptions {
  readonly onEvent?: (event: GenerationEvent) => void;
}

export interface ImportOptions extends CallOptions {
  /** Whenever the service has been asked how far it is. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface SearchOptions extends CallOptions {
  readonly orderBy?: PoseOrder;
  /** Poses asked for at once, 1..100; 50 by default. */
  readonly pageSize?: number;
}

export interface SimilarOptions extends CallOptions {
  readonly filter?: PoseFilter;
  /** Poses asked for at once, 1..100; 50 by default. */
  readonly pageSize?: number;
}

export interface ImportInput {
  readonly libraryId: string;
  readonly file: FileToUpload;
  /** Given to every pose of the file. */
  readonly tags?: readonly string[];
  /** Of the pictures, for formats that do not say, and for people in three dimensions. */
  readonly width?: number;
  readonly height?: number;
  /** Of a clip (BVH, glTF, VRMA), one pose each so many seconds; 0.5 by default. */
  readonly everySeconds?: number;
  /** Only reports what would be taken. */
  readonly dryRun?: boolean;
}

/** Pauses between two looks at an import. */
const SHORTEST_LOOK_MS = 50;
const LONGEST_LOOK_MS = 1_000;

/** A client of one service. See README.md; errors are in errors.ts. */
export function createClient(options: ClientOptions): Client {
  return new Client(options);
}

/**
 * Every method throws ClientError UNREACHABLE after its patience, GraphQLRequestError and UNEXPECTED_ANSWER; mutations a RejectedError with
 * the `userErrors` of the service; and each the reason of its signal.
 */
export class Client extends ReportClient {
  /**
   * Puts a generation into the queue. It is tried again under one idempotency key, the caller's or one of its own, so it appears once.
   *
   * `created` is false where the caller's key was known: then the generation is the one that it stands for.
   */
  async createGeneration(
    input: CreateGenerationInput,
    options: CallOptions = {},
  ): Promise<{ generation: Generation; created: boolean }> {
    const { createGeneration } = await this.persist(CreateGenerationDocument, { input: withKey(input) }, options);
    const { generation, created, userErrors } = createGeneration;
    return { generation: accept('createGeneration', generation, userErrors), created };
  }

  /** Poses x prompts x seeds, all of them or none; otherwise as createGeneration. */
  async createGenerations(input: CreateGenerationsInput, options: CallOptions = {}): Promise<readonly Generation[]> {
    const { createGenerations } = await this.persist(CreateGenerationsDocument, { input: withKey(input) }, options);
    return accept('createGenerations', createGenerations.generations, createGenerations.userErrors);
  }

  /** @throws ClientError NOT_FOUND */
  async getGeneration(id: string, options: CallOptions = {}): Promise<Generation> {
    const { node } = await this.persist(GenerationDocument, { id }, options);
    if (node?.__typename === 'Generation') return node;
    throw absent('generation', id, node);
  }

  /**
   * A generation's events from any number on, to the last: in order, each exactly once, over lost connections and restarts of the service.
   */
  followGeneration(id: string, options: FollowOptions = {}): AsyncGenerator<GenerationEvent, void, void> {
    const look = (of: string) => this.getGeneration(of, pick(options.signal));
    const read = (data: GenerationEventsSubscription) => data.generationEvents;
    return this.follow({ what: 'generation', document: GenerationEventsDocument, read, look }, id, options);
  }

  /** Follows a generation to its end, and returns it: SUCCEEDED with its picture, FAILED with its error, or CANCELED. */
  async waitForGeneration(id: string, { signal, onEvent }: WaitOptions = {}): Promise<Generation> {
    for await (const event of this.followGeneration(id, pick(signal))) onEvent?.(event);
    return this.getGeneration(id, pick(signal));
  }

  /** Asks for a generation's end. The outcome is null while its worker has not yet said what was faster. */
  async cancelGeneration(
    id: string,
    options: CallOptions = {},
  ): Promise<{ generation: Generation; outcome: CancelOutcome | null }> {
    const { cancelGeneration } = await this.persist(CancelGenerationDocument, { input: { id } }, options);
    const { generation, outcome, userErrors } = cancelGeneration;
    return { generation: accept('cancelGeneration', generation, userErrors), outcome };
  }

  /** A new generation with the recipe of one that has ended. Not tried again by itself: it would be one more each time. */
  async retryGeneration(id: string, options: CallOptions = {}): Promise<Generation> {
    const { retryGeneration } = await this.request(RetryGenerationDocument, { input: { id } }, options);
    return accept('retryGeneration', retryGeneration.generation, retryGeneration.userErrors);
  }

  /** The bytes of a picture, a skeleton or an exported file, checked against their hash. */
  download(image: StoredImage, { signal }: CallOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    return persist(() => download(this.http, image, signal), this.patience(signal));
  }

  /** Every pose that a filter lets through, page by page as the caller goes on. */
  searchPoses(
    filter: PoseFilter = {},
    { orderBy = 'CREATED_AT_ASC', pageSize, signal }: SearchOptions = {},
  ): AsyncGenerator<Pose, void, void> {
    return this.readAll(async (first, after) => {
      const { poses } = await this.persist(SearchPosesDocument, { filter, orderBy, first, after }, pick(signal));
      return poses;
    }, pageSize);
  }

  /** The poses that are most like another in shape, the nearest first; 200 at most. */
  findSimilarPoses(
    similarTo: SimilarToInput,
    { filter = {}, pageSize, signal }: SimilarOptions = {},
  ): AsyncGenerator<SimilarPose, void, void> {
    return this.readAll(async (first, after) => {
      const { poses } = await this.persist(SimilarPosesDocument, { similarTo, filter, first, after }, pick(signal));
      return { nodes: poses.edges, pageInfo: poses.pageInfo };
    }, pageSize);
  }

  /** Writes poses in a format, to files that `download` then fetches; LICENSE_CONFLICT where a licence forbids the use. */
  async exportPoses(input: ExportPosesInput, options: CallOptions = {}): Promise<PoseExport> {
    const { exportPoses } = await this.request(ExportPosesDocument, { input }, options);
    return accept('exportPoses', exportPoses.export, exportPoses.userErrors);
  }

  /** Every library of poses, page by page as the caller goes on. */
  listPoseLibraries({ signal }: CallOptions = {}): AsyncGenerator<PoseLibrarySummary, void, void> {
    return this.readAll(async (first, after) => {
      const { poseLibraries } = await this.persist(PoseLibrariesDocument, { first, after }, pick(signal));
      return poseLibraries;
    });
  }

  async createPoseLibrary(input: CreatePoseLibraryInput, options: CallOptions = {}): Promise<PoseLibrary> {
    const { createPoseLibrary } = await this.request(CreatePoseLibraryDocument, { input }, options);
    return accept('createPoseLibrary', createPoseLibrary.poseLibrary, createPoseLibrary.userErrors);
  }

  /**
   * Uploads a file of poses, in any format that the service reads, and takes them into a library: all of them in one moment, or, where it
   * throws or the signal ends it, none.
   */
  async importPoses(
    { file, ...input }: ImportInput,
    { signal, onProgress }: ImportOptions = {},
  ): Promise<ImportReport> {
    const uploadId = await this.upload(file, pick(signal));
    const { startImport } = await this.request(StartImportDocument, { input: { ...input, uploadId } }, pick(signal));
    const started = accept('startImport', startImport.import, startImport.userErrors);
    try {
      return await this.followImport(started, onProgress, signal);
    } catch (error) {
      if (signal?.aborted)
        await this.request(CancelImportDocument, { input: { id: started.id } }).catch(() => undefined);
      throw error;
    }
  }

  private async followImport(
    started: ImportPartsFragment,
    onProgress: ImportOptions['onProgress'],
    signal: AbortSignal | undefined,
  ): Promise<ImportReport> {
    let found = started;
    for (let pauseMs = SHORTEST_LOOK_MS; found.state === 'RUNNING'; pauseMs = Math.min(pauseMs * 2, LONGEST_LOOK_MS)) {
      onProgress?.(found);
      await sleep(pauseMs, signal);
      const { node } = await this.persist(FollowImportDocument, { id: started.id }, pick(signal));
      if (node?.__typename !== 'PoseImport') throw absent('import', started.id, node);
      found = node;
    }
    onProgress?.(found);
    return accept('importPoses', found.report, found.failure ? [found.failure] : []);
  }
}
