import { readVectors } from '../../../../tools/golden/vector-file.js';
import { type BonePlacements, computeBonePlacements } from '../spatial/forward-kinematics.js';
import { HUMANOID_BONES, type HumanoidBone } from '../spatial/humanoid.js';
import { type SpatialClip, type SpatialPerson } from '../spatial/types.js';
import {
  computeAngleBetween,
  computeLength,
  type Quaternion,
  rotateVector,
  scaleVector,
  subtractVectors,
  type Vec3,
} from '../spatial/vector.js';
import { formatBvh } from './bvh/format-bvh.js';
import { parseBvh } from './bvh/parse-bvh.js';
import { formatGlb } from './gltf/format-glb.js';
import { parseGltf } from './gltf/parse-gltf.js';
import { decodeUtf8 } from './utf8.js';
import { formatVrmPose } from './vrm/vrm-pose.js';

/** What three.js and three-vrm made of the same files (tools/golden/spatial.mjs). */
const vectors = readVectors('spatial');
const meta = vectors.meta as {
  readonly bones: readonly HumanoidBone[];
  readonly bvh: Readonly<Record<string, { readonly unit: number; readonly joints: readonly string[] }>>;
  readonly bvhJoints: readonly HumanoidBone[];
  readonly models: Readonly<
    Record<string, { readonly version: '1.0' | '0.x'; readonly bones: readonly HumanoidBone[] }>
  >;
  readonly clip: SpatialClip;
};
const { clip } = meta;

/** Row `frame` and `joint` of an array of (F, J, 3) positions. */
function createPositions(key: string): (frame: number, joint: number) => Vec3 {
  const values = vectors.float64(key);
  const joints = vectors.shape(key)[1]!;
  return (frame, joint) => [...values.subarray((frame * joints + joint) * 3).subarray(0, 3)] as unknown as Vec3;
}

const distance = (a: Vec3, b: Vec3) => computeLength(subtractVectors(a, b));

describe('BVH against three', () => {
  it.each(Object.keys(meta.bvh))('%s: bones stand where its joints stand', (name) => {
    const { unit, joints } = meta.bvh[name]!;
    const { clip: read, facts, problems } = parseBvh(vectors.uint8(`bvh-${name}`), { fileName: `${name}.bvh` });
    expect(problems).toEqual([]);
    expect(facts.unit).toBe(unit);
    const positionOf = createPositions(`bvh-${name}-positions`);
    const turnZUp = (place: Vec3): Vec3 => (facts.axes!.up === 'z' ? [place[0], place[2], -place[1]] : place);
    expect(Object.keys(facts.bones).length).toBeGreaterThanOrEqual(joints.length - 1);
    expect(read.frames).toHaveLength(4);
    for (const [frame, { person }] of read.frames.entries()) {
      const placed = computeBonePlacements(person);
      for (const [bone, joint] of Object.entries(facts.bones)) {
        const wanted = scaleVector(turnZUp(positionOf(frame, joints.indexOf(joint))), unit);
        // three keeps turns in single precision: 1e-5 of a body's length.
        expect(distance(placed[bone as HumanoidBone].position, wanted)).toBeLessThan(2e-5);
      }
    }
  });

  it('three reads what is written', () => {
    expect(formatBvh(clip).text).toBe(decodeUtf8(vectors.uint8('clip-bvh')));
    const positionOf = createPositions('clip-bvh-positions');
    for (const [frame, { person }] of clip.frames.entries()) {
      const placed = computeBonePlacements(person);
      for (const [joint, bone] of meta.bvhJoints.entries())
        expect(distance(placed[bone].position, scaleVector(positionOf(frame, joint), 0.01))).toBeLessThan(2e-5);
    }
  });
});

