import { PoseError } from '../errors.js';
import { isHumanoidBone } from '../spatial/humanoid.js';
import { type SpatialClip } from '../spatial/types.js';
import { parseBvh, type BvhOptions } from './bvh/parse-bvh.js';
import { type ConversionReport } from './conversion-report.js';
import { looksLikeGlb } from './gltf/glb-container.js';
import { parseGltf, type GltfOptions } from './gltf/parse-gltf.js';
import { type PoseProblem } from './problems.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';
import { parseVrmPose, type VrmPoseOptions } from './vrm/vrm-pose.js';

export type SpatialFormat = 'bvh' | 'gltf' | 'vrm' | 'vrma' | 'vrm-pose';

export interface ParseSpatialFileOptions {
  /** Named in every problem and error; its ending decides nothing. */
  readonly fileName: string;
  /** What a BVH does not say. */
  readonly bvh?: Omit<BvhOptions, 'fileName'>;
  readonly gltf?: Omit<GltfOptions, 'fileName'>;
  readonly vrmPose?: VrmPoseOptions;
}

export interface ParsedSpatialFile {
  readonly format: SpatialFormat;
  /** At least one: where nothing moves, the person as the file has it, at rest. */
  readonly clips: readonly SpatialClip[];
  readonly problems: readonly PoseProblem[];
  readonly problemCount: number;
  readonly report: ConversionReport;
}

const SNIFFED_BYTES = 4096;

/** The first field of a JSON object, if the bytes begin one. */
function findFirstField(start: string): string | undefined {
  return /^\s*\{\s*"([^"\\]{0,64})"/.exec(start)?.[1];
}

/** What a file is by its first bytes; undefined where it is none of motion. */
export function detectSpatialFormat(bytes: Uint8Array): 'bvh' | 'gltf' | 'vrm-pose' | undefined {
  if (looksLikeGlb(bytes)) return 'gltf';
  const start = decodeUtf8(bytes.subarray(0, SNIFFED_BYTES)).replace(/^\uFEFF/, '');
  if (/^\s*HIERARCHY\b/i.test(start)) return 'bvh';
  const field = findFirstField(start);
  if (field === undefined) return undefined;
  if (isHumanoidBone(field)) return 'vrm-pose';
  return /"asset"|"extensionsUsed"|"accessors"|"bufferViews"|"nodes"/.test(start) ? 'gltf' : undefined;
}

function readVrmPose(bytes: Uint8Array, { fileName, vrmPose }: ParseSpatialFileOptions): ParsedSpatialFile {
  const { person, ...rest } = parseVrmPose(bytes, { ...vrmPose, fileName });
  return { ...rest, format: 'vrm-pose', clips: [{ frames: [{ time: 0, person }] }] };
}

function readGltf(bytes: Uint8Array, { fileName, gltf }: ParseSpatialFileOptions): ParsedSpatialFile {
  const { kind, clips, rest, problems, problemCount, report } = parseGltf(bytes, { ...gltf, fileName });
  const format = kind === 'vrm0' ? 'vrm' : kind;
  const still = { name: 'rest', frames: [{ time: 0, person: rest }] };
  return { format, clips: clips.length > 0 ? clips : [still], problems, problemCount, report };
}

/**
 * Reads a file of people in three dimensions by what is in it: BVH, glTF or GLB, a VRM model or animation, three-vrm's pose JSON.
 * @throws PoseError UNKNOWN_FORMAT, INVALID_FILE, INVALID_JSON, LIMIT_EXCEEDED.
 */
export function parseSpatialFile(input: string | Uint8Array, options: ParseSpatialFileOptions): ParsedSpatialFile {
  const bytes = typeof input === 'string' ? encodeUtf8(input) : input;
  const { fileName } = options;
  switch (detectSpatialFormat(bytes)) {
    case 'bvh': {
      const { clip, problems, problemCount, report } = parseBvh(bytes, { ...options.bvh, fileName });
      return { format: 'bvh', clips: [clip], problems, problemCount, report };
    }
    case 'gltf':
      return readGltf(bytes, options);
    case 'vrm-pose':
      return readVrmPose(bytes, options);
    case undefined:
      throw new PoseError(
        'UNKNOWN_FORMAT',
        `Expected BVH, glTF, GLB, VRM, VRMA or a VRM pose, got something else (${fileName}).`,
      );
  }
}
