/**
 * `npm run demo`: installs and builds what is missing, then generates four pictures from the bundled poses.
 * Arguments go to `contrapposto demo`: `npm run demo -- --out pictures --seed 7`.
 */
import path from 'node:path';
import { ROOT, prepareWorkspace, runNode } from './workspace.mjs';

const HELP = `Usage: npm run demo [-- <options of contrapposto demo>]

Installs the packages and builds the sources where that is needed, then generates four pictures from the
bundled starter poses and prints where they lie and what to try next.

  npm run demo                          four pictures in out/demo
  npm run demo -- --out pictures        somewhere else
  npm run demo -- --seed 7 --steps 12   other pictures, or quicker ones
  npm run demo -- --help                this text

All of the program:  npx contrapposto --help
`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(HELP);
} else {
  prepareWorkspace();
  process.exitCode = runNode([path.join(ROOT, 'tools', 'cli', 'bin', 'contrapposto.js'), 'demo', ...args]);
}
