import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { download, type StoredImage } from './download.js';
import { ClientError, RejectedError, type UserError } from './errors.js';
import { followGeneration, type GenerationEvent } from './follow-generation.js';
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
  type GenerationPartsFragment,
  ImportPosesDocument,
  type ImportPosesMutation,
  type PoseFilter,
  type PoseOrder,
  type PosePartsFragment,
  RetryGenerationDocument,
  PoseLibrariesDocument,
  type PoseLibrariesQuery,
  SearchPosesDocument,
  type SearchPosesQuery,
  type SearchPosesQueryVariables,
  SimilarPosesDocument,
  type SimilarPosesQuery,
  type SimilarPosesQueryVariables,
  type SimilarToInput,
} from './generated/graphql.js';
import { formatHex } from './hex.js';
import { type HttpOptions, postOperation } from './http.js';
import { toOperation } from './operation.js';
import { Patience, persist } from './patience.js';
import { Socket, type WebSocketConstructor } from './socket.js';
import { type FileToUpload, upload } from './upload.js';

export interface ClientOptions {
  /** The service's address, as it prints it: http://127.0.0.1:4000 */
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Needed to follow generations where there is no global one (Node 20): `WebSocket` of the package ws. */
  readonly webSocket?: WebSocketConstructor;
  /** Sent with every request, and with the connection of subscriptions. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a service that does not answer is tried again, for everything that may safely be done twice; 60 000 by default. */
  readonly patienceMs?: number;
}

export type Generation = GenerationPartsFragment;
export type Pose = PosePartsFragment;
export type PoseLibrary = NonNullable<CreatePoseLibraryMutation['createPoseLibrary']['poseLibrary']>;
export type PoseLibrarySummary = PoseLibrariesQuery['poseLibraries']['nodes'][number];
export type PoseExport = NonNullable<ExportPosesMutation['exportPoses']['export']>;
/** A pose, and why it is like another: `similarity`. */
export type SimilarPose = SimilarPosesQuery['poses']['edges'][number];
export type ImportReport = NonNullable<ImportPosesMutation['importPoses']['report']>;

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface FollowOptions extends CallOptions {
  /** The last number that the caller has; 0 for all. */
  readonly after?: number;
}

export interface WaitOptions extends CallOptions {
  readonly onEvent?: (event: GenerationEvent) => void;
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

const PATIENCE_MS = 60_000;
const PAGE_SIZE = 50;

/** A client of one service. See README.md; errors are in errors.ts. */
export function createClient(options: ClientOptions): Client {
  return new Client(options);
}

/**
 * Every method throws ClientError UNREACHABLE after its patience, GraphQLRequestError and UNEXPECTED_ANSWER; mutations a RejectedError with
 * the `userErrors` of the service; and each the reason of its signal.
 */
export class Client {
  private readonly http: HttpOptions;
  private readonly socket: Socket;
  private readonly patienceMs: number;

  constructor({ url, fetch = globalThis.fetch, webSocket, headers = {}, patienceMs = PATIENCE_MS }: ClientOptions) {
    // Browsers refuse a fetch that is called as a method of something else.
    this.http = { url, fetch: (input, init) => fetch(input, init), headers };
    this.socket = new Socket({ url, webSocket, headers });
    this.patienceMs = patienceMs;
  }

