export type { CallOptions, ClientOptions, FollowOptions } from './core-client.js';
export {
  type Client,
  createClient,
  type Generation,
  type GenerationEvent,
  type ImportInput,
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  type Pose,
  type PoseExport,
  type PoseLibrary,
  type PoseLibrarySummary,
  type SearchOptions,
  type SimilarOptions,
  type SimilarPose,
  type WaitOptions,
} from './client.js';
export type { StoredImage } from './download.js';
export {
  ClientError,
  type ClientErrorCode,
  GraphQLRequestError,
  type GraphQLErrorEntry,
  RejectedError,
  type UserError,
} from './errors.js';
export { isTerminal } from './follow-work.js';
export type {
  CancelOutcome,
  CreateGenerationInput,
  CreateGenerationsInput,
  CreatePoseLibraryInput,
  ExportPosesInput,
  GenerationEventType,
  GenerationState,
  PoseExportFormat,
  PoseFilter,
  PoseOrder,
  Scheduler,
  SimilarToInput,
  UserErrorCode,
} from './generated/graphql.js';
export type { WebSocketConstructor } from './socket.js';
export type { FileToUpload } from './upload.js';
