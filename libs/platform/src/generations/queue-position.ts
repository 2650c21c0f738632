import type { Sql } from '../database/database.js';

export interface QueuePlace {
  /** 1 is next; null where it is not waiting. */
  readonly position: number | null;
  /** When it is likely to begin, in milliseconds from now: null where nothing has been measured yet. */
  readonly startsInMs: { readonly earliest: number; readonly latest: number } | null;
}

/** Runs to judge by: enough to be steady, few enough to follow a change of machines. */
const SAMPLE = 50;

/** Of those that wait: the others are absent. */
interface Place {
  readonly id: string;
  readonly ahead: number;
  readonly running: number;
  readonly quick: number | null;
  readonly slow: number | null;
}

const NOWHERE: QueuePlace = { position: null, startsInMs: null };

/** See readQueuePlaces. */
export async function readQueuePlace(sql: Sql, generationId: string): Promise<QueuePlace> {
  return (await readQueuePlaces(sql, [generationId])).get(generationId) ?? NOWHERE;
}

/**
 * Where generations stand in the queue, by id; those that do not wait are absent. Higher priority comes first, then whose time came earlier. An
 * estimate, since retries and newcomers of higher priority push in.
 *
 * The interval: the runs before it, at the quarter and three quarter points of recent durations, shared by as many as run now.
 */
export async function readQueuePlaces(sql: Sql, generationIds: readonly string[]): Promise<Map<string, QueuePlace>> {
  const { rows } = await sql.query<Place>(
    `with queue as (
       select id, (row_number() over (order by priority desc, run_after, created_at, id) - 1)::int as ahead
       from generations where state = 'QUEUED'
     ),
     recent as (
       select extract(epoch from finished_at - started_at) * 1000 as ms from generations
       where state = 'SUCCEEDED' order by finished_at desc limit ${SAMPLE}
     )
     select id, ahead,
       (select count(*)::int from generations where state = 'RUNNING') as running,
       (select percentile_cont(0.25) within group (order by ms) from recent) as quick,
       (select percentile_cont(0.75) within group (order by ms) from recent) as slow
     from queue where id = any($1::uuid[])`,
    [generationIds],
  );
  return new Map(rows.map((row) => [row.id, toPlace(row)]));
}

function toPlace({ ahead, running, quick, slow }: Place): QueuePlace {
  const workers = Math.max(1, running);
  const startsInMs =
    quick === null || slow === null
      ? null
      : { earliest: Math.floor(ahead / workers) * quick, latest: Math.ceil((ahead + 1) / workers) * slow };
  return { position: ahead + 1, startsInMs };
}
