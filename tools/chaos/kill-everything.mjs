/**
 * Generations through `npm start`, all of which (database, API, worker, backends) is killed in one go, again and again, and started anew on
 * the same folder. Then everything is counted: see verdict.mjs. Exit code 1 where anything does not hold.
 */
import path from 'node:path';
import { createDatabase, startEmbeddedPostgres } from '@contrapposto/platform';
import { prepareWorkspace } from '../workspace.mjs';
import { Load } from './load.mjs';
import { findFreePort, Program } from './program.mjs';
import { awaitModel, createInputs, createStageClient, ENVIRONMENT, parseOptions, runOnStage } from './stage.mjs';
import { storm } from './storm.mjs';
import { judgeDatabase, judgePictures, judgePrograms, settle } from './verdict.mjs';

const HELP = `Usage: node tools/chaos/kill-everything.mjs [options]

Creates generations with a tiny model through npm start, follows each, and kills the whole of it meanwhile, database included.

  --generations <n>  how many (100)
  --kills <n>        of everything at once (10)
  --at-once <n>      generations that are waited for at the same time (16)
  --seed <n>         of the random choices (the time)
  --built            do not install or build first
  --keep             leave logs and data behind; they stay in any case where something does not hold
`;

const options = parseOptions(HELP, { generations: 100, kills: 10 });
if (!options.built) prepareWorkspace();
await runOnStage('kill-everything', options, async ({ folder, logFolder }, programs) => {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...ENVIRONMENT, PORT: String(port), CONTRAPPOSTO_DATA: folder, DATABASE_URL: '' };
  const everything = new Program({ name: 'npm-start', script: 'tools/start.mjs', env, logFolder, url });
  programs.push(everything);
  await everything.start();

  const client = createStageClient(url);
  await awaitModel(client);
  const load = new Load([client], { ...options, input: await createInputs(client) });
  await storm(load, [{ victims: [everything], kill: (program) => program.kill({ tree: true }) }], options);
  await settle(client);

  const pictures = await judgePictures(client, load.seen);
  await client.dispose();
  const ended = judgePrograms(programs, [await everything.stop('SIGINT')]);
  return [...(await judgeLeftDatabase(folder, load)), pictures, ...ended];
});

/** What npm start has left in its folder. */
async function judgeLeftDatabase(folder, load) {
  const server = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres') });
  const database = createDatabase({ url: server.url });
  try {
    return await judgeDatabase(database, load.seen, options.generations);
  } finally {
    await database.dispose();
    await server.dispose();
  }
}
