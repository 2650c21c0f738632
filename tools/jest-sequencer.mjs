import Sequencer from '@jest/test-sequencer';

/** What takes a minute or so, because it starts browsers, programs and models. The longest first. */
const LONG = [
  'apps/admin/e2e/',
  'tools/chaos/',
  'apps/worker/src/worker-interruptions.spec.ts',
  'apps/worker/src/reports/run-report.spec.ts',
  'libs/backends/src/conformance/',
  'libs/backends/src/process/',
  'libs/client/src/examples.spec.ts',
  'libs/platform/src/import/',
  'tools/start.spec.ts',
  'tools/codegen/',
  'tools/cli/src/generate.spec.ts',
];

/**
 * The longest specs first, so that no core is left waiting for one of them in the end. Jest does so with the times of its last run, and by
 * the size of the file where there was none.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rest = super.sort(tests);
    const long = LONG.flatMap((place) => rest.filter((test) => test.duration === undefined && isIn(place, test)));
    return [...long, ...rest.filter((test) => !long.includes(test))];
  }
}

function isIn(place, { path, context }) {
  return path.startsWith(`${context.config.rootDir}/${place}`);
}
