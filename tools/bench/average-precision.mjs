/**
 * Average precision of a set as large as COCO val2017 (5,000 pictures, 11,000 people, 60,000 detections), beside pycocotools: the same
 * synthetic people, taking turns in one run.
 *
 *   node tools/bench/average-precision.mjs [--runs 7] [--python python3] [--record docs/benchmarks/average-precision.json]
 *
 * Both begin with what they hold after reading the files, and end with all numbers of COCO's summary. Inside ours: from lists of people with
 * packed keypoints (x, y, visibility in turn, as the files have them), an accumulator's `update` for each picture (checks, OKS, matching under
 * three area ranges and ten thresholds), its statistics, and `compute` (ranking, curves, means). Inside theirs: COCOeval's `evaluate()` and
 * `accumulate()`, from the dictionaries that COCO and loadRes hold; neither reading the files, nor making the indices and areas, nor
 * `summarize()`. What ours takes from keypoints as objects stands beside it. All use one thread; processor time stands beside the clock, since a
 * busy machine slows a long run more than a short one.
 * Bar: ours at least 60 times as fast, by the medians, and no number more than 1e-9 from theirs. Needs a Python with
 * tools/golden/requirements.txt, and `npx tsc -b`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createAveragePrecision, packPerson } from '@contrapposto/eval';
import { createRandom } from './random.mjs';
import { startReference } from './reference.mjs';
import { median } from './statistics.mjs';

const BAR = 60;
const TOLERANCE = 1e-9;
const SEED = 2017;
const [PICTURES, PEOPLE, FOUND] = [5000, 11_000, 60_000];
/** As in COCO val2017, a little more than half of the pictures show people. */
const POPULATED = 2700;
const [WIDTH, HEIGHT, JOINTS] = [640, 480, 17];
/** Runs of ours in a turn, of which the median counts: theirs is so long that it warms itself up, ours would begin cold each time. */
const OURS_PER_TURN = 9;
const REFERENCE = path.join(import.meta.dirname, 'average_precision.py');

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});

const samples = drawSamples();
const packedSamples = samples.map(({ people, found, ...sample }) => ({
  ...sample,
  people: people.map(packPerson),
  found: found.map(packPerson),
}));
const metric = createAveragePrecision({ rules: 'coco', skeleton: 'coco17' });
const scratch = mkdtempSync(path.join(tmpdir(), 'contrapposto-bench-'));
const reference = await startReference(REFERENCE, values.python, { needs: 'tools/golden/requirements.txt' });
try {
  const { versions } = await reference.ask({ load: writeCoco(samples) });
  const ours = [];
  const fromObjects = [];
  const theirs = [];
  for (let run = 0; run < Number(values.runs); run++) {
    ours.push(measureSeveral(packedSamples));
    fromObjects.push(measureSeveral(samples));
    theirs.push(await reference.ask({ run: true }));
  }
  report(ours, fromObjects, theirs, versions);
} finally {
  reference.end();
  rmSync(scratch, { recursive: true });
}

function measureSeveral(pictures) {
  const runs = Array.from({ length: OURS_PER_TURN }, () => measure(pictures));
  const middle = (kind) => median(runs.map((run) => run[kind]));
  return { seconds: middle('seconds'), cpuSeconds: middle('cpuSeconds'), values: runs[0].values };
}

function measure(pictures) {
  const used = process.cpuUsage();
  const started = performance.now();
  const accumulator = metric.createAccumulator();
  for (const picture of pictures) accumulator.update(picture);
  const computed = metric.compute(accumulator.statistics);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  const names = ['AP', 'AR'].flatMap((name) => ['', '50', '75', 'm', 'l'].map((part) => name + part));
  return { seconds, cpuSeconds: (user + system) / 1e6, values: names.map((name) => computed[name]) };
}

/** People of all sizes, each found twice by errors of all sizes; everybody else who is found is nobody. */
function drawSamples() {
  const random = createRandom(SEED);
  const pictures = Array.from({ length: PICTURES }, (_, index) => ({
    id: String(index * 37 + 1),
    people: [],
    found: [],
  }));
  const pick = (count) => pictures[Math.floor(random() * count)];
  for (let count = 0; count < PEOPLE; count++) {
    const picture = count < POPULATED ? pictures[count] : pick(POPULATED);
    const person = drawPerson(random, random() < 0.02, random() < 0.1);
    picture.people.push(person);
    for (let time = 0; time < 2; time++) picture.found.push(find(person, random));
  }
  for (let count = 2 * PEOPLE; count < FOUND; count++) pick(PICTURES).found.push(find(drawPerson(random), random));
  return pictures;
}

