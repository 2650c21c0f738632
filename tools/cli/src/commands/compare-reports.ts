import type { Client } from '@contrapposto/client';
import type { Context } from '../context.js';
import { findReport } from '../evaluation/find.js';
import { formatNumber, formatValue } from '../evaluation/format-metrics.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface CompareOptions extends ServiceOptions {
  /** Scene by scene as well. */
  readonly scenes?: boolean;
}

type Comparison = Awaited<ReturnType<Client['compareReports']>>;
type Row = Comparison['rows'][number];

/** `report compare`: two reports side by side, where they may stand so. */
export async function compareReports(
  context: Context,
  a: string,
  b: string,
  { scenes = false, ...options }: CompareOptions,
): Promise<CommandResult> {
  const service = openService(context, options);
  const find = async (wanted: string) => service.getReport(await findReport(service, context.signal, wanted), context);
  const [left, right] = [await find(a), await find(b)];
  const comparison = await service.compareReports(left.id, right.id, context);
  const rows = comparison.rows.filter(({ scope }) => scenes || scope !== 'SCENE');
  const table = formatTable([['metric', 'of', 'A', 'B', 'B - A', 'verdict'], ...rows.map(formatRow)]);
  const names = `A: ${left.name} (${left.generator.name})\nB: ${right.name} (${right.generator.name})`;
  return {
    text: [names, table, ...comparison.missing.map(({ reason }) => reason)].join('\n\n'),
    document: { comparison },
  };
}

const SCOPES = { OVERALL: 'all pictures', MEAN: 'mean of scenes' } as const;

function formatRow(row: Row): string[] {
  const { metric, scope, scene, a, b, difference } = row;
  const of = scope === 'SCENE' ? (scene ?? '') : SCOPES[scope];
  return [metric, of, formatValue(a), formatValue(b), formatNumber(difference), describeVerdict(row)];
}

function describeVerdict({ difference, overlap, better }: Row): string {
  if (difference === null) return '';
  if (overlap === true) return 'intervals overlap: may be chance';
  if (better === null) return 'equal';
  return overlap === null ? `${better} is better, without intervals` : `${better} is better`;
}
