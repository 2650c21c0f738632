import { Anchor, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './LinkedTable.module.css';

interface LinkedNameProps {
  /** Where the whole row leads. */
  readonly to: string;
  readonly name: string;
  /** Of how many lines what does not fit is cut off. */
  readonly lines?: number;
  readonly detail: ReactNode;
  /** Whether the detail says what is wrong. */
  readonly isWrong?: boolean;
  /** What else is to be said, below. */
  readonly children?: ReactNode;
}

/** The cell of a row that says what it is about; of a table with the classes of LinkedTable. */
export function LinkedName({ to, name, lines = 1, detail, isWrong = false, children }: LinkedNameProps) {
  return (
    <Table.Td className={classes.name}>
      <Anchor component={Link} to={to} className={classes.link} c="inherit" size="sm" fw={500} lineClamp={lines}>
        {name}
      </Anchor>
      <Text size="xs" c={isWrong ? 'red' : 'dimmed'} truncate>
        {detail}
      </Text>
      {children}
    </Table.Td>
  );
}
