import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ColorSchemeToggle } from './ColorSchemeToggle.js';
import { ConnectionIndicator } from './ConnectionIndicator.js';
import classes from './Header.module.css';
import { Navigation } from './Navigation.js';

export function Header({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <header className={classes.header}>
      <Link to="/playground" className={classes.brand} aria-label="Contrapposto, to the playground">
        <img src="/icon.svg" alt="" width={26} height={26} />
        <Text component="span" fw={650} visibleFrom="sm">
          Contrapposto
        </Text>
      </Link>
      <Navigation />
      <Group gap={4} ml="auto" wrap="nowrap">
        <ConnectionIndicator />
        <ColorSchemeToggle />
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            visibleFrom="xs"
            aria-label="Keyboard shortcuts"
            onClick={onHelp}
          >
            <IconKeyboard size={20} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </header>
  );
}
