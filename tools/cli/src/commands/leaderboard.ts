import type { Client, MetricName } from '@contrapposto/client';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { findSnapshot } from '../evaluation/find.js';
import { formatValue } from '../evaluation/format-metrics.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface LeaderboardOptions extends ServiceOptions {
  readonly dataset: string;
  readonly metric: MetricName;
  readonly scene?: string;
}

type Group = Awaited<ReturnType<Client['leaderboard']>>[number];

/** `report leaderboard`: the reports of a data set by one metric, best first; those that may not be compared stand in tables of their own. */
export async function showLeaderboard(
  context: Context,
  { dataset: wanted, metric, scene, ...options }: LeaderboardOptions,
): Promise<CommandResult> {
  const service = openService(context, options);
  const { dataset, snapshot } = await findSnapshot(service, context.signal, wanted);
  const groups = await service.leaderboard(
    { snapshotId: snapshot.id, metric, ...(scene !== undefined && { scene }) },
    context,
  );
  if (groups.length === 0)
    throw new CliError(
      'INVALID_OPTION',
      `Expected a report of "${dataset.name}", version ${snapshot.version}, with ${metric}, got none.`,
    );
  return {
    text: groups.map((group) => formatGroup(metric, group)).join('\n\n'),
    document: { dataset: dataset.name, version: snapshot.version, metric, scene: scene ?? null, groups },
  };
}

function formatGroup(metric: string, { unit, better, entries }: Group): string {
  const title = `${metric}${unit === null ? '' : `, ${unit}`}, ${better.toLowerCase()} is better`;
  const rows = entries.map(({ rank, report, value }) => [
    rank === null ? '-' : String(rank),
    formatValue(value),
    report.generator.name,
    report.name,
    report.id,
  ]);
  return `${title}\n${formatTable([['rank', 'value', 'generator', 'report', 'id'], ...rows])}`;
}
