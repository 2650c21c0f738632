import { createBackendRegistry } from '@contrapposto/backends';
import {
  createDatabase,
  createEventListener,
  createStorage,
  prepareDatabase,
  runGenerations,
  runReports,
  touchBackends,
  type Database,
} from '@contrapposto/platform';
import { destination, pino, type Logger } from 'pino';
import { BackendPool } from './backends/backend-pool.js';
import { surveyBackends, type UsableBackend } from './backends/survey-backends.js';
import type { WorkerConfig } from './config.js';
import { runGeneration, type GenerationContext } from './generations/run-generation.js';
import { openModels } from './models/open-models.js';
import { Parts } from './parts.js';
import { runReport } from './reports/run-report.js';

export interface Worker extends AsyncDisposable {
  readonly name: string;
  /** Process ids of the backends that run now. */
  readonly backendPids: readonly number[];
  /** Takes no more generations, stops what runs and hands it back, and ends the backends. */
  dispose(): Promise<void>;
}

/** Backends count as healthy for a minute after a beat. */
const BEAT_EVERY_MS = 20_000;

/**
 * Starts a worker: brings the database up to date, makes its models and backends known, warms the first model, and works off the queue until
 * it is disposed.
 *
 * @throws PlatformError where the database or the storage cannot be used
 */
export async function startWorker(config: WorkerConfig): Promise<Worker> {
  const parts = new Parts();
  try {
    return await assemble(config, parts);
  } catch (error) {
    await parts.dispose();
    throw error;
  }
}

async function assemble(config: WorkerConfig, parts: Parts): Promise<Worker> {
  const { worker, concurrency, databaseUrl: url } = config;
  const logger = createLogger(config);
  const onConnectionError = (error: Error) => logger.warn({ error }, 'a connection to the database was lost');
  const storage = createStorage(config.storage);
  await prepareDatabase(url);
  const database = parts.use(openDatabase(config, onConnectionError));
  const registry = createBackendRegistry({
    plugins: config.plugins,
    ...(config.backendProcess && { process: config.backendProcess }),
  });
  const [models, backends] = await Promise.all([
    openModels(database, config.modelFolders, logger),
    surveyBackends(database, registry, worker),
  ]);
  const listener = parts.use(createEventListener({ url, onConnectionError }));
  const pool = parts.use(new BackendPool(registry, concurrency));
  const context = { database, storage, models, backends, pool, logger, extractors: config.extractors ?? {} };
  parts.use(startBeating(database, worker, logger));
  await warm(context);
  const running = {
    worker,
    ...(config.leaseMs !== undefined && { leaseMs: config.leaseMs }),
    onError: (error: unknown) => logger.error({ error }, 'the worker stumbled'),
  };
  // A report mostly waits for its pictures, and takes a slot only to look at one: so it has a queue of its own.
  parts.use(
    await runReports(database, listener, {
      ...running,
      concurrency: 1,
      work: (claimed, signal) => runReport(context, claimed, signal),
    }),
  );
  parts.use(
    await runGenerations(database, listener, {
      ...running,
      concurrency,
      work: (claimed, signal) => runGeneration(context, claimed, signal),
    }),
  );
  const names = [...models.byDigest.values()].map(({ info }) => info.name);
  logger.info({ models: names, backends: backends.map(({ specifier }) => specifier) }, 'worker is ready');
  return toWorker(worker, pool, parts);
}

function createLogger({ logLevel: level, worker }: WorkerConfig): Logger {
  // Standard error, at once: what was said before a crash is the reason to look.
  return pino(
    { level, base: { worker }, serializers: { error: pino.stdSerializers.err } },
    destination({ fd: 2, sync: true }),
  );
}

function openDatabase(
  { databaseUrl: url, concurrency, worker }: WorkerConfig,
  onConnectionError: (error: Error) => void,
): Database {
  // Each run writes progress, beats and results; the queue has connections of its own.
  const poolSize = 2 + 2 * concurrency;
  return createDatabase({ url, poolSize, applicationName: `contrapposto worker ${worker}`, onConnectionError });
}

function startBeating(database: Database, worker: string, logger: Logger): AsyncDisposable {
  const beat = () =>
    touchBackends(database, worker).catch((error: unknown) => logger.warn({ error }, 'a beat was missed'));
  const timer = setInterval(() => void beat(), BEAT_EVERY_MS);
  return {
    [Symbol.asyncDispose]: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

/** Loads the first model that a backend can run, and the estimator, so that the first generation need not wait for them. */
async function warm({ models, backends, pool, logger }: GenerationContext): Promise<void> {
  const [artifact] = models.byDigest.values();
  const backend = artifact && backends.find((candidate) => canRun(candidate, artifact.info.family));
  if (!artifact || !backend) return;
  try {
    await Promise.all(
      pool.slots.map(async (slot) => {
        await slot.withModel(backend.specifier, artifact, () => Promise.resolve());
        const { estimator } = models;
        if (estimator && backend.capabilities.poseEstimation)
          await slot.withEstimator(backend.specifier, estimator.artifact, () => Promise.resolve());
      }),
    );
  } catch (error) {
    // The generation that needs it will fail with the same words, or find it mended.
    logger.warn({ error, model: artifact.info.name }, 'a model could not be loaded ahead');
  }
}

function canRun({ capabilities }: UsableBackend, family: UsableBackend['capabilities']['families'][number]): boolean {
  return capabilities.families.includes(family);
}

function toWorker(name: string, pool: BackendPool, parts: Parts): Worker {
  const dispose = () => parts.dispose();
  return {
    name,
    get backendPids() {
      return pool.slots.flatMap(({ pids }) => pids);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