describe('GLB against three', () => {
  it('three reads what is written', () => {
    expect(formatGlb(clip).bytes).toEqual(vectors.uint8('clip-glb'));
    const positionOf = createPositions('clip-glb-positions');
    for (const [frame, { person }] of clip.frames.entries()) {
      const placed = computeBonePlacements(person);
      for (const [joint, bone] of meta.bones.entries())
        expect(distance(placed[bone].position, positionOf(frame, joint))).toBeLessThan(1e-5);
    }
  });
});

/** The world turn of each bone, as a rig without some bones can show it: those below a missing one take its turn along. */
function findTurns(person: SpatialPerson, bones: readonly HumanoidBone[]): BonePlacements {
  const rotations = Object.fromEntries(
    bones.flatMap((bone) => (person.rotations[bone] ? [[bone, person.rotations[bone]]] : [])),
  );
  return computeBonePlacements({ ...person, rotations });
}

function createTurns(key: string, bones: readonly HumanoidBone[]) {
  const values = vectors.float64(key);
  return (frame: number, bone: HumanoidBone) =>
    [...values.subarray((frame * bones.length + bones.indexOf(bone)) * 4).subarray(0, 4)] as unknown as Quaternion;
}

describe('VRM against three-vrm', () => {
  const models = Object.entries(meta.models);

  it('plays what is written', () => {
    expect(formatGlb(clip, { format: 'vrma' }).bytes).toEqual(vectors.uint8('clip-vrma'));
    expect(models.map(([name]) => name)).toEqual(['turned', 'sparse', 'old']);
  });

  // Single precision in the file and in three: a thousandth of a degree. The issue asks for half of one.
  it.each(models)(
    '%s model: bones turn as written, however they rest, within 0.01 degrees',
    (name, { bones, version }) => {
      const turnOf = createTurns(`vrma-${name}`, bones);
      for (const [frame, { person }] of clip.frames.entries()) {
        const wanted = findTurns(person, bones);
        for (const bone of bones)
          expect(angleInFacing(turnOf(frame, bone), wanted[bone].rotation, version)).toBeLessThan(0.01);
      }
    },
  );

  it.each(models)('%s model: a VRM pose turns bones as written', (name, { bones, version }) => {
    expect(formatVrmPose(clip.frames[0]!.person, { version }).report.lossless).toBe(true);
    const turnOf = createTurns(`pose-${name}`, bones);
    const wanted = findTurns(clip.frames[0]!.person, bones);
    for (const bone of bones) expect(angleInFacing(turnOf(0, bone), wanted[bone].rotation, version)).toBeLessThan(0.01);
  });

  it.each(models)('%s model: its file is read as a rig at rest in a T-pose', (name, { bones, version }) => {
    const { rest, kind, bones: found } = parseGltf(vectors.uint8(`vrm-${name}`), { fileName: `${name}.vrm` });
    expect(kind).toBe(version === '1.0' ? 'vrm' : 'vrm0');
    expect(Object.keys(found).sort()).toEqual([...bones].sort());
    for (const bone of HUMANOID_BONES)
      expect(computeAngleBetween(rest.rotations[bone] ?? [0, 0, 0, 1], [0, 0, 0, 1])).toBeLessThan(1e-4);
    const { leftHand, rightHand, head } = computeBonePlacements(rest);
    expect(leftHand.position[0]).toBeGreaterThan(0.4);
    expect(rightHand.position[0]).toBeLessThan(-0.4);
    expect(head.position[1]).toBeGreaterThan(1);
  });
});

/** A VRM 0.x model faces -z, and turns about axes that are turned round with it. */
function angleInFacing(turn: Quaternion, wanted: Quaternion, version: '1.0' | '0.x'): number {
  const [x, y, z, w] = turn;
  return computeAngleBetween(version === '0.x' ? [-x, y, -z, w] : turn, wanted);
}

it('compares something', () => {
  expect(rotateVector(clip.frames[0]!.person.rotations.hips!, [0, 1, 0])).not.toEqual([0, 1, 0]);
});
