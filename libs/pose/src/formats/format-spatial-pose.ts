import { PoseError } from '../errors.js';
import { toClip } from '../spatial/clip.js';
import { type SpatialPerson, type SpatialPose } from '../spatial/types.js';
import { type Pose } from '../types.js';
import { formatBvh } from './bvh/format-bvh.js';
import { type ConversionReport } from './conversion-report.js';
import { formatGlb } from './gltf/format-glb.js';
import { formatVrmPose } from './vrm/vrm-pose.js';

/** Files of motion and of rigs, which hold one person each. */
export const WRITABLE_SPATIAL_FORMATS = ['bvh', 'glb', 'vrma', 'vrm-pose'] as const;

export type WritableSpatialFormat = (typeof WRITABLE_SPATIAL_FORMATS)[number];

export interface FormattedContent {
  readonly content: string | Uint8Array;
  readonly report: ConversionReport;
}

/**
 * Each person of a pose in three dimensions, standing still, as a file's content.
 * @param title what the clip is called. Default: the pose's name.
 * @throws PoseError INVALID_POSE for a pose of which only a picture is known.
 */
export function formatSpatialPose(
  pose: Pose,
  format: WritableSpatialFormat,
  title: string | undefined = pose.name,
): FormattedContent[] {
  return requireSpatial(pose, title).people.map((person) => formatPerson(person, format, title));
}

function requireSpatial({ spatial }: Pose, title = 'a pose without a name'): SpatialPose {
  if (spatial && spatial.people.length > 0) return spatial;
  throw new PoseError(
    'INVALID_POSE',
    `Expected a pose in three dimensions, got ${JSON.stringify(title)}, of which only joints in a picture are known. Choose a format of pictures.`,
  );
}

function formatPerson(
  person: SpatialPerson,
  format: WritableSpatialFormat,
  name: string | undefined,
): FormattedContent {
  const clip = { ...toClip({ people: [person], cameras: [] }), ...(name !== undefined && { name }) };
  if (format === 'glb' || format === 'vrma') {
    const { bytes, report } = formatGlb(clip, { format });
    return { content: bytes, report };
  }
  const { text, report } = format === 'bvh' ? formatBvh(clip) : formatVrmPose(person);
  return { content: text, report };
}
