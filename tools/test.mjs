/**
 * `npm test`: installs and builds what is missing, runs every spec, and ends with `N passed, N failed`.
 * Arguments go to Jest: `npm test -- libs/pose`, `npm test -- -t "DDIM"`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, prepareWorkspace, runNode } from './workspace.mjs';

const HELP = `Usage: npm test [-- <Jest arguments>]

Installs the packages and builds the sources where that is needed, then runs the specs of every library and tool.

  npm test                     everything
  npm test -- libs/pose        one project, or any part of a path
  npm test -- -t "DDIM"        specs whose name matches
  npm test -- --help           this text

The last line reads "N passed, N failed". The exit code is 0 when all passed and at least one spec ran.
`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(HELP);
} else {
  prepareWorkspace();
  process.exitCode = runSpecs(args);
}

function runSpecs(jestArgs) {
  const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-test-'));
  try {
    const results = path.join(folder, 'results.json');
    const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    const nodeFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const code = runNode([...nodeFlags, jest, '--json', `--outputFile=${results}`, ...jestArgs], {
      stdio: ['inherit', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: [process.env.NODE_OPTIONS, ...nodeFlags].filter(Boolean).join(' ') },
    });
    return report(results, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A suite that could not even load counts as one failure; a run without a single spec is a failure too. */
function report(results, code) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  if (numPassedTests + failed === 0) process.stderr.write('No spec ran: nothing is proved by that.\n');
  process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`);
  return code !== 0 || failed > 0 || numPassedTests === 0 ? code || 1 : 0;
}
