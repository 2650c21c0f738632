/**
 * Time and memory of streaming a large COCO file.
 *
 *     node tools/bench/stream-coco.mjs [megabytes] [ordered|scattered]     default 1000, both
 *
 * Writes a synthetic COCO keypoints file of that size to a temporary folder, with annotations in the order of their images or
 * scattered over all of them (and before the images, which COCO allows), streams it in a process of its own, and prints seconds
 * of each phase, the process's peak resident memory, and what was read. Build first: npx tsc -b libs/pose.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const JOINTS = 17;
const PEOPLE_PER_IMAGE = 4;
const BYTES_PER_IMAGE = 3_030;
const CHUNK_BYTES = 2 ** 20;

function createRandom(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function createImage(id) {
  const name = `${String(id).padStart(12, '0')}.jpg`;
  return {
    license: 4,
    file_name: name,
    coco_url: `https://pictures.example/train/${name}`,
    height: 480,
    width: 640,
    date_captured: '2013-11-14 17:02:52',
    id,
  };
}

function createAnnotation(id, imageId, random) {
  const keypoints = Array.from({ length: JOINTS }, () =>
    random() < 0.3 ? [0, 0, 0] : [Math.floor(random() * 640), Math.floor(random() * 480), 2],
  ).flat();
  return {
    segmentation: [Array.from({ length: 60 }, () => +(random() * 640).toFixed(2))],
    num_keypoints: keypoints.filter((value, index) => index % 3 === 2 && value > 0).length,
    area: +(random() * 1e5).toFixed(4),
    iscrowd: 0,
    keypoints,
    image_id: imageId,
    bbox: [10.5, 20.25, 200, 300.01],
    category_id: 1,
    id,
  };
}

function writeList(file, name, count, create) {
  writeSync(file, `, "${name}": [`);
  let text = '';
  for (let index = 0; index < count; index++) {
    text += (index > 0 ? ', ' : '') + JSON.stringify(create(index));
    if (text.length > CHUNK_BYTES) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, `${text}]`);
}

function writeFile(path, bytes, order) {
  const random = createRandom(20170901);
  const file = openSync(path, 'w');
  const images = Math.ceil(bytes / BYTES_PER_IMAGE);
  const count = images * PEOPLE_PER_IMAGE;
  const imageOf = (index) =>
    order === 'ordered' ? Math.floor(index / PEOPLE_PER_IMAGE) : Math.floor(random() * images);
  const writeImages = () => writeList(file, 'images', images, (index) => createImage(index + 1));
  const writeAnnotations = () =>
    writeList(file, 'annotations', count, (index) => createAnnotation(index + 1, imageOf(index) + 1, random));
  writeSync(file, '{"info": {"year": 2017}');
  if (order === 'ordered') writeImages();
  writeAnnotations();
  if (order === 'scattered') writeImages();
  writeSync(file, ', "categories": [{"id": 1, "name": "person"}]}');
  closeSync(file);
}

async function measure(path, order) {
  const { openCocoStream } = await import('@contrapposto/pose');
  const source = {
    size: statSync(path).size,
    open: (start, end) => createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK_BYTES }),
  };
  let reports = 0;
  let bytesReadAgain = 0;
  const onProgress = ({ phase, bytesRead }) => {
    reports++;
    if (phase === 'read') bytesReadAgain = bytesRead;
  };
  const start = performance.now();
  const stream = await openCocoStream(source, { fileName: 'large.json', onProgress });
  const indexed = performance.now();
  let [poses, people] = [0, 0];
  for await (const pose of stream.readPoses()) {
    poses++;
    people += pose.people.length;
  }
  const seconds = (from, to) => +((to - from) / 1000).toFixed(1);
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      order,
      megabytes: Math.round(source.size / 1e6),
      poses,
      people,
      problems: stream.problemCount(),
      indexSeconds: seconds(start, indexed),
      readSeconds: seconds(indexed, performance.now()),
      cpuSeconds: +((user + system) / 1e6).toFixed(1),
      readAgain: +(bytesReadAgain / source.size).toFixed(2),
      progressReports: reports,
      peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}

function run(megabytes, orders) {
  const folder = mkdtempSync(join(tmpdir(), 'stream-coco-'));
  try {
    console.log(`Streaming a COCO file of about ${megabytes} MB, Node ${process.version}:`);
    for (const order of orders) {
      const path = join(folder, `${order}.json`);
      writeFile(path, megabytes * 1e6, order);
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'measure', path, order], { stdio: 'inherit' });
      rmSync(path);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [first = '1000', second, third] = process.argv.slice(2);
if (first === 'measure') await measure(second, third);
else run(Number(first), second ? [second] : ['ordered', 'scattered']);