function drawPerson(random, crowd = false, unlabelled = false) {
  const size = 15 * 25 ** random();
  const [left, top] = [random() * (WIDTH - size), random() * (HEIGHT - size)];
  const keypoints = Array.from({ length: JOINTS }, () => {
    const [x, y, seen] = [left + random() * size, top + random() * size, random()];
    return unlabelled || seen < 0.3 ? { x: 0, y: 0, visibility: 0 } : { x: round(x), y: round(y), visibility: 2 };
  });
  return {
    keypoints,
    area: round(size * size * 0.5),
    bbox: [left, top, size, size].map(round),
    ...(crowd && { crowd }),
  };
}

function find({ keypoints, area }, random) {
  const spread = 0.3 * Math.sqrt(area) * random() ** 2;
  const move = (value, extent) => round(value === 0 ? random() * extent : value + spread * (random() + random() - 1));
  return {
    keypoints: keypoints.map(({ x, y }) => ({ x: move(x, WIDTH), y: move(y, HEIGHT), visibility: 2 })),
    score: round(random()),
  };
}

function round(value) {
  return Math.round(value * 100) / 100;
}

/** The same people as files of COCO's. */
function writeCoco(pictures) {
  const annotate = ({ keypoints, bbox, ...person }) => ({
    category_id: 1,
    keypoints: keypoints.flatMap(({ x, y, visibility }) => [x, y, visibility]),
    ...person,
    ...(bbox && { bbox }),
  });
  const list = (read) =>
    pictures.flatMap((picture) =>
      read(picture).map((person) => ({ image_id: Number(picture.id), ...annotate(person) })),
    );
  const truth = list(({ people }) => people).map(({ crowd, ...person }, index) => ({
    ...person,
    id: index + 1,
    iscrowd: crowd ? 1 : 0,
    num_keypoints: person.keypoints.filter((value, at) => at % 3 === 2 && value > 0).length,
  }));
  const images = pictures.map(({ id }) => ({ id: Number(id), width: WIDTH, height: HEIGHT }));
  const files = { truth: path.join(scratch, 'truth.json'), found: path.join(scratch, 'found.json') };
  writeFileSync(files.truth, JSON.stringify({ images, categories: [{ id: 1, name: 'person' }], annotations: truth }));
  writeFileSync(files.found, JSON.stringify(list(({ found }) => found)));
  return files;
}

function report(ours, fromObjects, theirs, versions) {
  const [mine, other] = [ours[0].values, theirs[0].values];
  const middle = (runs, kind) => median(runs.map((run) => run[kind]));
  const times = (kind) => middle(theirs, kind) / middle(ours, kind);
  const describe = (runs) => ({
    median: shorten(middle(runs, 'seconds')),
    all: runs.map(({ seconds }) => shorten(seconds)),
    cpuMedian: shorten(middle(runs, 'cpuSeconds')),
  });
  const difference = Math.max(...mine.map((value, index) => Math.abs(value - other[index])));
  const result = {
    what: 'average precision, @contrapposto/eval against pycocotools',
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    reference: versions,
    set: { pictures: PICTURES, people: PEOPLE, found: FOUND },
    runs: ours.length,
    oursSeconds: describe(ours),
    oursFromObjectsSeconds: describe(fromObjects),
    theirsSeconds: describe(theirs),
    timesAsFast: shorten(times('seconds')),
    timesLessCpu: shorten(times('cpuSeconds')),
    bar: BAR,
    averagePrecision: mine[0],
    largestDifference: difference,
  };
  console.log(JSON.stringify(result, null, 2));
  if (values.record) writeFileSync(values.record, `${JSON.stringify(result, null, 2)}\n`);
  if (!(times('seconds') >= BAR && difference <= TOLERANCE)) process.exitCode = 1;
}

function shorten(number) {
  return Number(number.toPrecision(4));
}
