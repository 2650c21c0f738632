import { Progress, Table, Text } from '@mantine/core';
import { formatAgo } from '../../ui/format.js';
import { LinkedName } from '../../ui/LinkedName.js';
import classes from '../../ui/LinkedTable.module.css';
import { StateBadge } from '../generations/StateBadge.js';
import { describeSituation, type Work } from './work.js';
import { WorkActions } from './WorkActions.js';

interface WorkTableProps {
  readonly label: string;
  readonly works: readonly Work[];
  /** Whether any worker was heard of within the last minute. */
  readonly hasWorker: boolean;
  readonly onChanged: () => void;
}

interface RowProps extends Pick<WorkTableProps, 'hasWorker' | 'onChanged'> {
  readonly work: Work;
}

function Row({ work, hasWorker, onChanged }: RowProps) {
  const { kind, name, detail, to, state, progress, createdAt } = work;
  const { text, isStuck } = describeSituation(work, hasWorker);
  return (
    <Table.Tr className={classes.row}>
      <LinkedName to={to} name={name} detail={`${kind === 'REPORT' ? 'Report' : 'Generation'} · ${detail}`}>
        <Text size="xs" {...(isStuck && { c: 'red' })} lineClamp={2}>
          {text}
        </Text>
        {progress && <Progress mt={4} size="xs" value={progress.share * 100} aria-label={`How far ${name} is`} />}
      </LinkedName>
      <Table.Td className={classes.fixed}>
        <StateBadge state={state} />
      </Table.Td>
      <Table.Td ta="right" visibleFrom="xs">
        {formatAgo(createdAt)}
      </Table.Td>
      <Table.Td ta="right" className={classes.actions}>
        <WorkActions work={work} onChanged={onChanged} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Generations and reports, how each is getting on, and what can be done about it. */
export function WorkTable({ label, works, ...row }: WorkTableProps) {
  return (
    <Table aria-label={label} className={classes.table} verticalSpacing={8} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Work</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            Asked for
          </Table.Th>
          <Table.Th aria-label="What can be done" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {works.map((work) => (
          <Row key={work.id} work={work} {...row} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
