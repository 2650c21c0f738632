import path from 'node:path';
import { RejectedError, type Client, type ImportReport } from '@contrapposto/client';
import { type Pose, writePoseFiles } from '@contrapposto/pose';
import type { Context } from '../context.js';
import { openHumansdFolder } from '../files/humansd-folder.js';
import type { Warning } from '../result.js';

/** Poses to an import: each is taken whole, or not at all. */
const BATCH = 1_000;
/** Of one mapping: LAION-Human's million is several imports. */
const MOST = 500_000;
/** Warnings that are told one by one. */
const TOLD = 1_000;

export interface MappingImport {
  readonly libraryId: string;
  readonly tags: readonly string[];
  readonly dryRun: boolean;
  /** Where the paths of the mapping begin. */
  readonly root?: string;
}

export interface MappingTaken {
  readonly reports: readonly ImportReport[];
  /** Files that gave no pose. */
  readonly refused: number;
  readonly warnings: readonly Warning[];
}

/** A HumanSD mapping with the pose files that it names, into a library, in batches of a thousand poses: those that were taken stay. */
export async function importMapping(
  service: Client,
  { signal, stderr }: Context,
  file: string,
  { root, ...place }: MappingImport,
): Promise<MappingTaken> {
  const folder = await openHumansdFolder(file, { ...(root !== undefined && { root }), most: MOST });
  const warnings = new WarningList(folder.warnings);
  const reports: ImportReport[] = [];
  let [batch, read, refused]: [Pose[], number, number] = [[], 0, 0];
  const send = async () => {
    if (batch.length === 0) return;
    const name = `${path.basename(file, '.json')} ${reports.length + 1}.json`;
    const report = await sendBatch(service, name, batch, place, signal);
    if ('taken' in report) {
      reports.push(report);
      warnings.add(report.problems.map(({ message }) => ({ code: 'IMPORT_PROBLEM', message: `${name}: ${message}` })));
    } else {
      refused += batch.length;
      warnings.add([report]);
    }
    if (stderr.isTTY) stderr.write(`${read} of ${folder.entryCount}: ${file}\n`);
    batch = [];
  };
  for await (const one of folder.readPoses(signal)) {
    read++;
    if ('refused' in one) {
      refused++;
      warnings.add([one.refused]);
      continue;
    }
    warnings.add(one.warnings);
    batch.push(one.pose);
    if (batch.length === BATCH) await send();
  }
  await send();
  return { reports, refused, warnings: warnings.all() };
}

async function sendBatch(
  service: Client,
  name: string,
  poses: readonly Pose[],
  { libraryId, tags, dryRun }: Omit<MappingImport, 'root'>,
  signal: AbortSignal,
): Promise<ImportReport | Warning> {
  // COCO's ids are numbers: the mapping's keys are the poses' names.
  const unnumbered = poses.map(({ id: _, ...pose }): Pose => pose);
  const content = writePoseFiles(unnumbered, 'coco').files[0]!.content as string;
  try {
    return await service.importPoses({ libraryId, file: { name, content }, tags: [...tags], dryRun }, { signal });
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { code: 'FILE_REFUSED', message: `${name}: ${error.message}` };
  }
}

/** The first of them, and how many there are. */
class WarningList {
  private readonly told: Warning[] = [];
  private count = 0;

  constructor(first: readonly Warning[]) {
    this.add(first);
  }

  add(warnings: readonly Warning[]): void {
    this.count += warnings.length;
    this.told.push(...warnings.slice(0, Math.max(0, TOLD - this.told.length)));
  }

  all(): Warning[] {
    const more = this.count - this.told.length;
    if (more === 0) return this.told;
    return [...this.told, { code: 'MORE_PROBLEMS', message: `${more} more problems are not shown.` }];
  }
}
