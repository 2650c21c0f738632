import type { MetricName } from '@contrapposto/eval';
import { type EvaluationReport, listReports, PAGE_LIMIT } from '@contrapposto/platform';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { UserMistake } from '../errors/user-mistake.js';
import { requireGlobalId } from '../global-id.js';
import {
  compareMeasured,
  type ComparisonAnswer,
  type MeasuredReport,
  type RankedGroup,
  rankMeasured,
  toMeasured,
} from '../reports/compare.js';
import type { RequestContext } from '../request-context.js';
import { MetricNameEnum } from '../schema/enums.js';
import { CompareReportsPayloadType, LeaderboardGroupType } from '../schema/report-comparison.js';

/** The latest so many reports of a snapshot are ranked. */
const MOST_RANKED = 1_000;

@Resolver()
export class ReportComparisonResolver {
  @Query(() => CompareReportsPayloadType, {
    description:
      'Two reports side by side, b against a, by the metrics that were made in the same way; INCOMPARABLE where none was.',
  })
  async compareReports(
    @Arg('a', () => ID) a: string,
    @Arg('b', () => ID) b: string,
    @Ctx() context: RequestContext,
  ): Promise<ComparisonAnswer> {
    const [first, second] = await Promise.all([requireMeasured(context, a, 'a'), requireMeasured(context, b, 'b')]);
    return compareMeasured(first, second);
  }

  @Query(() => [LeaderboardGroupType], {
    description:
      "A snapshot's reports by one metric, in tables of those that may be compared; the largest table first.",
    complexity: 5,
  })
  async leaderboard(
    @Arg('snapshotId', () => ID) snapshotId: string,
    @Arg('metric', () => MetricNameEnum) metric: MetricName,
    @Arg('scene', () => String, { nullable: true, description: 'Left out: all pictures.' }) scene: string | null,
    @Ctx() context: RequestContext,
  ): Promise<RankedGroup[]> {
    const { id } = requireGlobalId(snapshotId, ['DatasetSnapshot'], 'snapshotId');
    const reports = await readMeasured(context, id);
    return rankMeasured(reports, metric, scene ?? null);
  }
}

async function requireMeasured({ loaders }: RequestContext, globalId: string, field: string): Promise<MeasuredReport> {
  const { id } = requireGlobalId(globalId, ['EvaluationReport'], field);
  const report = await loaders.report.load(id);
  const measured = report && toMeasured(report);
  if (measured) return measured;
  const expected = report ? 'a report that has SUCCEEDED' : 'a report of this studio';
  const got = report ? `one that is ${report.state}` : 'none with that id';
  throw new UserMistake(report ? 'INVALID_INPUT' : 'NOT_FOUND', { expected, got, where: field }, field);
}

async function readMeasured({ database, studioId }: RequestContext, snapshotId: string): Promise<MeasuredReport[]> {
  const reports: EvaluationReport[] = [];
  const filter = { snapshotIds: [snapshotId], states: ['SUCCEEDED'] } as const;
  for (let after: string | undefined; ;) {
    const page = { first: PAGE_LIMIT, ...(after !== undefined && { after }) };
    const { edges, hasNextPage } = await listReports(database, studioId, { filter, page });
    reports.push(...edges.map(({ node }) => node));
    after = edges.at(-1)?.cursor;
    if (!hasNextPage || reports.length >= MOST_RANKED) break;
  }
  return reports.map(toMeasured).filter((report) => report !== null);
}
