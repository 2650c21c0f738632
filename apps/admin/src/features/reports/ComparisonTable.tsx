import { Table, Text } from '@mantine/core';
import { formatName } from '../../ui/format.js';
import { type ComparedMetric, type ComparisonRow, describeVerdict, groupRows } from './comparison.js';
import classes from './ComparisonTable.module.css';
import { formatBounds, formatDifference, formatMetric, METRICS, toPrimary } from './metrics.js';

interface ComparisonTableProps {
  readonly rows: readonly ComparisonRow[];
  readonly names: readonly [a: string, b: string];
}

function Value({ row, side }: { readonly row: ComparisonRow; readonly side: 'a' | 'b' }) {
  const primary = toPrimary(row[side]);
  const isBetter = row.better === side.toUpperCase();
  return (
    <Table.Td ta="right" fw={isBetter ? 600 : 400}>
      {formatMetric(row.metric, primary.value)}
      <Text size="xs" c="dimmed">
        {formatBounds(row.metric, primary)}
      </Text>
    </Table.Td>
  );
}

function Row({ row, label }: { readonly row: ComparisonRow; readonly label: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className={classes.scene} title={label}>
        {label}
      </Table.Th>
      <Value row={row} side="a" />
      <Value row={row} side="b" />
      <Table.Td ta="right">
        {formatDifference(row.metric, row.difference)}
        <Text size="xs" c="dimmed">
          {describeVerdict(row)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function Metric({ group: { metric, overall, mean, scenes } }: { readonly group: ComparedMetric }) {
  return (
    <Table.Tbody>
      <Table.Tr className={classes.metric}>
        <Table.Th colSpan={4} scope="rowgroup" title={METRICS[metric].hint}>
          {METRICS[metric].name}
        </Table.Th>
      </Table.Tr>
      {overall && <Row row={overall} label="All pictures" />}
      {mean && <Row row={mean} label="Mean of scenes" />}
      {scenes.map((row) => (
        <Row key={row.scene} row={row} label={formatName(row.scene ?? '')} />
      ))}
    </Table.Tbody>
  );
}

/** Both numbers with their 95 % intervals, the difference, and whether it is more than chance. */
export function ComparisonTable({ rows, names }: ComparisonTableProps) {
  return (
    <Table.ScrollContainer minWidth={460} type="native">
      <Table aria-label="Comparison" className={classes.table} verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            <Table.Th ta="right">{names[0]}</Table.Th>
            <Table.Th ta="right">{names[1]}</Table.Th>
            <Table.Th ta="right">Difference</Table.Th>
          </Table.Tr>
        </Table.Thead>
        {groupRows(rows).map((group) => (
          <Metric key={group.metric} group={group} />
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}
