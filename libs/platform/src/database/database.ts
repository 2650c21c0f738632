import pg from 'pg';

/** What runs SQL: a pool, or the one client that a transaction runs on. */
export interface Sql {
  /** `Row` is the caller's word for what the statement returns, as in pg itself. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** Work inside a transaction. */
export type Transaction = Sql & { readonly transaction: true };

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** False: a commit does not wait for the disk, and a crash of the server may undo the last fraction of a second. Default: true. */
  readonly durableCommits?: boolean;
  /** Connections that broke while nobody used them: the pool replaces them. */
  readonly onConnectionError?: (error: Error) => void;
}

/** A pool of connections, and transactions on it. */
export interface Database extends Sql, AsyncDisposable {
  readonly pool: pg.Pool;
  readonly url: string;
  /**
   * Runs `work` in one transaction: all of it, or where it throws, nothing. READ COMMITTED; what must not run side by side takes row locks.
   * A transaction that Postgres gives up for the sake of another (deadlock, serialization) is run again, three times at most.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}

const DEFAULT_POOL_SIZE = 10;
const RUNS = 3;
/** serialization_failure, deadlock_detected */
const GIVEN_UP = new Set(['40001', '40P01']);

export function createDatabase(options: DatabaseOptions): Database {
  const { url, poolSize = DEFAULT_POOL_SIZE, applicationName = 'contrapposto', durableCommits = true } = options;
  const { onConnectionError } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    ...(!durableCommits && { options: '-c synchronous_commit=off' }),
  });
  // Without listeners, a server that goes away would end the program.
  pool.on('error', (error) => onConnectionError?.(error));
  pool.on('connect', (client) => client.on('error', (error) => onConnectionError?.(error)));
  const dispose = () => pool.end();
  return {
    pool,
    url,
    query: (text, values) => pool.query(text, values as unknown[]),
    transaction: (work) => runTransaction(pool, work),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let run = 1; ; run += 1) {
    try {
      return await runOnce(pool, work);
    } catch (error) {
      if (run === RUNS || !GIVEN_UP.has(codeOf(error))) throw error;
    }
  }
}

async function runOnce<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work({ transaction: true, query: (text, values) => client.query(text, values as unknown[]) });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => (broken = failure as Error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** SQLSTATE of a Postgres error, '' of any other. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
