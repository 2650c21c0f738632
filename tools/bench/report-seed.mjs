/**
 * Measured reports as a folder that every new studio is given (libs/platform, seed/read-seed-reports.ts): the data set that they are about, and of each
 * its results as they are, what was found in each picture, and the picture, smaller than it was measured.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { getReport, readReportSamples } from '@contrapposto/platform';
import sharp from 'sharp';
import { ROOT } from './service.mjs';

const VERSION = 1;
const INDEX = 'seed.json';
/** WebP's, of the pictures that are shown. */
const QUALITY = 85;
/** A repository is no place for more. */
const LIMIT_BYTES = 7 * 2 ** 20;
const PLAIN_NAME = /^[a-z0-9][a-z0-9-]*$/;

/** A folder of reports on one snapshot; begun anew where it is about another. */
export class ReportSeed {
  /**
   * @param database @param storage of the service that measures
   * @param dataset { name, description, licence, source, split, digest }, of the snapshot
   * @param heldOut see readHeldOut
   */
  constructor(folder, { database, storage, dataset, heldOut }) {
    Object.assign(this, { folder, database, storage });
    const known = this.readIndex();
    const isSame = known?.version === VERSION && known.dataset.digest === dataset.digest;
    this.index = { version: VERSION, dataset, reports: isSame ? known.reports : [] };
    if (!isSame) this.begin(heldOut);
  }

  readIndex() {
    const file = path.join(this.folder, INDEX);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  }

  begin({ annotations, pictures }) {
    rmSync(this.folder, { recursive: true, force: true });
    this.write('annotations.json', `${JSON.stringify(annotations, null, 1)}\n`);
    for (const { name, bytes } of pictures) this.write(toFile('samples', name), bytes);
    this.writeIndex();
  }

  /** Takes the place of a report of the same name. */
  async add(name, reportId, model) {
    if (!PLAIN_NAME.test(name) || name === 'samples') throw new Error(`expected a plain name of a report, got ${name}`);
    const report = await getReport(this.database, reportId);
    const samples = await readReportSamples(this.database, reportId, { limit: report.results.pictureCount });
    rmSync(path.join(this.folder, name), { recursive: true, force: true });
    const kept = [];
    for (const sample of samples) kept.push(await this.keepSample(name, sample));
    const lines = kept.map((sample) => `  ${JSON.stringify(sample)}`).join(',\n');
    const head = JSON.stringify(describe(name, report, model), null, 1).replace(/\n}$/, '');
    this.write(`${name}.json`, `${head},\n "samples": [\n${lines}\n ]\n}\n`);
    if (!this.index.reports.includes(name)) this.index.reports.push(name);
    this.writeIndex();
    this.tellSize();
  }

  async keepSample(name, { key, people, pictureSha256, width, height, failure, ...measured }) {
    if (failure !== null || pictureSha256 === null) throw new Error(`${name}: expected a picture of ${key}, got none`);
    const picture = await this.storage.read(pictureSha256);
    this.write(toFile(name, key), await sharp(picture).removeAlpha().webp({ quality: QUALITY, effort: 6 }).toBuffer());
    const { objectKeypointSimilarity, cosineAveragePrecision, peopleCountError, clipSimilarity } = measured;
    const measures = { objectKeypointSimilarity, cosineAveragePrecision, peopleCountError, clipSimilarity };
    return { key, picture: { width, height }, ...measures, people: people && roundJoints(people) };
  }

  writeIndex() {
    this.write(INDEX, `${JSON.stringify(this.index, null, 1)}\n`);
  }

  write(file, content) {
    const place = path.join(this.folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }

  tellSize() {
    const files = readdirSync(this.folder, { recursive: true }).map((file) => statSync(path.join(this.folder, file)));
    const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
    const size = `${this.folder} holds ${(bytes / 2 ** 20).toFixed(2)} MiB`;
    console.log(bytes > LIMIT_BYTES ? `${size}, MORE THAN ${LIMIT_BYTES / 2 ** 20}: take fewer samples` : size);
  }
}

/** What is measured, what it was measured with, and when. */
function describe(name, { request, results, timings, finishedAt }, { version, digest, family, name: model }) {
  const { metrics, posePreset, bootstrap, seed, generator } = request;
  const { version: release } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return {
    name,
    request: { metrics, posePreset, bootstrap, seed },
    made: {
      at: finishedAt.toISOString(),
      release,
      node: process.version,
      machine: cpus()[0].model.trim(),
      model: { name: model, version, digest, family },
      recipe: generator.recipe,
    },
    results,
    timings,
  };
}

/** Names of pictures are unique without their folders. */
export function toFile(folder, key) {
  return `${folder}/${path.basename(key, path.extname(key))}.webp`;
}

/** They are drawn over the picture: a hundredth of a pixel is enough. What they come to was measured before. */
function roundJoints(people) {
  const round = (key, value) =>
    typeof value === 'number' && (key === 'x' || key === 'y') ? Number(value.toFixed(2)) : value;
  return JSON.parse(JSON.stringify(people, round));
}
