import { Group, Title } from '@mantine/core';
import { type ReactNode } from 'react';
import { NavLink } from 'react-router';
import classes from './ReportsHeader.module.css';

const PAGES = [
  { to: '/reports', label: 'Reports' },
  { to: '/reports/leaderboard', label: 'Leaderboard' },
  { to: '/reports/compare', label: 'Compare' },
  { to: '/reports/datasets', label: 'Data sets' },
];

interface ReportsHeaderProps {
  readonly title: string;
  /** What can be done here. */
  readonly children?: ReactNode;
}

/** What the pages around reports have in common: their title, and the way to each other. */
export function ReportsHeader({ title, children }: ReportsHeaderProps) {
  return (
    <header className={classes.header}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={1} size="h3">
          {title}
        </Title>
        <Group gap="xs" wrap="nowrap">
          {children}
        </Group>
      </Group>
      <nav className={classes.pages} aria-label="Reports">
        {PAGES.map(({ to, label }) => (
          <NavLink key={to} to={to} end={to === '/reports'} className={classes.page!}>
            {label}
          </NavLink>
        ))}
      </nav>
    </header>
  );
}
