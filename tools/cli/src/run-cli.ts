import { CommanderError } from 'commander';
import type { Context } from './context.js';
import { CliError, EXIT_CODES, type ExitCode } from './errors.js';
import { printError, printResult, type OutputOptions } from './output.js';
import { createProgram } from './program.js';

/** Whatever an interrupted run ended with, the reason is the interruption. */
const CANCELED = 'Canceled. Nothing was left half-written.';

/** A command that has more to say of it than that says so. */
function toCanceled(error: unknown): CliError {
  return error instanceof CliError && error.code === 'CANCELED' ? error : new CliError('CANCELED', CANCELED);
}

/** Runs one command line to its end: parse, handle, print. Never throws; resolves to the exit code. */
export async function runCli(args: readonly string[], context: Context): Promise<ExitCode> {
  const options: OutputOptions = { json: args.includes('--json'), debug: args.includes('--debug') };
  try {
    await createProgram(context, (result) => {
      printResult(context, options, result);
    }).parseAsync(args, { from: 'user' });
    return EXIT_CODES.ok;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.ok;
    return printError(context, options, context.signal.aborted ? toCanceled(error) : error);
  }
}
