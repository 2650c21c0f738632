import type { Database } from '../database/database.js';

export interface QueuePlace {
  /** 1 is next; null where it is not waiting. */
  readonly position: number | null;
  /** When it is likely to begin, in milliseconds from now: null where nothing has been measured yet. */
  readonly startsInMs: { readonly earliest: number; readonly latest: number } | null;
}

/** Runs to judge by: enough to be steady, few enough to follow a change of machines. */
const SAMPLE = 50;

/**
 * Where a generation stands in the queue: those of higher priority come first, then those whose time came earlier. An estimate, since retries
 * and newcomers of higher priority push in.
 *
 * The interval: the runs before it, at the quarter and three quarter points of recent durations, shared by as many as run now.
 */
export async function readQueuePlace(database: Database, generationId: string): Promise<QueuePlace> {
  const { rows } = await database.query<{
    ahead: number | null;
    running: number;
    quick: number | null;
    slow: number | null;
  }>(
    `with me as (select priority, run_after, created_at, id from generations where id = $1 and state = 'QUEUED'),
     recent as (
       select extract(epoch from finished_at - started_at) * 1000 as ms from generations
       where state = 'SUCCEEDED' order by finished_at desc limit ${SAMPLE}
     )
     select
       (select count(*)::int from generations g, me
        where g.state = 'QUEUED' and (-g.priority, g.run_after, g.created_at, g.id) < (-me.priority, me.run_after, me.created_at, me.id)
       ) as ahead,
       (select count(*)::int from generations where state = 'RUNNING') as running,
       (select percentile_cont(0.25) within group (order by ms) from recent) as quick,
       (select percentile_cont(0.75) within group (order by ms) from recent) as slow
     from me`,
    [generationId],
  );
  return rows[0] ? toPlace(rows[0]) : { position: null, startsInMs: null };
}

function toPlace({
  ahead,
  running,
  quick,
  slow,
}: {
  ahead: number | null;
  running: number;
  quick: number | null;
  slow: number | null;
}): QueuePlace {
  const before = ahead ?? 0;
  const workers = Math.max(1, running);
  const startsInMs =
    quick === null || slow === null
      ? null
      : { earliest: Math.floor(before / workers) * quick, latest: Math.ceil((before + 1) / workers) * slow };
  return { position: before + 1, startsInMs };
}
