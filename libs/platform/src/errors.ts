import { formatReport, type ErrorReport } from '@contrapposto/pose';

export { messageOf, type ErrorReport } from '@contrapposto/pose';

/** Codes are stable: callers switch on them, messages may be reworded. */
export type PlatformErrorCode =
  /** The embedded server cannot run here: no binaries, no account, no room, no access. */
  | 'SERVER_UNAVAILABLE'
  /** Another living process owns the data folder. */
  | 'SERVER_FOLDER_IN_USE'
  /** The server ended while starting; its last words are in the message. */
  | 'SERVER_START_FAILED'
  /** Older than the oldest Postgres that we support. */
  | 'DATABASE_TOO_OLD'
  /** The database has migrations that this build does not know. */
  | 'DATABASE_TOO_NEW'
  /** A migration that was applied differs from the file of that name. */
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  /** Somebody has changed it since the caller read it. */
  | 'STALE_REVISION'
  /** The name is taken. */
  | 'ALREADY_EXISTS'
  /** Archived things are not changed: take them out of the archive first. */
  | 'ARCHIVED'
  /** A pose would be replaced by itself, by way of others. */
  | 'REPLACEMENT_CYCLE'
  /** Something is to be used in a way that its licence does not allow, or is not known to. */
  | 'LICENSE_CONFLICT'
  | 'UPLOAD_TOO_LARGE'
  /** The file is not what it has to be: no JSON, no known format, beyond a limit. */
  | 'UPLOAD_UNREADABLE'
  /** An import ended in the middle, for no reason that is in its file; nothing of it was written. */
  | 'IMPORT_INTERRUPTED'
  /** More than one call may hold. */
  | 'TOO_MANY'
  /** A value that a prompt's slot does not take, a slot without a value, a value without a slot. */
  | 'PROMPT_SLOT_INVALID'
  /** The same idempotency key with another request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** Somebody else may run the work now: whatever the caller made of it must be thrown away. */
  | 'LEASE_LOST'
  /** Asked of work in a state that has no such transition. */
  | 'ILLEGAL_TRANSITION'
  /** Stored bytes do not have the hash under which they lie. */
  | 'FILE_CORRUPT'
  | 'FILE_NOT_FOUND'
  | 'RANGE_NOT_SATISFIABLE'
  /** The files' server did not do what it was asked. */
  | 'STORAGE_FAILED';

export interface PlatformErrorOptions extends ErrorOptions {
  /** Dotted path of what is wrong in the caller's input: `name`, `slots.1.choices`. */
  readonly field?: string;
}

/** Base of all errors that this package throws on purpose. */
export class PlatformError extends Error {
  override readonly name: string = 'PlatformError';
  readonly code: PlatformErrorCode;
  /** Null where no one field is to blame. */
  readonly field: string | null;

  constructor(code: PlatformErrorCode, report: ErrorReport, options?: PlatformErrorOptions) {
    super(formatReport(report), options);
    this.code = code;
    this.field = options?.field ?? null;
  }
}

/** Thrown by everything that a worker does under a lease that is no longer its own. */
export class LeaseLostError extends PlatformError {
  override readonly name: string = 'LeaseLostError';

  /** @param kind what the work is called: `generation` */
  constructor(kind: string, id: string) {
    super('LEASE_LOST', {
      expected: 'the lease that is in force',
      got: `one that has expired, was taken over, or whose ${kind} has ended`,
      where: `${kind} ${id}`,
      advice: 'Stop the run and discard its result.',
    });
  }
}
