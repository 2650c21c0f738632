import { Paper, Text, Tooltip } from '@mantine/core';
import { type ReportDetailFragment } from '../../generated/graphql.js';
import classes from './Headline.module.css';
import { formatBounds, formatMetric, METRICS, readPrimary } from './metrics.js';

type Metric = ReportDetailFragment['metrics'][number];

interface HeadlineProps {
  readonly metrics: readonly Metric[];
  /** Null: all pictures. */
  readonly scene: string | null;
}

function pickSummary({ overall, scenes }: Metric, scene: string | null): Metric['overall'] | undefined {
  return scene === null ? overall : scenes.find((summary) => summary.scene === scene);
}

function Card({ metric, scene }: { readonly metric: Metric; readonly scene: string | null }) {
  const { label, name, hint } = METRICS[metric.metric];
  const summary = pickSummary(metric, scene);
  const primary = summary ? readPrimary(metric, summary) : { value: null, interval: null };
  const bounds = formatBounds(metric.metric, primary);
  const mean = scene === null && metric.mean ? readPrimary(metric, metric.mean).value : null;
  return (
    <Tooltip label={hint} multiline maw={280}>
      <Paper component="li" withBorder p="sm" tabIndex={0} aria-label={name} className={classes.card}>
        <Text size="xs" c="dimmed">
          {label} {metric.better === 'HIGHER' ? '↑' : '↓'}
        </Text>
        <Text fz={28} fw={600} lh={1.15}>
          {formatMetric(metric.metric, primary.value)}
          {metric.unit && (
            <Text span size="sm" c="dimmed">
              {' '}
              {metric.unit}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {bounds ? `${bounds} (95 %)` : 'no interval'}
        </Text>
        {mean !== null && (
          <Text size="xs" c="dimmed">
            mean of scenes {formatMetric(metric.metric, mean)}
          </Text>
        )}
      </Paper>
    </Tooltip>
  );
}

/** The number that stands for each metric, with its 95 % interval. */
export function Headline({ metrics, scene }: HeadlineProps) {
  return (
    <ul className={classes.cards} aria-label="Metrics">
      {metrics.map((metric) => (
        <Card key={metric.metric} metric={metric} scene={scene} />
      ))}
    </ul>
  );
}
