/**
 * Generations through two APIs and two workers on one Postgres, while APIs and workers are killed (SIGKILL) at random and started again.
 * Then everything is counted: see verdict.mjs. Exit code 1 where anything does not hold.
 */
import path from 'node:path';
import { createDatabase, startEmbeddedPostgres } from '@contrapposto/platform';
import { prepareWorkspace } from '../workspace.mjs';
import { Load } from './load.mjs';
import { findFreePort, Program } from './program.mjs';
import { awaitModel, createInputs, createStageClient, ENVIRONMENT, parseOptions, runOnStage } from './stage.mjs';
import { storm } from './storm.mjs';
import { judgeDatabase, judgePictures, judgePrograms, settle } from './verdict.mjs';

const HELP = `Usage: node tools/chaos/kill-processes.mjs [options]

Creates generations with a tiny model through two API processes, follows each, and kills API and worker processes meanwhile.

  --generations <n>  how many (200)
  --kills <n>        of API processes, and as many of workers (10)
  --at-once <n>      generations that are waited for at the same time (16)
  --seed <n>         of the random choices (the time)
  --built            do not install or build first
  --keep             leave logs and data behind; they stay in any case where something does not hold
`;

const options = parseOptions(HELP, { generations: 200, kills: 10 });
if (!options.built) prepareWorkspace();
await runOnStage('kill-processes', options, async (stage, programs) => {
  const server = await startEmbeddedPostgres({ folder: path.join(stage.folder, 'postgres') });
  const database = createDatabase({ url: server.url });
  try {
    return await run(stage, programs, database);
  } finally {
    await database.dispose();
    await server.dispose();
  }
});

async function run(stage, programs, database) {
  const env = { ...ENVIRONMENT, DATABASE_URL: database.url, CONTRAPPOSTO_STORAGE: stage.files };
  const apis = [await createApi(stage, env, 'api-1'), await createApi(stage, env, 'api-2')];
  const workers = ['worker-1', 'worker-2'].map((name) => createWorker(stage, env, name));
  programs.push(...apis, ...workers);
  await Promise.all(programs.map((program) => program.start()));

  const clients = apis.map(({ url }) => createStageClient(url));
  await awaitModel(clients[0]);
  const load = new Load(clients, { ...options, input: await createInputs(clients[0]) });
  const kill = (program) => program.kill();
  await storm(
    load,
    [apis, workers].map((victims) => ({ victims, kill })),
    options,
  );
  await settle(clients[0]);

  const checks = [
    ...(await judgeDatabase(database, load.seen, options.generations)),
    await judgePictures(clients[0], load.seen),
  ];
  await Promise.all(clients.map((client) => client.dispose()));
  const exitCodes = await Promise.all(programs.map((program) => program.stop()));
  return [...checks, ...judgePrograms(programs, exitCodes)];
}

async function createApi({ logFolder }, env, name) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  return new Program({ name, script: 'apps/api/dist/main.js', env: { ...env, PORT: String(port) }, logFolder, url });
}

function createWorker({ logFolder }, env, name) {
  return new Program({ name, script: 'apps/worker/dist/main.js', env: { ...env, WORKER_NAME: name }, logFolder });
}
