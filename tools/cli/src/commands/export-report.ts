import path from 'node:path';
import type { Context } from '../context.js';
import { findReport } from '../evaluation/find.js';
import { writeWholeFile } from '../files/write-file.js';
import type { CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export const REPORT_FORMATS = ['html', 'csv', 'json'] as const;

export interface ExportReportOptions extends ServiceOptions {
  readonly format: (typeof REPORT_FORMATS)[number];
  /** Default: report.<format> here. */
  readonly out?: string;
}

/** `report export`: a page that needs nothing else, a table of every number, or all of it as JSON. */
export async function exportReport(
  context: Context,
  wanted: string,
  { format, out = `report.${format}`, ...options }: ExportReportOptions,
): Promise<CommandResult> {
  const service = openService(context, options);
  const id = await findReport(service, context.signal, wanted);
  const file = path.resolve(out);
  await writeWholeFile(file, await service.exportReport(id, format, context));
  return { text: file, document: { report: id, format, file } };
}
