import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'node:path/posix';
import { parsePoseFile } from '@contrapposto/pose';
import { z } from 'zod';
import { type PickedPose, pickPoses } from '../import/pick-poses.js';
import { METRICS } from '../reports/evaluation-request.js';

/** prisma/seed/reports of this repository, which tools/bench/paper-tables.mjs writes. */
export const REPORT_SEED = new URL('../../../../prisma/seed/reports/', import.meta.url);

const Index = z.strictObject({
  version: z.literal(1),
  dataset: z.strictObject({
    name: z.string(),
    description: z.string(),
    licence: z.string(),
    source: z.string(),
    split: z.string(),
    /** Of the snapshot that was measured. */
    digest: z.string(),
  }),
  /** Names, in the order in which they are to be read. */
  reports: z.array(z.string()),
});

const Measure = z.number().nullable();

const SeedSample = z.strictObject({
  key: z.string(),
  /** Size of the picture that was measured, in pixels. */
  picture: z.strictObject({ width: z.int(), height: z.int() }),
  objectKeypointSimilarity: Measure,
  cosineAveragePrecision: Measure,
  peopleCountError: Measure,
  clipSimilarity: Measure,
  /** On that picture. */
  people: z.array(z.looseObject({})).nullable(),
});

const SeedReport = z.strictObject({
  name: z.string(),
  request: z.strictObject({
    metrics: z.array(z.enum(METRICS)),
    posePreset: z.enum(['paper', 'humansd-compat']),
    bootstrap: z.boolean(),
    seed: z.int(),
  }),
  /** When, by what and on what it was measured. */
  made: z.strictObject({
    at: z.iso.datetime(),
    release: z.string(),
    node: z.string(),
    machine: z.string(),
    model: z.strictObject({ name: z.string(), version: z.string().nullish(), digest: z.string(), family: z.string() }),
    recipe: z.looseObject({ scheduler: z.string(), numInferenceSteps: z.int(), guidanceScale: z.number() }),
  }),
  /** Of libs/eval. */
  results: z.looseObject({ metrics: z.array(z.looseObject({ metric: z.string(), manifest: z.looseObject({}) })) }),
  timings: z.record(z.string(), z.number()).nullable(),
  samples: z.array(SeedSample),
});

/** A report that was measured elsewhere, earlier. */
export type SeedReport = z.output<typeof SeedReport>;

export interface SeedReportFile {
  readonly name: string;
  /** Another one of that name, measured anew, has another. */
  readonly digest: string;
  readonly read: () => SeedReport;
  readonly findPicture: (key: string) => URL;
}

export interface ReportSeed {
  readonly dataset: z.output<typeof Index>['dataset'];
  readonly readPoses: () => readonly PickedPose[];
  readonly findReference: (key: string) => URL;
  readonly reports: readonly SeedReportFile[];
}

/** Null where the folder holds none. */
export function readReportSeed(folder: URL): ReportSeed | null {
  const index = new URL('seed.json', folder);
  if (!existsSync(index)) return null;
  const { dataset, reports } = Index.parse(JSON.parse(readFileSync(index, 'utf8')));
  return {
    dataset,
    readPoses: () => readPoses(new URL('annotations.json', folder)),
    findReference: findPictureIn(folder, 'samples'),
    reports: reports.map((name) => openReport(folder, name)),
  };
}

function openReport(folder: URL, name: string): SeedReportFile {
  const bytes = readFileSync(new URL(`${name}.json`, folder));
  return {
    name,
    digest: createHash('sha256').update(bytes).digest('hex'),
    read: () => SeedReport.parse(JSON.parse(bytes.toString())),
    findPicture: findPictureIn(folder, name),
  };
}

function readPoses(file: URL): readonly PickedPose[] {
  const { picked, problems } = pickPoses(parsePoseFile(readFileSync(file), { fileName: 'annotations.json' }));
  if (problems[0]) throw new Error(`the seed is broken: ${problems[0].message}`);
  return picked;
}

/** By the name that the sample's picture has without its folders. */
function findPictureIn(folder: URL, name: string): (key: string) => URL {
  return (key) => new URL(`${name}/${parse(key).name}.webp`, folder);
}
