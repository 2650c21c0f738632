/** A remark that does not stop the work: a prompt that was cut, people outside the canvas. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What a command hands back: the same facts for people and for scripts. `main` prints one of the two. */
export interface CommandResult {
  /** For people, without a final newline. */
  readonly text: string;
  /** For `--json`: one JSON document. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly Warning[];
}

/** Columns as wide as their widest cell, two spaces between; numbers are the caller's to format. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
