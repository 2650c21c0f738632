/**
 * The first reading of a COCO file, which learns where each record stands: with the ids of annotations alone, beside parsing each of them for the
 * sake of its ids.
 *
 *     node tools/bench/coco-index.mjs [megabytes] [rounds]     default 64, 7
 *
 * Both index the same synthetic file from memory, in turns, in one process; printed are the medians of processor time, their ratio, and that of
 * finding the ends of records alone, which neither can do without. Build first: npx tsc -b libs/pose.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCocoFile } from './coco-file.mjs';
import { median } from './statistics.mjs';

/** Parts of libs/pose that are no part of its surface. */
const load = (file) => import(new URL(`../../libs/pose/dist/formats/${file}`, import.meta.url));
const { CocoIndex } = await load('stream/coco-index.js');
const { RecordScanner } = await load('stream/record-scanner.js');
const { ProblemLog } = await load('problems.js');

const CHUNK_BYTES = 2 ** 20;
const LISTS = new Set(['images', 'annotations']);
const LIMITS = { maxRecords: 20_000_000, maxDepth: 64, maxContainers: 1_000_000 };
/** What the index is told where a record's own strings do not say whose it is: then it parses the record. */
const UNKNOWN = { ends: [], escaped: true };

const variants = {
  'ids alone': (index) => (field, bytes, offset, strings) =>
    field === 'images' ? index.addImage(bytes, offset) : index.addAnnotation(bytes, offset, strings),
  'each parsed': (index) => (field, bytes, offset) =>
    field === 'images' ? index.addImage(bytes, offset) : index.addAnnotation(bytes, offset, UNKNOWN),
  'ends alone': () => () => undefined,
};

function run(file, variant) {
  const index = new CocoIndex(new ProblemLog('large.json', 1000), LIMITS);
  const scanner = new RecordScanner(
    {
      lists: LISTS,
      maxValueBytes: 2 ** 24,
      readName: (bytes) => Buffer.from(bytes).toString().slice(1, -1),
      onElement: variants[variant](index),
      onValue: () => undefined,
    },
    'large.json',
  );
  const before = process.cpuUsage();
  for (let at = 0; at < file.length; at += CHUNK_BYTES) scanner.feed(file.subarray(at, at + CHUNK_BYTES));
  scanner.end();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, annotations: index.annotationCount };
}

const [megabytes = '64', rounds = '7'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'coco-index-'));
try {
  const path = join(folder, 'large.json');
  writeCocoFile(path, Number(megabytes) * 1e6, 'ordered');
  const file = readFileSync(path);
  const names = Object.keys(variants);
  const taken = new Map(names.map((name) => [name, []]));
  for (const name of names) run(file, name);
  for (let round = 0; round < Number(rounds); round++)
    for (const name of names) taken.get(name).push(run(file, name).seconds);
  const { annotations } = run(file, 'ids alone');
  if (annotations !== run(file, 'each parsed').annotations) throw new Error('they do not index the same');
  console.log(
    `${(file.length / 1e6).toFixed(0)} MB, ${annotations} annotations, Node ${process.version}, medians of ${rounds}:`,
  );
  for (const name of names) {
    const seconds = median(taken.get(name));
    console.log(
      `${name.padEnd(12)} ${seconds.toFixed(2)} s of processor time, ${(file.length / 1e6 / seconds).toFixed(0)} MB/s`,
    );
  }
  const ratio = median(taken.get('each parsed').map((seconds, round) => seconds / taken.get('ids alone')[round]));
  console.log(`ids alone are ${ratio.toFixed(1)} times as fast as parsing each`);
} finally {
  rmSync(folder, { recursive: true });
}
