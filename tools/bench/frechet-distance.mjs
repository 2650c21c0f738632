/**
 * The Fréchet distance of features of 2,048 dimensions beside pytorch-fid's way, numpy's covariances and scipy's root of their product: the
 * same features, taking turns in one run.
 *
 *   node tools/bench/frechet-distance.mjs [--counts 250,5000] [--dimensions 2048] [--runs 7] [--reference-runs 1] [--python python3]
 *     [--record docs/benchmarks/frechet-distance.json]
 *
 * Both go from float32 features in memory to the distance, means and covariances included. Ours takes the threads and the kernels that a report does;
 * the reference as many threads as its BLAS takes. Bars, by the medians: 500 times as fast with 250 pictures a side, 15 times with 5,000; the relative error against the
 * exact distance at most 1e-6. Needs a Python with numpy and scipy (tools/golden/requirements.txt), and `npx tsc -b`. The reference takes
 * minutes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createThreadedKernels } from '@contrapposto/backends/matrix';
import { computeFrechetDistance } from '@contrapposto/eval';
import { startReference } from './reference.mjs';
import { median } from './statistics.mjs';

const BARS = { 250: 500, 5000: 15 };
const TOLERANCE = 1e-6;
const SEED = 2048;
const REFERENCE = path.join(import.meta.dirname, 'frechet_distance.py');

const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '250,5000' },
    dimensions: { type: 'string', default: '2048' },
    runs: { type: 'string', default: '7' },
    'reference-runs': { type: 'string', default: '1' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});
const dimensions = Number(values.dimensions);
const scratch = mkdtempSync(path.join(tmpdir(), 'contrapposto-bench-'));
const { kernels, dispose } = createThreadedKernels();
const reference = await startReference(REFERENCE, values.python, { needs: 'numpy and scipy' });
try {
  const { versions } = await reference.ask({ versions: true });
  const results = [];
  for (const count of values.counts.split(',').map(Number)) results.push(await compare(count));
  const report = {
    what: 'Fréchet distance, from features to the number, beside numpy and scipy.linalg.sqrtm',
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    kernels: kernels.name,
    reference: versions,
    dimensions,
    results,
  };
  console.log(JSON.stringify(report, null, 2));
  if (values.record) writeFileSync(values.record, `${JSON.stringify(report, null, 2)}\n`);
  if (results.some(({ passes }) => !passes)) process.exitCode = 1;
} finally {
  reference.end();
  await dispose();
  rmSync(scratch, { recursive: true });
}

async function compare(count) {
  const files = ['a', 'b'].map((name) => path.join(scratch, `${name}-${count}`));
  const { exact } = await reference.ask({ draw: { count, dimensions, seed: SEED, out: files } });
  const [a, b] = files.map((file) => ({ count, dimensions, data: readFeatures(file) }));
  // Warms up: the engine compiles what is run often a second time, better.
  for (let run = 0; run < (count <= dimensions ? 5 : 1); run++) computeFrechetDistance(a, b, kernels);
  const ours = [];
  const oursOnProcessor = [];
  const theirs = [];
  let value;
  let other;
  const runs = Number(values.runs);
  const referenceRuns = Number(values['reference-runs']);
  for (let run = 0; run < Math.max(runs, referenceRuns); run++) {
    if (run < runs) {
      const used = process.cpuUsage();
      const started = performance.now();
      value = computeFrechetDistance(a, b, kernels);
      ours.push((performance.now() - started) / 1000);
      oursOnProcessor.push(process.cpuUsage(used).user / 1e6);
    }
    if (run < referenceRuns) {
      other = await reference.ask({ run: { count, dimensions, files } });
      theirs.push(other.seconds.moments + other.seconds.root);
    }
  }
  const timesAsFast = median(theirs) / median(ours);
  const errors = { ours: Math.abs(value / exact - 1), reference: Math.abs(other.value / exact - 1) };
  const bar = BARS[count] ?? null;
  return {
    picturesASide: count,
    seconds: { median: round(median(ours)), all: ours.map(round) },
    processorSeconds: round(median(oursOnProcessor)),
    referenceSeconds: { median: round(median(theirs)), all: theirs.map(round), moments: round(other.seconds.moments) },
    timesAsFast: round(timesAsFast),
    bar,
    relativeError: { ours: round(errors.ours), reference: round(errors.reference) },
    distance: { ours: value, exact, reference: other.value },
    passes: (bar === null || timesAsFast >= bar) && errors.ours <= TOLERANCE,
  };
}

function readFeatures(file) {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function round(number) {
  return Number(number.toPrecision(4));
}
