/**
 * Skeletons per second on one thread: our renderer beside OpenCV's on the same poses.
 *
 *     node tools/bench/render-skeleton.mjs [--python PATH] [--seconds 1.5] [--rounds 5] [--json]
 *
 * Each figure is the median over rounds that take turns, so that a busy machine slows all alike. Rates are per second of the
 * clock and per second of processor time (collector threads included), which says more where other work shares the machine.
 *
 *   fresh    a new 512x512 RGB picture each time
 *   reused   the same memory drawn over, as `renderSkeleton`'s `reuse` allows
 *   opencv   HumanSD's drawing calls from Python (line, circle, circle per limb), where PYTHON has cv2
 *
 * Build first: npx tsc -b libs/pose.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { getRendererProfile, renderSkeleton } from '@contrapposto/pose';

const SIZE = 512;
const CANVAS = { width: SIZE, height: SIZE };
const POSES = 64;
/** Pictures before any figure counts: until then the compiler is still at work. */
const WARM_UP = 3000;
const PEOPLE = [1, 3];
// prettier-ignore
const STANDING = [
  [0.5, 0.12], [0.53, 0.1], [0.47, 0.1], [0.56, 0.12], [0.44, 0.12], [0.6, 0.25], [0.4, 0.25], [0.66, 0.4], [0.34, 0.4],
  [0.7, 0.54], [0.3, 0.54], [0.56, 0.52], [0.44, 0.52], [0.57, 0.72], [0.43, 0.72], [0.58, 0.92], [0.42, 0.92],
];

/** Reads a line {poses, limbs, colours}, then lines {set, seconds}; answers with skeletons per second of clock and processor. */
const PYTHON = `
import json, sys, time
import cv2, numpy as np
setup = json.loads(sys.stdin.readline())
limbs, colours = setup["limbs"], [tuple(c) for c in setup["colours"]]
print(json.dumps({"version": cv2.__version__}), flush=True)
cv2.setNumThreads(1)
def draw(people):
    canvas = np.zeros((${SIZE}, ${SIZE}, 3), np.uint8)
    for joints in people:
        for (a, b), colour in zip(limbs, colours):
            start = (int(joints[a][0]), int(joints[a][1]))
            end = (int(joints[b][0]), int(joints[b][1]))
            cv2.line(canvas, start, end, colour, 10)
            cv2.circle(canvas, start, 5, colour, -1)
            cv2.circle(canvas, end, 5, colour, -1)
    return canvas
for line in sys.stdin:
    task = json.loads(line)
    poses = setup["poses"][task["set"]]
    count, start, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - start < task["seconds"]:
        draw(poses[count % len(poses)])
        count += 1
    clock, cpu = time.perf_counter() - start, time.process_time() - used
    print(json.dumps({"clock": count / clock, "cpu": count / cpu}), flush=True)
`;

function createPose(people, seed) {
  const move = (factor, span) => ((seed * 37 + factor * 61) % span) - span / 2;
  return {
    skeleton: 'coco17',
    width: SIZE,
    height: SIZE,
    people: Array.from({ length: people }, (_, who) => ({
      keypoints: STANDING.map(([x, y], joint) => ({
        x: SIZE / 2 + (x - 0.5) * 460 + move(who * 5 + joint, 70),
        y: 16 + y * 480 + move(who * 11 + joint * 3, 40),
        visibility: 2,
      })),
    })),
  };
}

/** Skeletons per second of the clock and of processor time. */
function measureOurs(poses, profile, seconds, reuse) {
  const used = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < seconds * 1000)
    renderSkeleton(poses[count++ % poses.length], profile, CANVAS, reuse);
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { clock: (count * 1e3) / clock, cpu: (count * 1e6) / (user + system) };
}

/** A Python process that draws on request, or null where it has no cv2. */
async function startOpenCv(python, sets, profile) {
  const child = spawn(python, ['-c', PYTHON], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (message) => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const { value } = await lines.next();
    return value === undefined ? null : JSON.parse(value);
  };
  const failed = once(child, 'error').then(() => null);
  const poses = sets.map((set) =>
    set.map(({ people }) => people.map(({ keypoints }) => keypoints.map(({ x, y }) => [x, y]))),
  );
  const { limbs, colours } = profile.passes[0].layers[0];
  const hello = await Promise.race([failed, ask({ poses, limbs, colours })]);
  if (!hello) return null;
  return {
    version: hello.version,
    measure: (set, seconds) => ask({ set, seconds }),
    stop: () => child.stdin.end(),
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measureSet(set, poses, profile, openCv, { seconds, rounds }) {
  const results = { fresh: [], reused: [], opencv: [] };
  const picture = new Uint8Array(SIZE * SIZE * 3);
  for (let count = 0; count < WARM_UP; count++) renderSkeleton(poses[count % poses.length], profile);
  for (let round = 0; round < rounds; round++) {
    results.fresh.push(measureOurs(poses, profile, seconds));
    results.reused.push(measureOurs(poses, profile, seconds, picture));
    if (openCv) results.opencv.push(await openCv.measure(set, seconds));
  }
  const rate = (who, kind) => Math.round(median(results[who].map((result) => result[kind])));
  const reference = openCv && rate('opencv', 'cpu');
  return Object.keys(results)
    .filter((who) => results[who].length > 0)
    .map((who) => ({
      people: PEOPLE[set],
      who,
      perSecond: rate(who, 'clock'),
      perCpuSecond: rate(who, 'cpu'),
      ...(openCv && { cpuRatioToOpenCv: +(rate(who, 'cpu') / reference).toFixed(2) }),
    }));
}

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    seconds: { type: 'string', default: '1.5' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const profile = getRendererProfile('humansd-v1');
const sets = PEOPLE.map((people) => Array.from({ length: POSES }, (_, seed) => createPose(people, seed)));
const openCv = await startOpenCv(values.python, sets, profile);
const settings = { seconds: Number(values.seconds), rounds: Number(values.rounds) };
const rows = [];
for (const [set, poses] of sets.entries()) rows.push(...(await measureSet(set, poses, profile, openCv, settings)));
openCv?.stop();

if (values.json)
  console.log(JSON.stringify({ node: process.version, opencv: openCv?.version ?? null, skeletons: rows }));
else {
  console.log(
    `${SIZE}x${SIZE} skeletons per second, one thread, median of ${settings.rounds} (Node ${process.version})`,
  );
  console.table(rows);
  if (openCv) console.log(`OpenCV ${openCv.version}, called from Python; a ratio above 1 means ours is faster.`);
  else console.log(`OpenCV left out: ${values.python} has no cv2. Name another with --python.`);
}
