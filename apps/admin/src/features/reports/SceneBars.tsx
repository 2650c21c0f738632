import { Group, NativeSelect, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { type MetricName, type ReportDetailFragment } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';
import { formatBounds, formatMetric, METRICS, readPrimary } from './metrics.js';
import {
  layOutScenes,
  type SceneBar,
  type SceneChart,
  type SceneOrder,
  type SceneValue,
  sortScenes,
} from './scene-bars.js';
import classes from './SceneBars.module.css';

type Metric = ReportDetailFragment['metrics'][number];

interface SceneBarsProps {
  readonly metrics: readonly Metric[];
  readonly scene: string | null;
  readonly onScene: (scene: string | null) => void;
}

function toSceneValues(metric: Metric): SceneValue[] {
  return metric.scenes.flatMap((summary) =>
    summary.scene === null
      ? []
      : [{ scene: summary.scene, pictureCount: summary.pictureCount, ...readPrimary(metric, summary) }],
  );
}

const HEIGHT = 18;

/** The bar beside the number that says the same: nothing for a screen reader. */
function Bar({ bar, chart: { zero, overall } }: { readonly bar: SceneBar; readonly chart: SceneChart }) {
  const percent = (place: number) => `${(place * 100).toFixed(2)}%`;
  return (
    <svg className={classes.chart} height={HEIGHT} aria-hidden>
      {bar.bar && (
        <rect
          className={classes.bar}
          x={percent(bar.bar[0])}
          width={percent(bar.bar[1] - bar.bar[0])}
          y={3}
          height={HEIGHT - 6}
          rx={2}
        />
      )}
      <line className={classes.zero} x1={percent(zero)} x2={percent(zero)} y1={0} y2={HEIGHT} />
      {overall !== null && (
        <line className={classes.overall} x1={percent(overall)} x2={percent(overall)} y1={0} y2={HEIGHT} />
      )}
      {bar.whisker && (
        <line
          className={classes.whisker}
          x1={percent(bar.whisker[0])}
          x2={percent(bar.whisker[1])}
          y1={HEIGHT / 2}
          y2={HEIGHT / 2}
        />
      )}
    </svg>
  );
}

interface HeadProps {
  readonly order: SceneOrder;
  readonly onOrder: (order: SceneOrder) => void;
  readonly label: string;
}

function Head({ order, onOrder, label }: HeadProps) {
  const byValue = order !== 'NAME';
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={classes.scene} aria-sort={byValue ? 'none' : 'ascending'}>
          <UnstyledButton
            fz="inherit"
            onClick={() => {
              onOrder('NAME');
            }}
          >
            Scene {!byValue && '↓'}
          </UnstyledButton>
        </Table.Th>
        <Table.Th colSpan={2} aria-sort={byValue ? 'other' : 'none'}>
          <UnstyledButton
            fz="inherit"
            onClick={() => {
              onOrder(order === 'BEST' ? 'WORST' : 'BEST');
            }}
          >
            {label} {byValue && (order === 'BEST' ? '(best first)' : '(worst first)')}
          </UnstyledButton>
        </Table.Th>
        <Table.Th ta="right" className={classes.count}>
          Pictures
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

function Rows({
  metric,
  order,
  scene,
  onScene,
}: SceneBarsProps & { readonly metric: Metric; readonly order: SceneOrder }) {
  const chart = layOutScenes(toSceneValues(metric), readPrimary(metric, metric.overall).value);
  return sortScenes(chart.bars, order, metric.better).map((bar) => (
    <Table.Tr key={bar.scene} className={classes.row} data-chosen={bar.scene === scene || undefined}>
      <Table.Th scope="row" className={classes.scene}>
        <UnstyledButton
          fz="inherit"
          className={classes.name}
          aria-pressed={bar.scene === scene}
          title={bar.scene}
          onClick={() => {
            onScene(bar.scene === scene ? null : bar.scene);
          }}
        >
          {formatName(bar.scene)}
        </UnstyledButton>
      </Table.Th>
      <Table.Td className={classes.cell}>
        <Bar bar={bar} chart={chart} />
      </Table.Td>
      <Table.Td className={classes.value}>
        {formatMetric(metric.metric, bar.value, metric.unit)}
        <Text span size="xs" c="dimmed" className={classes.bounds}>
          {formatBounds(metric.metric, bar)}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className={classes.count}>
        {bar.pictureCount}
      </Table.Td>
    </Table.Tr>
  ));
}

/** One metric scene by scene: bars with whiskers for the 95 % intervals, a dashed line for all pictures. A scene's name filters by it. */
export function SceneBars(props: SceneBarsProps) {
  const { metrics } = props;
  const [chosen, setChosen] = useState<MetricName | null>(null);
  const [order, setOrder] = useState<SceneOrder>('NAME');
  const metric = metrics.find((candidate) => candidate.metric === chosen) ?? metrics[0];
  if (!metric || metric.scenes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        The samples are of no scenes.
      </Text>
    );
  const { label, name } = METRICS[metric.metric];
  return (
    <Stack gap={8}>
      <Group>
        <NativeSelect
          aria-label="Metric of the scenes"
          size="xs"
          data={metrics.map((option) => ({ value: option.metric, label: METRICS[option.metric].name }))}
          value={metric.metric}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value as MetricName);
          }}
        />
      </Group>
      <Table aria-label={`${name} by scene`} className={classes.table} verticalSpacing={2} withRowBorders={false}>
        <Head order={order} onOrder={setOrder} label={label} />
        <Table.Tbody>
          <Rows {...props} metric={metric} order={order} />
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
