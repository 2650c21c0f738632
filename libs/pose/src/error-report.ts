/** What an error says, in every package: what was expected, what came, where, and what to do about it. */
export interface ErrorReport {
  readonly expected: string;
  readonly got: string;
  /** File, tensor, config key or plugin the problem was found in. */
  readonly where: string;
  readonly advice?: string;
}

/** "Expected A, got B (where). Advice." */
export function formatReport({ expected, got, where, advice }: ErrorReport): string {
  const problem = `Expected ${expected}, got ${got} (${where}).`;
  return advice === undefined ? problem : `${problem} ${advice}`;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
