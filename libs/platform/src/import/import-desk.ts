import type { Database } from '../database/database.js';
import type { Storage } from '../storage/storage.js';
import type { ImportPosesInput } from './import-poses.js';
import type { PoseImport } from './pose-imports.js';
import { startImport } from './start-import.js';

/** The imports that this process has begun: they end with it, and leave nothing half done. */
export class ImportDesk implements AsyncDisposable {
  private readonly running = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
  ) {}

  /** @throws PlatformError as `startImport` */
  async start(input: ImportPosesInput): Promise<PoseImport> {
    const { import: started, ended } = await startImport(this.database, this.storage, input, this.stop.signal);
    const settled = ended.catch(() => undefined).finally(() => this.running.delete(settled));
    this.running.add(settled);
    return started;
  }

  async dispose(): Promise<void> {
    this.stop.abort(new Error('The service was stopped meanwhile. Nothing was written: import the file again.'));
    await Promise.all(this.running);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
