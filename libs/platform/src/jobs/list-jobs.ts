import type { Sql } from '../database/database.js';
import { type KeysetOrder, type Page, type PageRequest, readPage } from '../paging/read-page.js';
import type { WorkKind } from '../work/work-kind.js';

/** An entry of the queue. It is gone when its work is done; how that ended is in the work's own state. */
export interface Job {
  /** Of the generation or report that it is for, which has one job at a time. */
  readonly id: string;
  /** Which of the two. */
  readonly task: WorkKind['name'];
  /** DELAYED: its time has not come. FAILED: it is not tried again. */
  readonly state: 'WAITING' | 'DELAYED' | 'RUNNING' | 'FAILED';
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly runAt: Date;
  readonly lockedAt: Date | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
}

const ORDER: KeysetOrder = { name: 'CREATED_AT_ASC', by: '"createdAt"', type: 'timestamptz' };
const STATE = `case when j.locked_at is not null then 'RUNNING' when j.attempts >= j.max_attempts then 'FAILED'
  when j.run_at > now() then 'DELAYED' else 'WAITING' end`;
/** From the few jobs to their work, by its primary key: there may be a million generations. Other jobs have no studio. */
const FROM = `graphile_worker.jobs j
  cross join lateral (select case when j.key ~ '^(generation|report):[0-9a-f-]{36}$' then split_part(j.key, ':', 2)::uuid end as id) work
  left join generations g on j.task_identifier = 'generation' and g.id = work.id
  left join evaluation_reports r on j.task_identifier = 'report' and r.id = work.id
  where coalesce(g.studio_id, r.studio_id) = $1`;

/** The jobs of a studio's generations and reports, oldest first. */
export function listJobs(sql: Sql, studioId: string, page: PageRequest): Promise<Page<Job>> {
  const select = `select work.id, j.task_identifier as task, ${STATE} as state, j.attempts, j.max_attempts as "maxAttempts",
    j.run_at as "runAt", j.locked_at as "lockedAt", j.last_error as "lastError", j.created_at as "createdAt" from ${FROM}`;
  return readPage(sql, { select, values: [studioId], order: ORDER }, page);
}

export async function countJobs(sql: Sql, studioId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(`select count(*)::int as count from ${FROM}`, [studioId]);
  return rows[0]!.count;
}
