/**
 * HumanSD's tables in small: one report for each model of tools/train's experiments, on the same held-out samples with the same seeds, made by the
 * service as anybody would make them.
 *
 *   node tools/bench/paper-tables.mjs [--models DIR] [--held-out DIR] [--limit 50] [--only NAME,NAME] [--scale 3]
 *                                     [--record docs/benchmarks/paper-tables.json]
 *                                     [--ceiling] [--picture docs/pictures/paper-tables.png] [--seed prisma/seed/reports]
 *
 * Without any of them: the first table, by the models and on the hundred held-out samples that come with the project. `--models` is what `python -m
 * mannequin.experiments` exported to, `--held-out` a folder of `python -m mannequin.synth.dataset --annotations`;
 * `--limit` takes so many samples of each of the twenty scenes. `--record` keeps what it has, and puts these reports beside it; so does `--seed`, the folder
 * of what every studio begins with, unless the samples are others. The picture shows the same samples by every model. `--ceiling` adds a report on the
 * samples' own pictures: what the instruments make of pictures that hold everything that was asked for.
 */
import { Blob } from 'node:buffer';
import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@contrapposto/client';
import { createDatabase, createStorage } from '@contrapposto/platform';
import { WebSocket } from 'ws';
import { formatTables } from './format-paper-tables.mjs';
import { HELD_OUT, readHeldOut, readSeededHeldOut, SPLIT } from './held-out.mjs';
import { ReportSeed } from './report-seed.mjs';
import { drawSamples } from './sample-sheet.mjs';
import { MODEL, withService } from './service.mjs';
import { withTableModels } from './table-models.mjs';

const METRICS = ['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM', 'TIME'];
const SEED = 23;

const { values: options } = parseArgs({
  options: {
    models: { type: 'string' },
    'held-out': { type: 'string' },
    limit: { type: 'string', default: '50' },
    only: { type: 'string' },
    scale: { type: 'string' },
    ceiling: { type: 'boolean', default: false },
    record: { type: 'string' },
    picture: { type: 'string' },
    seed: { type: 'string' },
  },
});

await withTableModels(options.models, (models) => withService((service) => measure(service, models)));

async function measure({ startApi, startWorker, url, folder, keep }, models) {
  const api = await startApi();
  await startWorker(undefined, { CONTRAPPOSTO_MODELS: [MODEL, models].join(path.delimiter) });
  const client = createClient({ url: api.ready.url, webSocket: WebSocket });
  const limit = Number(options.limit);
  const heldOut = await (options['held-out'] ? readHeldOut(options['held-out'], limit) : readSeededHeldOut(limit));
  const snapshot = await importHeldOut(client, heldOut);
  const service = { database: keep(createDatabase({ url })), storage: createStorage(path.join(folder, 'files')) };
  const dataset = { ...HELD_OUT, split: SPLIT, digest: snapshot.digest };
  const seed = options.seed && new ReportSeed(options.seed, { ...service, dataset, heldOut });
  const reports = [];
  if (options.ceiling) reports.push(await judgePictures(client, snapshot, heldOut));
  for (const model of await chooseModels(client)) {
    const judged = await judgeModel(client, snapshot, model);
    reports.push(judged);
    if (seed) await seed.add(model.name.replace(/^table-/, ''), toRowId(judged.report.id), model);
  }
  console.log(`\n${formatTables(Object.fromEntries(reports.map(({ name, report }) => [name, report])))}`);
  if (options.picture) writeFileSync(options.picture, await drawSamples(client, api.ready.url, snapshot, reports));
}

/** Annotations and pictures, as a snapshot. */
async function importHeldOut(client, { annotations, pictures }) {
  const dataset = await client.createDataset(HELD_OUT);
  const { snapshot, report } = await client.importDataset({
    datasetId: dataset.id,
    annotations: { name: 'annotations.json', content: new Blob([JSON.stringify(annotations)]) },
    pictures: pictures.map(({ name, bytes }) => ({ name, content: new Blob([bytes]) })),
    split: SPLIT,
  });
  console.log(`${report.taken} samples, ${snapshot.pictureCount} pictures`);
  return snapshot;
}

/** An id of the API has the row's in it. */
function toRowId(globalId) {
  return Buffer.from(globalId, 'base64url').toString().split(':')[1];
}

async function chooseModels(client) {
  const names = options.only?.split(',');
  const chosen = [];
  for await (const model of client.listModels())
    if (names ? names.includes(model.name) : model.name.startsWith('table-')) chosen.push(model);
  return chosen.sort((a, b) => (names ? names.indexOf(a.name) - names.indexOf(b.name) : a.name < b.name ? -1 : 1));
}

function judgeModel(client, snapshot, { name, id, digest }) {
  const model = { modelId: id, ...(options.scale && { conditioningScale: Number(options.scale) }) };
  return judge(client, snapshot, { name, digest, generator: { metrics: METRICS, model } });
}

/** The samples' own pictures, as if a tool elsewhere had made them. */
function judgePictures(client, snapshot, { pictures }) {
  const files = pictures.map(({ name, bytes }) => ({ key: name, file: { name, content: new Blob([bytes]) } }));
  const external = { name: 'The held-out pictures themselves', pictures: files };
  const metrics = METRICS.filter((metric) => metric !== 'TIME');
  return judge(client, snapshot, { name: 'table-pictures', digest: null, generator: { metrics, external } });
}

async function judge(client, snapshot, { name, digest, generator }) {
  const { report } = await client.createReport({ name, snapshotId: snapshot.id, seed: SEED, ...generator });
  const started = performance.now();
  const done = await client.waitForReport(report.id, { onEvent: ({ type, payload }) => show(name, type, payload) });
  console.log(`${name}: ${done.state} in ${((performance.now() - started) / 60_000).toFixed(1)} min`);
  if (done.state !== 'SUCCEEDED') throw new Error(`${name}: ${JSON.stringify(done.failure)}`);
  for (const metric of done.metrics) console.log(`  ${metric.metric}  ${formatMetric(metric)}`);
  if (options.record) record(options.record, snapshot, { name, digest }, done);
  return { name, report: done };
}

function show(name, type, payload) {
  if (type === 'PROGRESS' && process.stderr.isTTY)
    process.stderr.write(`\r${name}: ${payload.stage} ${payload.done}/${payload.total}   `);
}

function formatMetric({ mean, overall }) {
  // Distances of distributions have no mean over scenes of a few pictures.
  const shown = mean?.values.some(({ value }) => value !== null) ? mean : overall;
  return shown.values
    .map(
      ({ name, value, low, high }) =>
        `${name} ${format(value)}${low === null || low === undefined ? '' : ` [${format(low)}, ${format(high)}]`}`,
    )
    .join('  ');
}

function format(value) {
  return value === null ? '-' : value.toPrecision(4);
}

/** One entry for each model, by name; a report that is made anew takes its old one's place. */
function record(file, { version, digest: snapshot }, { name, digest }, done) {
  const { metrics, skipped, pictureCount, failedCount, seed } = done;
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { reports: {} };
  const entry = { digest, snapshot: snapshot ?? version, pictureCount, failedCount, seed, skipped, metrics };
  const recorded = {
    machine: cpus()[0].model,
    node: process.version,
    reports: { ...before.reports, [name]: entry },
  };
  writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
}
