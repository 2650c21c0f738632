export {
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type FollowOptions,
  type Generation,
  type ImportInput,
  type ImportReport,
  type Pose,
  type PoseLibrary,
  type SearchOptions,
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
export { isTerminal, type GenerationEvent } from './follow-generation.js';
export type {
  CancelOutcome,
  CreateGenerationInput,
  CreateGenerationsInput,
  CreatePoseLibraryInput,
  GenerationEventType,
  GenerationState,
  PoseFilter,
  PoseOrder,
  Scheduler,
  UserErrorCode,
} from './generated/graphql.js';
export type { WebSocketConstructor } from './socket.js';
export type { FileToUpload } from './upload.js';
