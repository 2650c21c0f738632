import type { Sql } from '../database/database.js';

/** A backend as a worker has found it by trying, usable or not. */
export interface BackendRegistration {
  /** The worker's name; a worker that comes again under its name finds its rows. */
  readonly worker: string;
  readonly name: string;
  readonly version: string;
  /** Kind and name of the device, e.g. `cpu`. */
  readonly device: string;
  readonly contractVersion: number;
  readonly usable: boolean;
  /** Why not, or what limits it. */
  readonly reasons: readonly string[];
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** Makes a backend known, or renews what is known of it. @returns its id */
export async function registerBackend(sql: Sql, backend: BackendRegistration): Promise<string> {
  const { worker, name, version, device, contractVersion, usable, reasons, capabilities } = backend;
  const { rows } = await sql.query<{ id: string }>(
    `insert into backends (worker, name, version, device, contract_version, usable, reasons, capabilities)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (worker, name, device) do update set version = excluded.version, contract_version = excluded.contract_version,
       usable = excluded.usable, reasons = excluded.reasons, capabilities = excluded.capabilities, seen_at = now()
     returning id`,
    [worker, name, version, device, contractVersion, usable, reasons, JSON.stringify(capabilities)],
  );
  return rows[0]!.id;
}

/** A worker's sign of life for all of its backends. */
export async function touchBackends(sql: Sql, worker: string): Promise<void> {
  await sql.query('update backends set seen_at = now() where worker = $1', [worker]);
}
