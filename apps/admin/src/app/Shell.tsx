import { Box } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Outlet } from 'react-router';
import { useLiveGenerations } from '../features/generations/use-live-generations.js';
import { Header } from './Header.js';
import classes from './Shell.module.css';
import { ShortcutHelp } from './ShortcutHelp.js';

/** What surrounds every page. It follows all generations, so that whatever a page shows of them is up to date. */
export function Shell() {
  const [helpOpened, help] = useDisclosure();
  // Where ? lies on the keyboard decides whether Shift is held.
  useHotkeys([
    ['shift+?', help.toggle],
    ['?', help.toggle],
  ]);
  useLiveGenerations();
  return (
    <Box className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <Header onHelp={help.open} />
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
      <ShortcutHelp opened={helpOpened} onClose={help.close} />
    </Box>
  );
}
