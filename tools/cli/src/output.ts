import { formatJson } from '@contrapposto/pose';
import { CommanderError } from 'commander';
import { CliError, EXIT_CODES, type ExitCode } from './errors.js';
import type { CommandResult, Warning } from './result.js';

export interface OutputOptions {
  /** One JSON document on stdout, and nothing but progress on stderr. */
  readonly json: boolean;
  /** Stacks and causes of errors. */
  readonly debug: boolean;
}

interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** A pose nearly always has another size than the picture, and the recipe says how it was fitted: no news to a person. */
const ONLY_FOR_SCRIPTS: ReadonlySet<string> = new Set(['POSE_FITTED']);

/** Prints what a command found, its warnings apart, so that stdout can be piped on. */
export function printResult({ stdout, stderr }: Streams, { json }: OutputOptions, result: CommandResult): void {
  const warnings = result.warnings ?? [];
  if (json) {
    stdout.write(`${formatJson({ ...result.document, warnings })}\n`);
    return;
  }
  for (const warning of warnings) if (!ONLY_FOR_SCRIPTS.has(warning.code)) stderr.write(formatWarning(warning));
  if (result.text !== '') stdout.write(`${result.text}\n`);
}

/** Prints an error as one clear message, and says which exit code it means. */
export function printError({ stdout, stderr }: Streams, { json, debug }: OutputOptions, error: unknown): ExitCode {
  const exitCode = toExitCode(error);
  const { code, message } = describe(error);
  if (json) stdout.write(`${formatJson({ error: { code, message, exitCode } })}\n`);
  else if (!(error instanceof CommanderError)) stderr.write(formatError(code, message, exitCode));
  if (debug) stderr.write(formatDebug(error));
  return exitCode;
}

/** `warning: the first line`, later lines indented under it. */
function formatWarning({ message }: Warning): string {
  return `warning: ${indent(message)}\n`;
}

function formatError(code: string, message: string, exitCode: ExitCode): string {
  if (exitCode === EXIT_CODES.canceled) return `${message}\n`;
  const hint =
    exitCode === EXIT_CODES.unexpected ? '\nThis was not foreseen: please report it, with the output of --debug.' : '';
  return `error: ${indent(message + hint)}\n(${code}, exit code ${exitCode})\n`;
}

function formatDebug(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}\n`;
  const cause = error.cause === undefined ? '' : `caused by ${formatDebug(error.cause)}`;
  return `${error.stack ?? error.message}\n${cause}`;
}

function indent(message: string): string {
  return message.replaceAll('\n', '\n  ');
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof CommanderError) return { code: 'USAGE', message: error.message.replace(/^error: /, '') };
  if (!(error instanceof Error)) return { code: 'UNEXPECTED', message: String(error) };
  return { code: codeOf(error) ?? 'UNEXPECTED', message: error.message };
}

/** The libraries' typed errors carry a `code` of capitals; so do the system's, which are nobody's message to a user. */
function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' && !('syscall' in error) ? error.code : null;
}

/**
 * Which of our exit codes an error of any library below means, by its code: the part of the program it came from follows
 * from the name of its class.
 */
function toExitCode(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  if (!(error instanceof Error)) return EXIT_CODES.unexpected;
  return EXIT_CODE_OF_CODE[codeOf(error) ?? ''] ?? EXIT_CODE_OF_CLASS[error.name] ?? EXIT_CODES.unexpected;
}

const EXIT_CODE_OF_CODE: Readonly<Record<string, ExitCode>> = {
  UNKNOWN_SCHEDULER: EXIT_CODES.usage,
  INVALID_RECIPE: EXIT_CODES.usage,
  INVALID_STEPS: EXIT_CODES.usage,
  INVALID_SIZE: EXIT_CODES.usage,
  EMPTY_SKELETON: EXIT_CODES.input,
  POSE_REQUIRED: EXIT_CODES.input,
};

const EXIT_CODE_OF_CLASS: Readonly<Record<string, ExitCode>> = {
  PoseError: EXIT_CODES.input,
  ModelCoreError: EXIT_CODES.model,
  ModelFolderError: EXIT_CODES.model,
  BackendError: EXIT_CODES.backend,
  BackendCrashedError: EXIT_CODES.backend,
  ClientError: EXIT_CODES.service,
  RejectedError: EXIT_CODES.service,
  GraphQLRequestError: EXIT_CODES.service,
};
