/**
 * From the command to the first picture on disk, as a user meets it: a fresh process each time, which starts a backend,
 * builds the graphs, loads the weights, runs the model's default steps and writes the PNG.
 *
 *   node tools/bench/start-to-picture.mjs [--runs 5] [--model mannequin] [--record docs/benchmarks/start-to-picture.json]
 *
 * The first run is reported apart, since the files may not be in the page cache yet. Bar: a median under 10 seconds.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './statistics.mjs';

const BAR_SECONDS = 10;
const ROOT = path.resolve(import.meta.dirname, '..', '..');
const CLI = path.join(ROOT, 'tools', 'cli', 'bin', 'contrapposto.js');
const POSE = path.join(ROOT, 'models', 'poses', 'starter.coco.json#dancing');
const PROMPT = 'oil_painting, a woman in a red dress dancing in a garden';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    model: { type: 'string', default: 'mannequin' },
    record: { type: 'string' },
  },
});

const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-bench-'));
try {
  const runs = Array.from({ length: Number(values.runs) }, (_, run) => makePicture(run));
  report(runs);
} finally {
  rmSync(folder, { recursive: true });
}

/** One whole run. Seconds of the wall clock, and what the program says of its own parts. */
function makePicture(run) {
  const args = ['generate', '--pose', POSE, '--prompt', PROMPT, '--seed', String(run), '--model', values.model];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, ...args, '--json', '--out', path.join(folder, `${run}.png`)],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`expected a picture, got exit code ${status}:\n${stdout}${stderr}`);
  const { recipe, timings } = JSON.parse(stdout);
  const pipeline = Object.values(timings).reduce((sum, part) => sum + part, 0) / 1000;
  return { seconds, pipeline, recipe };
}

function report(runs) {
  const { width, height, numInferenceSteps, scheduler, model } = runs[0].recipe;
  const result = {
    what: 'start to first picture',
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    picture: `${model.name} ${model.version ?? ''}, ${width}x${height}, ${numInferenceSteps} steps of ${scheduler}`,
    runs: runs.length,
    firstSeconds: round(runs[0].seconds),
    medianSeconds: round(median(runs.map(({ seconds }) => seconds))),
    medianPipelineSeconds: round(median(runs.map(({ pipeline }) => pipeline))),
    barSeconds: BAR_SECONDS,
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (values.record) writeFileSync(values.record, `${JSON.stringify(result, null, 2)}\n`);
  if (result.medianSeconds >= BAR_SECONDS) process.exitCode = 1;
}

function round(seconds) {
  return Math.round(seconds * 100) / 100;
}