  /** Any operation of the caller's own, once: a typed document from code generation against the service's schema. */
  request<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    { signal }: CallOptions = {},
  ): Promise<Data> {
    return postOperation(this.http, toOperation(document), variables, signal);
  }

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
    throw new ClientError('NOT_FOUND', {
      expected: 'a generation',
      got: node === null ? 'nothing of that id' : `a ${node.__typename}`,
      where: id,
    });
  }

  /**
   * A generation's events from any number on, to the last: in order, each exactly once, over lost connections and restarts of the service.
   */
  followGeneration(id: string, { after = 0, signal }: FollowOptions = {}): AsyncGenerator<GenerationEvent, void, void> {
    const source = {
      socket: this.socket,
      url: this.http.url,
      look: (of: string) => this.getGeneration(of, pick(signal)),
    };
    return followGeneration(source, id, after, this.patience(signal), signal);
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
  async *searchPoses(
    filter: PoseFilter = {},
    { orderBy = 'CREATED_AT_ASC', pageSize = PAGE_SIZE, signal }: SearchOptions = {},
  ): AsyncGenerator<Pose, void, void> {
    for (let after: string | null = null; ;) {
      const variables: SearchPosesQueryVariables = { filter, orderBy, first: pageSize, after };
      const { poses }: SearchPosesQuery = await this.persist(SearchPosesDocument, variables, pick(signal));
      const { nodes, pageInfo } = poses;
      yield* nodes;
      if (!pageInfo.hasNextPage) return;
      after = pageInfo.endCursor;
    }
  }

  /** The poses that are most like another in shape, the nearest first; 200 at most. */
  async *findSimilarPoses(
    similarTo: SimilarToInput,
    { filter = {}, pageSize = PAGE_SIZE, signal }: SimilarOptions = {},
  ): AsyncGenerator<SimilarPose, void, void> {
    for (let after: string | null = null; ;) {
      const variables: SimilarPosesQueryVariables = { similarTo, filter, first: pageSize, after };
      const { poses }: SimilarPosesQuery = await this.persist(SimilarPosesDocument, variables, pick(signal));
      yield* poses.edges;
      if (!poses.pageInfo.hasNextPage) return;
      after = poses.pageInfo.endCursor;
    }
  }

  /** Writes poses in a format, to files that `download` then fetches; LICENSE_CONFLICT where a licence forbids the use. */
  async exportPoses(input: ExportPosesInput, options: CallOptions = {}): Promise<PoseExport> {
    const { exportPoses } = await this.request(ExportPosesDocument, { input }, options);
    return accept('exportPoses', exportPoses.export, exportPoses.userErrors);
  }

  /** Every library of poses, page by page as the caller goes on. */
  async *listPoseLibraries({ signal }: CallOptions = {}): AsyncGenerator<PoseLibrarySummary, void, void> {
    for (let after: string | null = null; ;) {
      const { poseLibraries }: PoseLibrariesQuery = await this.persist(
        PoseLibrariesDocument,
        { first: PAGE_SIZE, after },
        pick(signal),
      );
      yield* poseLibraries.nodes;
      if (!poseLibraries.pageInfo.hasNextPage) return;
      after = poseLibraries.pageInfo.endCursor;
    }
  }

  async createPoseLibrary(input: CreatePoseLibraryInput, options: CallOptions = {}): Promise<PoseLibrary> {
    const { createPoseLibrary } = await this.request(CreatePoseLibraryDocument, { input }, options);
    return accept('createPoseLibrary', createPoseLibrary.poseLibrary, createPoseLibrary.userErrors);
  }

  /** Uploads a file of poses, in any format that the service reads, and takes them into a library. */
  async importPoses({ file, ...input }: ImportInput, { signal }: CallOptions = {}): Promise<ImportReport> {
    const uploadId = await persist(() => upload(this.http, file, signal), this.patience(signal));
    const { importPoses } = await this.request(ImportPosesDocument, { input: { ...input, uploadId } }, pick(signal));
    return accept('importPoses', importPoses.report, importPoses.userErrors);
  }

  /** Closes the connection of subscriptions; what still follows ends with an error. */
  dispose(): Promise<void> {
    return this.socket.dispose();
  }

  /** An operation that may be done twice. */
  private persist<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    { signal }: CallOptions,
  ): Promise<Data> {
    return persist(() => this.request(document, variables, pick(signal)), this.patience(signal));
  }

  private patience(signal?: AbortSignal): Patience {
    return new Patience(this.patienceMs, signal);
  }
}

function withKey<Input extends { readonly idempotencyKey?: string | null | undefined }>(input: Input): Input {
  return { ...input, idempotencyKey: input.idempotencyKey ?? createKey() };
}

/** 128 random bits; `crypto.randomUUID` is missing on pages that are neither https nor localhost. */
function createKey(): string {
  return formatHex(globalThis.crypto.getRandomValues(new Uint8Array(16)));
}

/** @throws RejectedError */
function accept<T>(operation: string, value: T | null, userErrors: readonly UserError[]): T {
  if (userErrors.length > 0 || value === null) throw new RejectedError(operation, userErrors);
  return value;
}

function pick(signal: AbortSignal | undefined): CallOptions {
  return signal ? { signal } : {};
}
