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
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCocoFile } from './coco-file.mjs';

const CHUNK_BYTES = 2 ** 20;

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
      writeCocoFile(path, megabytes * 1e6, order);
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
