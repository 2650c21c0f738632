export { LeaseLostError, PlatformError, type ErrorReport, type PlatformErrorCode } from './errors.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-postgres.js';
