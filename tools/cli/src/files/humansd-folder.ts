import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  type HumansdMappingEntry,
  messageOf,
  parseHumansdMapping,
  parseHumansdPose,
  PoseError,
  type Pose,
} from '@contrapposto/pose';
import { CliError, systemCodeOf } from '../errors.js';
import type { Warning } from '../result.js';
import { readInput } from './read-input.js';

/** A genuine file holds some thousand bytes a person. */
const MAX_POSE_BYTES = 4 * 2 ** 20;
const SNIFFED_BYTES = 2 ** 16;
/** An object whose first field is an object with the path of a pose. */
const MAPPING = /^\uFEFF?\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*?"pose_path"\s*:/;

/** Whether a file is one of HumanSD's mappings, by its beginning. */
export async function isHumansdMapping(file: string): Promise<boolean> {
  if (!file.toLowerCase().endsWith('.json')) return false;
  const handle = await open(file).catch((cause: unknown) => {
    const got = systemCodeOf(cause) ?? 'an unknown error';
    throw new CliError('INPUT_UNREADABLE', `Expected a file at ${file}, got ${got}.`, { cause });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return MAPPING.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** A pose of a data set, or why one of its files gave none. */
export type FolderPose = { readonly pose: Pose; readonly warnings: readonly Warning[] } | { readonly refused: Warning };

export interface HumansdFolder {
  readonly entryCount: number;
  /** About the mapping itself. */
  readonly warnings: readonly Warning[];
  /** In the mapping's order. One bad file does not lose the rest. */
  readPoses(signal: AbortSignal): AsyncGenerator<FolderPose, void, undefined>;
}

/**
 * A HumanSD data set on the disk: a mapping, and the pose files that it names below a folder, by default its own. Nothing outside of that
 * folder is opened, and nothing that a symbolic link stands for.
 *
 * @param most poses that may come
 * @throws CliError INPUT_UNREADABLE, POSE_FILE_INVALID; PoseError of the mapping
 */
export async function openHumansdFolder(
  file: string,
  { root = path.dirname(file), most }: { readonly root?: string; readonly most: number },
): Promise<HumansdFolder> {
  const mapping = parseHumansdMapping(await readInput(file, 'a HumanSD mapping'), { fileName: file });
  const { entries, problems } = mapping;
  if (entries.length > most) {
    const message = `Expected a mapping of at most ${most} poses, got ${entries.length} (${file}).\nSplit it.`;
    throw new CliError('POSE_FILE_INVALID', message);
  }
  const folder = new SafeFolder(await resolveRoot(root));
  return {
    entryCount: entries.length,
    warnings: problems.map(({ code, message }) => ({ code, message })),
    async *readPoses(signal) {
      for (const entry of entries) {
        signal.throwIfAborted();
        yield await readPose(folder, entry);
      }
    },
  };
}

async function resolveRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    const got = systemCodeOf(cause) ?? 'an unknown error';
    throw new CliError('INPUT_UNREADABLE', `Expected the data set's folder at ${root}, got ${got}.`, { cause });
  }
}

/** Why a file is not read. */
class Refusal extends Error {}

async function readPose(folder: SafeFolder, entry: HumansdMappingEntry): Promise<FolderPose> {
  const { key, posePath: fileName } = entry;
  try {
    const { pose, problems } = parseHumansdPose(await folder.read(fileName), { fileName });
    return { pose: describe(pose, entry), warnings: problems.map(({ code, message }) => ({ code, message })) };
  } catch (error) {
    const isTold = error instanceof Refusal || error instanceof PoseError || systemCodeOf(error) !== null;
    if (!isTold) throw error;
    return { refused: { code: 'FILE_REFUSED', message: `${key}: ${fileName}: ${messageOf(error)}` } };
  }
}

/** The scene becomes a tag; text and picture stay beside the pose. */
function describe(pose: Pose, { key, prompt, imagePath, scene }: HumansdMappingEntry): Pose {
  const tags = scene === null ? {} : { tags: [scene] };
  return { ...pose, id: key, name: key, extra: { ...pose.extra, prompt, img_path: imagePath, ...tags } };
}

/** A folder whose files are named by somebody who is not trusted. */
class SafeFolder {
  /** Folders below it that are folders. */
  private readonly known = new Set<string>();

  constructor(private readonly root: string) {}

  /** @throws Refusal, and what the system says */
  async read(relative: string): Promise<Uint8Array> {
    const parts = relative.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
    if (parts.length === 0 || parts.includes('..') || path.isAbsolute(relative))
      throw new Refusal('Expected a path below the folder.');
    const name = parts.pop()!;
    return readRegularFile(path.join(await this.enter(parts), name));
  }

  private async enter(parts: readonly string[]): Promise<string> {
    let place = this.root;
    for (const part of parts) {
      place = path.join(place, part);
      if (this.known.has(place)) continue;
      if (!(await lstat(place)).isDirectory()) throw new Refusal(`Expected a folder, and no link, at ${part}.`);
      this.known.add(place);
    }
    return place;
  }
}

/** What is opened is what is looked at: a link that takes its place meanwhile is not followed. */
async function readRegularFile(file: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new Refusal('Expected a file.');
    if (found.size > MAX_POSE_BYTES) throw new Refusal(`Expected at most ${MAX_POSE_BYTES} bytes, got ${found.size}.`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(found.size), 0, found.size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
