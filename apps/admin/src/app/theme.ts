import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The green of old bronze. */
const verdigris: MantineColorsTuple = [
  '#edf7f5',
  '#dcebe8',
  '#b4d8d1',
  '#89c4b9',
  '#66b3a5',
  '#4fa999',
  '#2f9a88',
  '#178574',
  '#0f7868',
  '#04665a',
];

export const theme = createTheme({
  primaryColor: 'verdigris',
  primaryShade: { light: 8, dark: 7 },
  colors: { verdigris },
  autoContrast: true,
  luminanceThreshold: 0.35,
  // What every system has: nothing is loaded, and GraphiQL's own font stays in GraphiQL.
  fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif",
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600' },
});
