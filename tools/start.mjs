/**
 * `npm start`: installs and builds what is missing, then generates four pictures from the bundled poses.
 * Arguments go to `contrapposto demo`: `npm start -- --out pictures --seed 7`.
 */
import path from 'node:path';
import { ROOT, prepareWorkspace, runNode } from './workspace.mjs';

const HELP = `Usage: npm start [-- <options of contrapposto demo>]

Installs the packages and builds the sources where that is needed, then generates four pictures from the
bundled starter poses and prints where they lie and what to try next.

  npm start                          four pictures in out/demo
  npm start -- --out pictures        somewhere else
  npm start -- --seed 7 --steps 12   other pictures, or quicker ones
  npm start -- --help                this text

All of the program:  npx contrapposto --help
`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(HELP);
} else {
  prepareWorkspace();
  process.exitCode = runNode([path.join(ROOT, 'tools', 'cli', 'bin', 'contrapposto.js'), 'demo', ...args]);
}
