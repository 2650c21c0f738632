import { PoseError } from '../../errors.js';
import { createConversionReport, type ConversionReport } from '../conversion-report.js';
import { isObject } from '../file-record.js';
import { type JsonObject, type JsonValue, parseJson } from '../json-reader.js';
import { describeValue, type PoseProblem, ProblemLog } from '../problems.js';
import { encodeUtf8 } from '../utf8.js';
import { type HumansdMappingEntry, readScene } from './humansd-mapping.js';

export interface ParseHumansdMappingOptions {
  readonly fileName: string;
  /** Default 512 MiB, 5 million entries (LAION-Human has one million), 1000 problems. */
  readonly limits?: Partial<{
    readonly maxBytes: number;
    readonly maxContainers: number;
    readonly maxProblems: number;
  }>;
}

export interface ParsedHumansdMapping {
  /** In the file's order, which is HumanSD's order of evaluation. */
  readonly entries: readonly HumansdMappingEntry[];
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

const DEFAULT_LIMITS = { maxBytes: 512 * 2 ** 20, maxContainers: 5_000_000, maxProblems: 1000 };
const MAX_DEPTH = 16;
const FIELDS = ['img_path', 'pose_path', 'prompt'] as const;

/** A reason why a path may not be followed below a data set's root, or null. Both separators count: files travel. */
function findFault(path: string): string | null {
  if (path === '') return 'an empty path';
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return 'an absolute path';
  return path.split(/[/\\]/).includes('..') ? 'a path that leaves its folder' : null;
}

/** Whether a JSON value is a mapping: an object of objects with `img_path` and `pose_path`. */
export function looksLikeHumansdMapping(value: JsonValue): value is JsonObject {
  if (!isObject(value)) return false;
  const [first] = Object.values(value);
  return isObject(first) && 'img_path' in first && 'pose_path' in first;
}

function readEntry(key: string, value: JsonValue, index: number, log: ProblemLog): HumansdMappingEntry | null {
  const where = { record: 'image', index, id: key, imageId: key } as const;
  if (!isObject(value)) {
    const got = describeValue(value);
    log.add(where, { code: 'WRONG_TYPE', severity: 'error', field: '', expected: 'an object', got });
    return null;
  }
  for (const field of FIELDS) {
    const text = value[field];
    const code = text === undefined ? 'MISSING_FIELD' : 'WRONG_TYPE';
    if (typeof text !== 'string') {
      log.add(where, { code, severity: 'error', field, expected: 'text', got: describeValue(text) });
      return null;
    }
    const fault = field === 'prompt' ? null : findFault(text);
    if (fault === null) continue;
    const expected = 'a path below the data set';
    log.add(where, {
      code: 'OUT_OF_RANGE',
      severity: 'error',
      field,
      expected,
      got: `${fault}, ${describeValue(text)}`,
    });
    return null;
  }
  const {
    img_path: imagePath,
    pose_path: posePath,
    prompt,
    ...others
  } = value as Record<(typeof FIELDS)[number], string>;
  const extra = Object.keys(others).length > 0 ? { extra: others } : {};
  return { key, imagePath, posePath, prompt, scene: readScene(imagePath), ...extra };
}

/**
 * Reads a HumanSD mapping file: `{ "<key>": { "img_path", "pose_path", "prompt" } }`. An entry that cannot be used, also one
 * whose path leads out of the data set, is left out and reported. Paths are given back, and never opened.
 *
 * The order is the file's for keys like `15000000001500` or `00040_000400060`; keys that are whole numbers below 2^32 - 1 come
 * first, by size.
 *
 * @throws PoseError INVALID_JSON, UNKNOWN_FORMAT, LIMIT_EXCEEDED
 */
export function parseHumansdMapping(
  input: string | Uint8Array,
  options: ParseHumansdMappingOptions,
): ParsedHumansdMapping {
  const limits = { ...DEFAULT_LIMITS, maxDepth: MAX_DEPTH, ...options.limits };
  const bytes = typeof input === 'string' ? encodeUtf8(input) : input;
  if (bytes.length > limits.maxBytes) {
    const message = `Expected at most ${limits.maxBytes} bytes, got ${bytes.length} (${options.fileName}). Split the file.`;
    throw new PoseError('LIMIT_EXCEEDED', message);
  }
  const { value } = parseJson(bytes, limits, options.fileName);
  if (!isObject(value)) {
    const message = `Expected an object of { img_path, pose_path, prompt }, got ${describeValue(value)} (${options.fileName}).`;
    throw new PoseError('UNKNOWN_FORMAT', message);
  }
  const log = new ProblemLog(options.fileName, limits.maxProblems);
  const entries = Object.entries(value)
    .map(([key, entry], index) => readEntry(key, entry, index, log))
    .filter((entry) => entry !== null);
  const count = log.count;
  const reason = 'it cannot be used: see the problems';
  const report = createConversionReport('humansd-mapping', 'samples', [
    { kind: 'DROPPED', what: 'entry', count, reason },
  ]);
  return { entries, problems: log.problems, problemCount: log.count, report };
}
