import { chmodSync, mkdtempSync, mkdirSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from '@contrapposto/client';
import { parse } from 'graphql';
import { WebSocket } from 'ws';
import { ROOT } from '../workspace.mjs';
import { createRandom } from './random.mjs';
import { report } from './verdict.mjs';

/** Small enough for hundreds of generations, and the real thing in every part: see tools/golden. */
const TINY_MODEL = path.join(ROOT, 'tools', 'golden', 'vectors', 'onnx', 'humansd');
const STARTER_POSES = path.join(ROOT, 'models', 'poses', 'starter.coco.json');
const MODELS = parse('query Models($first: Int!) { models(first: $first) { totalCount } }');
const STEPS = 6;
const SIZE = 64;
/** How long a killed worker's generation waits for another. */
const LEASE_MS = 5_000;
/** A client's, with services that are down again and again. */
const PATIENCE_MS = 180_000;
const MODEL_LIMIT_MS = 120_000;

/** The options of both commands. */
export function parseOptions(help, defaults) {
  const { values } = parseArgs({
    options: {
      generations: { type: 'string', default: String(defaults.generations) },
      kills: { type: 'string', default: String(defaults.kills) },
      'at-once': { type: 'string', default: '16' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
      built: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  const [generations, kills, atOnce, seed] = ['generations', 'kills', 'at-once', 'seed'].map((name) =>
    toCount(name, values[name]),
  );
  return { generations, kills, atOnce, seed, built: values.built, keep: values.keep, random: createRandom(seed) };
}

function toCount(name, text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`Expected a whole number, got ${text} (--${name}).`);
}

/**
 * Runs `act` with a folder for everything that it writes and a list for the programs that it starts; prints the verdict. Exit code 1 where
 * anything does not hold; then the folder stays.
 *
 * @param act gives the checks of verdict.mjs
 */
export async function runOnStage(name, { seed, keep }, act) {
  process.stdout.write(`${name}, seed ${seed}\n`);
  const stage = createStage(name);
  const programs = [];
  const abandon = () => programs.forEach((program) => program.abandon());
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  process.once('exit', abandon);
  let holds = false;
  try {
    holds = report(await act(stage, programs));
  } finally {
    abandon();
    if (holds && !keep) rmSync(stage.folder, { recursive: true, force: true });
    else process.stdout.write(`logs and data: ${stage.folder}\n`);
  }
  process.exitCode = holds ? 0 : 1;
}

/** The database's own account has to be able to enter it. */
function createStage(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `contrapposto-${name}-`));
  chmodSync(folder, 0o755);
  const logFolder = path.join(folder, 'logs');
  mkdirSync(logFolder);
  return { folder, logFolder, files: path.join(folder, 'files') };
}

/** What every program of a run gets: the tiny model, and leases that end within the run. */
export const ENVIRONMENT = {
  HOST: '127.0.0.1',
  CONTRAPPOSTO_MODELS: TINY_MODEL,
  WORKER_LEASE_MS: String(LEASE_MS),
  LOG_LEVEL: 'warn',
};

export function createStageClient(url) {
  return createClient({ url, webSocket: WebSocket, patienceMs: PATIENCE_MS });
}

/** Waits for a worker to make its model known. */
export async function awaitModel(client) {
  const deadline = Date.now() + MODEL_LIMIT_MS;
  while ((await client.request(MODELS, { first: 1 })).models.totalCount === 0) {
    if (Date.now() > deadline) throw new Error(`No worker made a model known within ${MODEL_LIMIT_MS / 1000} s.`);
    await sleep(200);
  }
}

/** What the load asks for: a pose of a library of its own for each, in turn, and another seed. */
export async function createInputs(client) {
  const library = await client.createPoseLibrary({ name: 'Storm' });
  const file = { name: path.basename(STARTER_POSES), content: await openAsBlob(STARTER_POSES) };
  const { poses } = await client.importPoses({ libraryId: library.id, file });
  return (index) => ({
    poseId: poses[index % poses.length].id,
    prompt: `a figure, number ${index}`,
    seed: index,
    width: SIZE,
    height: SIZE,
    numInferenceSteps: STEPS,
  });
}
