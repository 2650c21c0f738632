import type { Context } from '../context.js';
import { describeReport } from '../evaluation/describe-report.js';
import { collect, findDataset, findReport } from '../evaluation/find.js';
import { followToEnd } from '../evaluation/follow.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface ReportOptions extends ServiceOptions {
  readonly json?: boolean;
}

export interface ListReportsOptions extends ServiceOptions {
  readonly dataset?: string;
  readonly limit: number;
}

/** `report list`: the newest reports first. */
export async function listReports(
  context: Context,
  text: string | undefined,
  { dataset, limit, ...options }: ListReportsOptions,
): Promise<CommandResult> {
  const service = openService(context, options);
  const filter = {
    ...(text !== undefined && { search: text }),
    ...(dataset !== undefined && { datasetId: (await findDataset(service, context.signal, dataset)).id }),
  };
  const reports = await collect(service.listReports(filter, context), limit);
  const rows = reports.map(({ id, name, state, generator, snapshot, pictureCount, createdAt }) => [
    name,
    state.toLowerCase(),
    generator.name,
    `${snapshot.dataset.name}, version ${snapshot.version}`,
    pictureCount === null ? '-' : String(pictureCount),
    createdAt,
    id,
  ]);
  return {
    text: formatTable([['name', 'state', 'generator', 'data set', 'pictures', 'created', 'id'], ...rows]),
    document: { reports },
  };
}

/** `report show`: its metrics, scene by scene. */
export async function showReport(context: Context, wanted: string, options: ReportOptions): Promise<CommandResult> {
  const service = openService(context, options);
  const report = await service.getReport(await findReport(service, context.signal, wanted), context);
  return { text: describeReport(report), document: { report } };
}

/** `report follow`: looks on until it ends, then shows it. */
export async function followReport(context: Context, wanted: string, options: ReportOptions): Promise<CommandResult> {
  const service = openService(context, options);
  const id = await findReport(service, context.signal, wanted);
  const report = await followToEnd(service, context, id, options);
  return { text: describeReport(report), document: { report } };
}

/** `report cancel`: ends a report that waits or runs, and the generations that it still waits for. */
export async function cancelReport(context: Context, wanted: string, options: ReportOptions): Promise<CommandResult> {
  const service = openService(context, options);
  const { report } = await service.cancelReport(await findReport(service, context.signal, wanted), context);
  return { text: `${report.name}: ${report.state.toLowerCase()}`, document: { report } };
}

/** `report retry`: a new report of the same request and pictures; what they lack is drawn, what other instruments would see is measured again. */
export async function retryReport(context: Context, wanted: string, options: ReportOptions): Promise<CommandResult> {
  const service = openService(context, options);
  const report = await service.retryReport(await findReport(service, context.signal, wanted), context);
  return { text: `${report.name} (${report.id})`, document: { report } };
}
