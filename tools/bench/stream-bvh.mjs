/**
 * Time and memory of streaming a large BVH file.
 *
 *     node tools/bench/stream-bvh.mjs [megabytes]     default 50
 *
 * Writes a synthetic recording of that size to a temporary folder (a clip of 52 bones, over and over), reads it in processes
 * of its own, and prints megabytes and frames a second (by the clock, and of processor time) and the process's peak resident
 * memory: `streamBvh` to normalized people, beside a process that only splits the same stream into lines and numbers by the
 * usual means, and beside one that reads a file of a tenth of the size, whose peak the large one's must not leave behind.
 * Build first: npx tsc -b libs/pose.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const ROUNDS = 3;
const FRAMES = 64;

async function createText() {
  const { formatBvh, HUMANOID_BONES } = await import('@contrapposto/pose');
  const bones = HUMANOID_BONES.filter((bone) => !/Eye|jaw/.test(bone));
  const frames = Array.from({ length: FRAMES }, (_, frame) => {
    const half = (bone) => 0.3 * Math.sin((frame / FRAMES) * 2 * Math.PI + bones.indexOf(bone));
    const rotations = Object.fromEntries(
      bones.map((bone) => [bone, [Math.sin(half(bone)), 0, 0, Math.cos(half(bone))]]),
    );
    return { time: frame / 120, person: { hips: [0, 0.9, frame / 100], rotations } };
  });
  return formatBvh({ frames }, { names: 'mixamo' }).text;
}

async function writeFile(path, bytes) {
  const [header, body] = (await createText()).split(/(?<=Frame Time:.*\n)/);
  const rounds = Math.ceil(bytes / body.length);
  const file = openSync(path, 'w');
  writeSync(file, header.replace(`Frames: ${FRAMES}`, `Frames: ${rounds * FRAMES}`));
  for (let round = 0; round < rounds; round++) writeSync(file, body);
  closeSync(file);
}

const readers = {
  async streamBvh(path) {
    const { streamBvh } = await import('@contrapposto/pose');
    let [frames, bytes, reports] = [0, 0, 0];
    const onProgress = (progress) => {
      bytes = progress.bytes;
      reports++;
    };
    const stream = streamBvh(createReadStream(path, { highWaterMark: 2 ** 18 }), { fileName: path, onProgress });
    for await (const { person } of stream) frames += person.hips.length / 3;
    if (stream.problemCount > 0) throw new Error(stream.problems[0].message);
    return { frames, bytes, reports };
  },
  async readline(path) {
    let [frames, bytes, sum] = [0, 0, 0];
    for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 2 ** 18 }) })) {
      bytes += line.length + 1;
      if (!/^[-\d]/.test(line)) continue;
      frames++;
      for (const word of line.trim().split(/\s+/)) sum += Number(word);
    }
    return { frames, bytes, sum: sum !== 0 };
  },
};

async function measure(reader, path) {
  const used = process.cpuUsage();
  const start = performance.now();
  const result = await readers[reader](path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMebibytes, ...result }));
}

function run(reader, path) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), reader, path]);
  if (status !== 0) throw new Error(String(stderr));
  return JSON.parse(String(stdout));
}

function describe(label, runs) {
  const of = (pick) => median(runs.map(pick));
  const [seconds, cpu] = [of((run) => run.seconds), of((run) => run.cpuSeconds)];
  const megabytes = runs[0].bytes / 1e6;
  const speed = `${(megabytes / seconds).toFixed(1)} MB/s by the clock, ${(megabytes / cpu).toFixed(1)} of processor time`;
  const memory = `peak ${Math.round(of((run) => run.peakMebibytes))} MiB`;
  const progress = runs[0].reports ? `, ${runs[0].reports} reports of progress` : '';
  console.log(
    `${label.padEnd(28)} ${megabytes.toFixed(1)} MB, ${runs[0].frames} frames: ${speed}, ${memory}${progress}`,
  );
}

async function compare(megabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'stream-bvh-'));
  try {
    const [large, small] = [join(folder, 'large.bvh'), join(folder, 'small.bvh')];
    await writeFile(large, megabytes * 1e6);
    await writeFile(small, megabytes * 1e5);
    console.log(`A BVH file of ${megabytes} MB, Node ${process.version}, medians of ${ROUNDS}:`);
    const rounds = Array.from({ length: ROUNDS }, () => [
      run('streamBvh', large),
      run('readline', large),
      run('streamBvh', small),
    ]);
    for (const [index, label] of ['streamBvh', 'readline and Number', 'streamBvh, a tenth'].entries())
      describe(
        label,
        rounds.map((round) => round[index]),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [first = '50', path] = process.argv.slice(2);
if (path) await measure(first, path);
else await compare(Number(first));
