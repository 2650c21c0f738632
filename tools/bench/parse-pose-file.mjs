/**
 * Time and memory of reading a large Human-Art file.
 *
 *     node tools/bench/parse-pose-file.mjs [megabytes]     default 100
 *
 * Writes a synthetic file of that size to a temporary folder, reads it in a process of its own (as bytes), and prints the
 * seconds of the parse (by the clock, and of processor time) and the process's peak resident memory, beside JSON.parse's on the same file, which understands
 * nothing of what it reads. Build first: npx tsc -b libs/pose.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from './random.mjs';

const JOINTS = 21;

function createImage(id) {
  return {
    file_name: `HumanArt/images/2D_virtual_human/digital_art/${String(id).padStart(12, '0')}.jpg`,
    height: 1750,
    width: 1280,
    id: 2e12 + id,
    page_url: `https://pictures.example/works/${id}`,
    image_url: `https://pictures.example/files/${id}.jpg?token=${'0123456789abcdef'.repeat(8)}`,
    picture_name: 'None',
    author: 'None',
    description: 'digital_art, a dancer in a white dress under a tree',
    category: 'digital art',
  };
}

function createAnnotation(id, imageId, random) {
  const keypoints = Array.from({ length: JOINTS }, () =>
    random() < 0.15 ? [0, 0, 0] : [+(random() * 1280).toFixed(4), +(random() * 1750).toFixed(4), 2],
  ).flat();
  const labelled = (list) => list.filter((value, index) => index % 3 === 2 && value > 0).length;
  return {
    keypoints: keypoints.slice(0, 51),
    keypoints_21: keypoints,
    self_contact: [[random() * 1280, random() * 1750]],
    num_keypoints: labelled(keypoints.slice(0, 51)),
    num_keypoints_21: labelled(keypoints),
    iscrowd: 0,
    image_id: 2e12 + imageId,
    area: 250_000.5,
    bbox: [10.5, 20.25, 500, 500.001],
    category_id: 1,
    id: 2e12 + id,
    annotator: 7,
  };
}

function writeFile(path, bytes) {
  const random = createRandom(20231003);
  const file = openSync(path, 'w');
  let written = writeSync(file, '{"info": {}, "images": [');
  const images = Math.round(bytes / 4400);
  for (let id = 1; id <= images; id++)
    written += writeSync(file, (id > 1 ? ', ' : '') + JSON.stringify(createImage(id)));
  written += writeSync(file, '], "annotations": [');
  for (let id = 1; written < bytes; id++) {
    const annotation = createAnnotation(id, 1 + Math.floor(random() * images), random);
    written += writeSync(file, (id > 1 ? ', ' : '') + JSON.stringify(annotation));
  }
  writeSync(file, '], "categories": [{"id": 1, "name": "person"}]}');
  closeSync(file);
}

async function measure(reader, path) {
  const bytes = readFileSync(path);
  const used = process.cpuUsage();
  const start = performance.now();
  let result;
  if (reader === 'parsePoseFile') {
    const { parsePoseFile } = await import('@contrapposto/pose');
    const parsed = parsePoseFile(bytes, { fileName: 'large.json' });
    result = { ...parsed.summary, problems: parsed.problemCount };
  } else result = { images: JSON.parse(bytes.toString()).images.length };
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  const cpuSeconds = +((user + system) / 1e6).toFixed(2);
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(
    JSON.stringify({
      reader,
      seconds: +seconds.toFixed(2),
      cpuSeconds,
      peakMebibytes: Math.round(peakMebibytes),
      ...result,
    }),
  );
}

function run(megabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'pose-file-'));
  try {
    const path = join(folder, 'large.json');
    writeFile(path, megabytes * 1e6);
    console.log(`A Human-Art file of ${megabytes} MB, Node ${process.version}:`);
    for (const reader of ['parsePoseFile', 'JSON.parse', 'parsePoseFile', 'JSON.parse'])
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), reader, path], { stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [first = '100', path] = process.argv.slice(2);
if (path) await measure(first, path);
else run(Number(first));
