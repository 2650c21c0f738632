import { readFileSync } from 'node:fs';
import { type Camera, fitOrbitCamera, parsePoseFile, type Pose, projectSpatialPose } from '@contrapposto/pose';
import { z } from 'zod';
import { PromptSlot } from '../generations/prompt-template.js';
import { formatPoseData } from '../library/pose-data.js';
import { SpatialPersonData } from '../library/spatial-data.js';
import { type PickedPose, pickPoses } from '../import/pick-poses.js';

/** prisma/seed of this repository, which tools/train writes. */
const FOLDER = new URL('../../../../prisma/seed/', import.meta.url);

const SeedPrompt = z.strictObject({
  name: z.string(),
  tags: z.array(z.string()),
  template: z.string(),
  slots: z.array(PromptSlot),
});

const SeedSpatialPose = z.object({
  name: z.string(),
  action: z.string(),
  tags: z.array(z.string()),
  /** Degrees, from which it is seen best. */
  view: z.object({ azimuth: z.number(), elevation: z.number() }),
  ...SpatialPersonData.pick({ hips: true, rotations: true }).shape,
});

export type SeedPrompt = z.output<typeof SeedPrompt>;

/** The poses of the starter library, in their order. */
export function readSeedPoses(): readonly PickedPose[] {
  const fileName = 'poses.coco.json';
  const parsed = parsePoseFile(readFileSync(new URL(fileName, FOLDER)), { fileName });
  const { picked, problems } = pickPoses(parsed);
  if (problems[0]) throw new Error(`the seed is broken: ${problems[0].message}`);
  // They have the library's, which its studio may change.
  return picked.map((pose) => ({ ...pose, terms: null }));
}

/** Templates for the twenty scenes. */
export function readSeedPrompts(): readonly SeedPrompt[] {
  return z.array(SeedPrompt).parse(JSON.parse(readFileSync(new URL('prompts.json', FOLDER), 'utf8')));
}

const CANVAS = { width: 512, height: 512 };
/** Degrees about the person, by the name of the view. */
const SIDES = { front: 0, left: 90, back: 180, right: -90 };

/** The poses of the starter library in three dimensions: each seen from where it is seen best, with cameras on all sides. */
export function readSeedSpatialPoses(): readonly PickedPose[] {
  const text = readFileSync(new URL('poses.spatial.json', FOLDER), 'utf8');
  const { poses } = z.object({ poses: z.array(SeedSpatialPose) }).parse(JSON.parse(text));
  return poses.map(({ name, action, tags, view, hips, rotations }) => ({
    name,
    tags: [...new Set([action, ...tags])],
    terms: null,
    json: formatPoseData(toPose({ hips, rotations }, view), 'seed'),
    record: name,
    changed: false,
  }));
}

function toPose(
  person: Pick<z.output<typeof SpatialPersonData>, 'hips' | 'rotations'>,
  view: { readonly azimuth: number; readonly elevation: number },
): Pose {
  const people = [person as NonNullable<Pose['spatial']>['people'][number]];
  const best = fitOrbitCamera({ people }, { name: 'best', ...view });
  const sides = Object.entries(SIDES).map(([name, azimuth]): Camera => fitOrbitCamera({ people }, { name, azimuth }));
  return projectSpatialPose({ people, cameras: [best, ...sides] }, best, CANVAS);
}
