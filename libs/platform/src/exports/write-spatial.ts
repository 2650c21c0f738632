import {
  formatBvh,
  formatGlb,
  formatVrmPose,
  type Pose,
  PoseError,
  type SpatialPerson,
  toClip,
} from '@contrapposto/pose';
import type { PoseToWrite, Written } from './pose-writers.js';

/** Files of motion and of rigs hold one person each. */
export type SpatialFormat = 'BVH' | 'GLB' | 'VRMA' | 'VRM_POSE';

/**
 * Each person of a pose in three dimensions, standing still.
 *
 * @throws PoseError INVALID_POSE for a pose of which only a picture is known
 */
export function writeSpatial({ pose, name }: PoseToWrite, format: SpatialFormat): Written[] {
  const people = requireSpatial(pose, name).people;
  return people.map((person) => writePerson(person, name, format));
}

function requireSpatial({ spatial }: Pose, name: string) {
  if (spatial && spatial.people.length > 0) return spatial;
  throw new PoseError(
    'INVALID_POSE',
    `Expected a pose in three dimensions, got ${JSON.stringify(name)}, of which only joints in a picture are known. Choose a format of pictures.`,
  );
}

function writePerson(person: SpatialPerson, name: string, format: SpatialFormat): Written {
  const clip = { ...toClip({ people: [person], cameras: [] }), name };
  switch (format) {
    case 'BVH': {
      const { text, report } = formatBvh(clip);
      return { content: text, report };
    }
    case 'VRM_POSE': {
      const { text, report } = formatVrmPose(person);
      return { content: text, report };
    }
    case 'GLB':
    case 'VRMA': {
      const { bytes, report } = formatGlb(clip, { format: format === 'GLB' ? 'glb' : 'vrma' });
      return { content: bytes, report };
    }
  }
}
