export { LeaseLostError, PlatformError, type ErrorReport, type PlatformErrorCode } from './errors.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-postgres.js';
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type Sql,
  type Transaction,
} from './database/database.js';
export { applyMigrations, readMigrations, type Migration } from './database/migrations.js';
export { prepareDatabase } from './database/prepare-database.js';
