import { Progress, Table, Text } from '@mantine/core';
import { type MetricName, type ReportSummaryFragment } from '../../generated/graphql.js';
import { formatAgo } from '../../ui/format.js';
import { LinkedName } from '../../ui/LinkedName.js';
import classes from '../../ui/LinkedTable.module.css';
import { StateBadge } from '../generations/StateBadge.js';
import { describeGenerator, describeSnapshot } from './describe-report.js';
import { formatBounds, formatMetric, METRIC_NAMES, METRICS, readPrimary } from './metrics.js';
import own from './ReportTable.module.css';

interface ReportTableProps {
  readonly reports: readonly ReportSummaryFragment[];
}

function Value({ report, metric }: { readonly report: ReportSummaryFragment; readonly metric: MetricName }) {
  const found = report.metrics.find((candidate) => candidate.metric === metric);
  if (!found) return <Text c="dimmed">–</Text>;
  const primary = readPrimary(found, found.overall);
  return (
    <span title={formatBounds(metric, primary) ?? undefined}>{formatMetric(metric, primary.value, found.unit)}</span>
  );
}

function State({ report: { state, progress } }: { readonly report: ReportSummaryFragment }) {
  const isRunning = state === 'RUNNING' && progress !== null && progress.total > 0;
  return (
    <>
      <StateBadge state={state} />
      {isRunning && (
        <Progress
          mt={4}
          size="xs"
          value={(progress.done / progress.total) * 100}
          aria-label={`${progress.done} of ${progress.total}`}
        />
      )}
    </>
  );
}

function Row({ report, metrics }: { readonly report: ReportSummaryFragment; readonly metrics: readonly MetricName[] }) {
  const { id, name, createdAt, failure } = report;
  return (
    <Table.Tr className={classes.row}>
      <LinkedName
        to={`/reports/${id}`}
        name={name}
        detail={failure ? failure.code : `${describeGenerator(report)} · ${describeSnapshot(report)}`}
        isWrong={failure !== null}
      />
      <Table.Td className={`${classes.fixed} ${own.state}`}>
        <State report={report} />
      </Table.Td>
      {metrics.map((metric) => (
        <Table.Td key={metric} ta="right">
          <Value report={report} metric={metric} />
        </Table.Td>
      ))}
      <Table.Td ta="right">{formatAgo(createdAt)}</Table.Td>
    </Table.Tr>
  );
}

/** Metrics that any of the reports holds. */
function listMetrics(reports: readonly ReportSummaryFragment[]): MetricName[] {
  return METRIC_NAMES.filter((name) => reports.some(({ metrics }) => metrics.some(({ metric }) => metric === name)));
}

/** Reports with the number that stands for each of their metrics. */
export function ReportTable({ reports }: ReportTableProps) {
  const metrics = listMetrics(reports);
  return (
    <Table.ScrollContainer minWidth={420 + 70 * metrics.length} type="native">
      <Table className={classes.table} aria-label="Reports" verticalSpacing={8} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Report</Table.Th>
            <Table.Th>State</Table.Th>
            {metrics.map((metric) => (
              <Table.Th key={metric} ta="right" title={METRICS[metric].hint}>
                {METRICS[metric].label}
              </Table.Th>
            ))}
            <Table.Th ta="right">Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reports.map((report) => (
            <Row key={report.id} report={report} metrics={metrics} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
