/**
 * A whole picture on the `onnx` backend and on diffusers (PyTorch, CPU): the same model folder, pose, prompts, start noise,
 * scheduler and steps, taking turns in one run.
 *
 *   node tools/bench/picture-vs-diffusers.mjs [--model models/mannequin] [--runs 7] [--steps N] [--scheduler NAME]
 *     [--size N] [--python python3] [--record docs/benchmarks/picture-vs-diffusers.json]
 *
 * Ours is timed from the recipe to the picture, through the backend's process, as a user has it; diffusers from the prompt
 * to the picture, in its own process, without drawing the skeleton, which it is handed. The two pictures are compared.
 * Bar: ours at least 1.5 times as fast, by the medians. Needs a Python with tools/golden/requirements.txt, and `npx tsc -b`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openModelFolder, startBackendProcess } from '@contrapposto/backends';
import { drawConditioning, fitPose, getRendererProfile } from '@contrapposto/pose';
import { randn } from '@contrapposto/tensor';
import { startReference } from './reference.mjs';
import { median } from './statistics.mjs';
import { composeRecipe } from './subject.mjs';

const BAR = 1.5;
const ROOT = path.resolve(import.meta.dirname, '..', '..');
const REFERENCE = path.join(import.meta.dirname, 'picture_vs_diffusers.py');

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: path.join(ROOT, 'models', 'mannequin') },
    runs: { type: 'string', default: '7' },
    steps: { type: 'string' },
    scheduler: { type: 'string' },
    size: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});

assertPython(values.python);
const scratch = mkdtempSync(path.join(tmpdir(), 'contrapposto-bench-'));
const model = await openModelFolder(values.model);
const recipe = composeRecipe(model.info, chooseWishes(values));
const reference = await loadReference(values.python, values.model);
const backend = await startBackendProcess('onnx');
try {
  const loaded = await backend.load(model);
  const request = writeRequest(recipe);
  const ours = [];
  const theirs = [];
  let picture;
  for (let run = -1; run < Number(values.runs); run++) {
    const started = performance.now();
    const result = await loaded.run(recipe);
    const seconds = (performance.now() - started) / 1000;
    const answer = await reference.ask({ run: request });
    picture = result.image;
    // The first of each warms up.
    if (run < 0) continue;
    ours.push(seconds);
    theirs.push(answer.seconds);
  }
  report(ours, theirs, comparePictures(picture.data, readFileSync(request.out)));
} finally {
  reference.end();
  await backend.dispose();
  rmSync(scratch, { recursive: true });
}

function assertPython(python) {
  const { status, stderr, error } = spawnSync(python, ['-c', 'import torch, diffusers, transformers'], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split('\n').at(-1);
  console.error(
    `Expected a Python with torch, diffusers and transformers, got: ${reason} (${python}).\n` +
      'Install tools/golden/requirements.txt into a virtual environment and name its Python with --python.',
  );
  process.exit(2);
}

function chooseWishes({ steps, scheduler, size }) {
  const edge = size && Number(size);
  return { scheduler, ...(steps && { numInferenceSteps: Number(steps) }), ...(edge && { width: edge, height: edge }) };
}

/** The same recipe for the other side, its start noise and skeleton as files. */
function writeRequest({
  prompt,
  negativePrompt,
  guidanceScale,
  scheduler,
  width,
  height,
  seed,
  numInferenceSteps,
  ...rest
}) {
  const file = (name, data) => {
    writeFileSync(path.join(scratch, name), data);
    return path.join(scratch, name);
  };
  const { pose, poseFit, rendererProfile, renderSize } = rest;
  const noise = file('noise', randn([1, 4, height / 8, width / 8], seed).data);
  const request = { prompt, negativePrompt, guidanceScale, scheduler, width, height, steps: numInferenceSteps, noise };
  if (pose) {
    const fitted = fitPose(pose, { width, height }, poseFit).pose;
    const { data } = drawConditioning(fitted, getRendererProfile(rendererProfile), { width, height, renderSize });
    request.conditioning = file('conditioning', data);
  }
  return { ...request, out: path.join(scratch, 'picture') };
}

async function loadReference(python, folder) {
  const env = { PYTHONWARNINGS: 'ignore' };
  const { ask, end } = await startReference(REFERENCE, python, { needs: 'tools/golden/requirements.txt', env });
  const { versions, threads } = await ask({ load: path.resolve(folder) });
  return { ask, versions, threads, end };
}

function comparePictures(ours, theirs) {
  let largest = 0;
  let differing = 0;
  ours.forEach((value, index) => {
    const difference = Math.abs(value - theirs[index]);
    largest = Math.max(largest, difference);
    if (difference > 0) differing++;
  });
  return { largestDifference: largest, shareDiffering: round(differing / ours.length) };
}

function report(ours, theirs, pictures) {
  const { numInferenceSteps, scheduler, width, height, guidanceScale } = recipe;
  const ratio = median(theirs) / median(ours);
  const result = {
    what: 'whole picture, onnx against diffusers',
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    reference: { ...reference.versions, threads: reference.threads },
    model: `${model.info.name} ${model.info.version ?? ''}`.trim(),
    parameters: model.info.weights.parameters,
    picture: `${width}x${height}, ${numInferenceSteps} steps of ${scheduler}, guidance ${guidanceScale}`,
    runs: ours.length,
    onnxSeconds: { median: round(median(ours)), all: ours.map(round) },
    diffusersSeconds: { median: round(median(theirs)), all: theirs.map(round) },
    timesAsFast: round(ratio),
    bar: BAR,
    pictures,
  };
  console.log(JSON.stringify(result, null, 2));
  if (values.record) writeFileSync(values.record, `${JSON.stringify(result, null, 2)}\n`);
  if (ratio < BAR) process.exitCode = 1;
}

function round(number) {
  return Number(number.toPrecision(4));
}
