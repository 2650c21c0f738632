/**
 * What the program ends with. Scripts may rely on these numbers; docs/guides/command-line.md lists them for people.
 */
export const EXIT_CODES = {
  /** All done. */
  ok: 0,
  /** Our own mistake: an error that nothing below foresaw. */
  unexpected: 1,
  /** An unknown command or option, a missing or malformed value. */
  usage: 2,
  /** A pose file, recipe or picture that cannot be read, or does not hold what was asked of it. */
  input: 3,
  /** A model folder that is missing, damaged, contradictory, or cannot do what the recipe asks. */
  model: 4,
  /** A backend that is unknown, cannot run here, failed or crashed. */
  backend: 5,
  /** The result could not be written: full disk, no permission. */
  output: 6,
  /** The service cannot be reached, or refused what it was asked. */
  service: 7,
  /** Ctrl-C: 128 + SIGINT. */
  canceled: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

export type CliErrorCode =
  | 'INVALID_OPTION'
  | 'INPUT_UNREADABLE'
  | 'POSE_FILE_INVALID'
  | 'POSE_NOT_SUPPORTED'
  | 'RECIPE_NOT_FOUND'
  | 'RECIPE_INVALID'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_DIFFERS'
  | 'BACKEND_UNKNOWN'
  | 'OUTPUT_FAILED'
  | 'REPORT_FAILED'
  | 'CANCELED';

const EXIT_OF: Readonly<Record<CliErrorCode, ExitCode>> = {
  INVALID_OPTION: EXIT_CODES.usage,
  INPUT_UNREADABLE: EXIT_CODES.input,
  POSE_FILE_INVALID: EXIT_CODES.input,
  POSE_NOT_SUPPORTED: EXIT_CODES.model,
  RECIPE_NOT_FOUND: EXIT_CODES.input,
  RECIPE_INVALID: EXIT_CODES.input,
  MODEL_NOT_FOUND: EXIT_CODES.model,
  MODEL_DIFFERS: EXIT_CODES.model,
  BACKEND_UNKNOWN: EXIT_CODES.backend,
  OUTPUT_FAILED: EXIT_CODES.output,
  REPORT_FAILED: EXIT_CODES.service,
  CANCELED: EXIT_CODES.canceled,
};

/** What the user can mend. The message says what was expected, what came, and what to do, on lines of their own. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(
    readonly code: CliErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.exitCode = EXIT_OF[code];
  }
}

/** `ENOENT` and the like of an error that the system gave, or null. */
export function systemCodeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
}
