import { PoseError } from '../../errors.js';
import { looksLikeNumpy } from '../numpy/npz.js';
import { parsePoseFile } from '../parse-pose-file.js';
import { detectSpatialFormat } from '../parse-spatial-file.js';
import { decodeUtf8 } from '../utf8.js';
import { type ByteSource } from './byte-source.js';
import { type PoseStream, type PoseStreamLimits, type PoseStreamOptions } from './pose-stream.js';
import { openBvhPoses } from './stream-bvh-poses.js';
import { openCocoStream } from './stream-coco.js';

export const DEFAULT_POSE_STREAM_LIMITS: PoseStreamLimits = {
  atOnceBytes: 8 * 2 ** 20,
  wholeBytes: 128 * 2 ** 20,
  maxProblems: 1000,
};

const SNIFFED_BYTES = 4096;

async function readBytes(source: ByteSource, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const chunk of source.open(0, length)) {
    if (at + chunk.length > length) break;
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at === length) return bytes;
  throw new PoseError('INVALID_FILE', `Expected ${length} bytes, got others. The file changed meanwhile.`);
}

function assertWhole(size: number, fileName: string, { wholeBytes }: PoseStreamLimits): void {
  if (size <= wholeBytes) return;
  const message = `Expected at most ${wholeBytes} bytes of any file but COCO, Human-Art and BVH, got ${size} (${fileName}).`;
  throw new PoseError('LIMIT_EXCEEDED', `${message} Split the file.`);
}

async function openWhole(
  source: ByteSource,
  { onProgress, ...options }: PoseStreamOptions,
  limits: PoseStreamLimits,
): Promise<PoseStream> {
  const { size } = source;
  assertWhole(size, options.fileName, limits);
  const { maxProblems, wholeBytes: maxBytes } = limits;
  const bytes = await readBytes(source, size);
  onProgress?.({ phase: 'read', bytesRead: size, totalBytes: size, posesRead: 0 });
  const { poses, problemCount, ...parsed } = parsePoseFile(bytes, { ...options, limits: { maxProblems, maxBytes } });
  return {
    ...parsed,
    problemCount: () => problemCount,
    async *readPoses() {
      yield* await Promise.resolve(poses);
    },
  };
}

/** What a large file is by its beginning. An object may be COCO, or anything else. */
function detect(start: Uint8Array): 'bvh' | 'object' | 'other' {
  if (looksLikeNumpy(start)) return 'other';
  if (/^\uFEFF?\s*\{/.test(decodeUtf8(start.subarray(0, 64)))) return 'object';
  return detectSpatialFormat(start) === 'bvh' ? 'bvh' : 'other';
}

async function openObject(
  source: ByteSource,
  options: PoseStreamOptions,
  limits: PoseStreamLimits,
): Promise<PoseStream> {
  const { fileName, onProgress } = options;
  const { maxProblems } = limits;
  try {
    return await openCocoStream(source, { fileName, limits: { maxProblems }, ...(onProgress && { onProgress }) });
  } catch (error) {
    const isAnother = error instanceof PoseError && error.code === 'UNKNOWN_FORMAT';
    if (!isAnother) throw error;
    return openWhole(source, options, limits);
  }
}

/**
 * Opens a file of poses of any size: COCO, Human-Art and BVH are read piece by piece in bounded memory, all else that `parsePoseFile`
 * reads at once, up to a limit. Poses, problems and report are those of `parsePoseFile`, but for the order of a large COCO file's
 * problems.
 *
 * @throws PoseError, also while poses are read: those of `parsePoseFile`; INVALID_FILE where the file changes meanwhile.
 */
export async function openPoseStream(source: ByteSource, options: PoseStreamOptions): Promise<PoseStream> {
  const limits = { ...DEFAULT_POSE_STREAM_LIMITS, ...options.limits };
  if (source.size <= limits.atOnceBytes) return openWhole(source, options, limits);
  const kind = detect(await readBytes(source, Math.min(source.size, SNIFFED_BYTES)));
  if (kind === 'bvh') return openBvhPoses(source, options, limits.maxProblems, options.onProgress);
  return kind === 'object' ? openObject(source, options, limits) : openWhole(source, options, limits);
}
