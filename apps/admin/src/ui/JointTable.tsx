import { Table } from '@mantine/core';
import { type ReactNode } from 'react';

interface JointTableProps {
  readonly label: string;
  /** A row of headings, where numbers need them. */
  readonly headings?: ReactNode;
  /** A row for each joint. */
  readonly children: ReactNode;
}

/** What is said of each joint, in narrow rows. */
export function JointTable({ label, headings, children }: JointTableProps) {
  return (
    <Table layout="fixed" verticalSpacing={2} horizontalSpacing={6} fz="xs" withRowBorders={false} aria-label={label}>
      {headings && (
        <Table.Thead c="dimmed">
          <Table.Tr>{headings}</Table.Tr>
        </Table.Thead>
      )}
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}
