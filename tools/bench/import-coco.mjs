/**
 * Time and memory of importing a large COCO file into a library, as the service does it.
 *
 *     node tools/bench/import-coco.mjs [megabytes] [ordered|scattered] [import|try]     default 1000, ordered, import
 *
 * Writes a synthetic file of that size, starts an embedded Postgres, and imports the file in a process of its own (upload, then import, with the
 * thread that reads it), followed by its progress. Prints seconds, the process's peak resident memory, that of the import alone, and the longest
 * time that the process's event loop was kept waiting. Bar: under 512 MiB. `try` is a dry run. Build first: npx tsc -b libs/platform.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  createDatabase,
  createPoseLibrary,
  createStorage,
  ensureStudio,
  loadPoseImports,
  prepareDatabase,
  saveUpload,
  startEmbeddedPostgres,
  startImport,
} from '@contrapposto/platform';
import { writeCocoFile } from './coco-file.mjs';

const mebibytes = (bytes) => Math.round(bytes / 2 ** 20);

async function measure(url, folder, path, dryRun) {
  const database = createDatabase({ url });
  const storage = createStorage(join(folder, 'files'));
  const { id: studioId } = await ensureStudio(database, { slug: 'bench', name: 'Bench' });
  const { id: libraryId } = await createPoseLibrary(database, { studioId, name: 'Large' });
  const content = createReadStream(path);
  const { id: uploadId } = await saveUpload(database, storage, {
    studioId,
    fileName: 'large.json',
    content,
    limitBytes: 2 ** 40,
  });
  const uploaded = { seconds: performance.now() / 1000, peak: process.resourceUsage().maxRSS * 1024 };
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const start = performance.now();
  const { import: started, ended } = await startImport(database, storage, { studioId, libraryId, uploadId, dryRun });
  const phases = new Map();
  let done = false;
  ended.finally(() => (done = true));
  while (!done) {
    const now = (await loadPoseImports(database, studioId, [started.id])).get(started.id);
    phases.set(now.phase, (phases.get(now.phase) ?? 0) + 1);
    await Promise.race([ended, sleep(1000)]);
  }
  const { state, report, failure } = (await loadPoseImports(database, studioId, [started.id])).get(started.id);
  if (state !== 'SUCCEEDED') throw new Error(failure.message);
  console.log(
    JSON.stringify({
      megabytes: Math.round(statSync(path).size / 1e6),
      dryRun,
      poses: report.taken,
      problems: report.problemCount,
      importSeconds: +((performance.now() - start) / 1000).toFixed(1),
      looks: Object.fromEntries(phases),
      peakMebibytes: mebibytes(process.resourceUsage().maxRSS * 1024),
      peakBeforeMebibytes: mebibytes(uploaded.peak),
      longestWaitMs: Math.round(delay.max / 1e6),
    }),
  );
  await database.dispose();
}

async function run(megabytes, order, mode) {
  const folder = mkdtempSync(join(tmpdir(), 'import-coco-'));
  // Where the server does not run as root, its account has to come through.
  chmodSync(folder, 0o711);
  let server;
  try {
    server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
    await prepareDatabase(server.url);
    const path = join(folder, 'large.json');
    writeCocoFile(path, megabytes * 1e6, order);
    console.log(`Importing a COCO file of about ${megabytes} MB (${order}), Node ${process.version}:`);
    const child = fork(fileURLToPath(import.meta.url), ['measure', server.url, folder, path, mode]);
    const [code] = await once(child, 'exit');
    if (code !== 0) process.exitCode = 1;
  } finally {
    await server?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  }
}

const [first = '1000', ...rest] = process.argv.slice(2);
if (first === 'measure') {
  const [url, folder, path, mode] = rest;
  await measure(url, folder, path, mode === 'try');
} else await run(Number(first), rest[0] ?? 'ordered', rest[1] ?? 'import');
