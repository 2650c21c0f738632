import fc from 'fast-check';
import { PoseError } from '../../errors.js';
import { computeBonePlacements } from '../../spatial/forward-kinematics.js';
import { HUMANOID_BONES, type HumanoidBone } from '../../spatial/humanoid.js';
import { DEFAULT_PROPORTIONS } from '../../spatial/proportions.js';
import { type SpatialClip } from '../../spatial/types.js';
import { computeAngleBetween, computeLength, createRotation, IDENTITY, subtractVectors } from '../../spatial/vector.js';
import { arbitrarySpatialPerson } from '../../testing/arbitrary-spatial-pose.js';
import { mutateBytes } from '../../testing/mutate-bytes.js';
import { mutateJson } from '../../testing/mutate-json.js';
import { formatGlb } from './format-glb.js';
import { formatGlbContainer } from './glb-container.js';
import { parseGltf } from './parse-gltf.js';

const fileName = 'wave.glb';
const rest = { hips: DEFAULT_PROPORTIONS.hips, rotations: {} };
const wave: SpatialClip = {
  name: 'wave',
  frames: [0, 0.5, 1.25].map((time) => ({
    time,
    person: {
      hips: [0.25, 1 + time / 8, 0] as const,
      rotations: { leftUpperArm: createRotation([0, 0, 1], 40 * time), leftEye: createRotation([0, 1, 0], 10 * time) },
    },
  })),
};

/** The JSON of a GLB that this package wrote, changed, in the same container. */
function edit(bytes: Uint8Array, change: (json: Record<string, never>) => unknown): Uint8Array {
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(12, true);
  const json = JSON.parse(Buffer.from(bytes.subarray(20, 20 + length)).toString()) as Record<string, never>;
  change(json);
  return formatGlbContainer(JSON.stringify(json), bytes.subarray(20 + length + 8));
}

function expectSamePeople(clip: SpatialClip, wanted: SpatialClip, except: readonly HumanoidBone[] = []) {
  expect(clip.frames).toHaveLength(wanted.frames.length);
  for (const [index, { person, time }] of clip.frames.entries()) {
    const { person: other, time: at } = wanted.frames[index]!;
    expect(time).toBeCloseTo(at, 6);
    expect(computeLength(subtractVectors(person.hips, other.hips))).toBeLessThan(2e-6);
    const bones = HUMANOID_BONES.filter((bone) => !except.includes(bone));
    const angles = bones.map((bone) =>
      computeAngleBetween(person.rotations[bone] ?? IDENTITY, other.rotations[bone] ?? IDENTITY),
    );
    expect(Math.max(...angles)).toBeLessThan(2e-5);
  }
}

describe('formatGlb and parseGltf', () => {
  it.each(['glb', 'vrma'] as const)('%s: what is written is read again, within what the report says', (format) => {
    fc.assert(
      fc.property(fc.array(arbitrarySpatialPerson, { minLength: 1, maxLength: 3 }), (people) => {
        const frames = people.map((person, index) => ({ time: index / 30, person: { ...people[0]!, ...person } }));
        const { bytes, report } = formatGlb({ name: 'any', frames }, { format });
        const { clips, kind, problems } = parseGltf(bytes, { fileName });
        expect([kind, problems]).toEqual([format === 'vrma' ? 'vrma' : 'gltf', []]);
        expect(clips[0]!.name).toBe('any');
        const dropped = report.losses.flatMap(
          ({ what }) => /^rotation of (.*)$/.exec(what)?.[1] ?? [],
        ) as HumanoidBone[];
        expectSamePeople(clips[0]!, { frames }, dropped);
        if (format === 'glb') expect(dropped).toEqual([]);
      }),
      { seed: 6, numRuns: 20 },
    );
  });

  it('tells the rest pose and the bones', () => {
    const { rest: person, bones, report } = parseGltf(formatGlb(wave).bytes, { fileName });
    expect(bones.leftIndexDistal).toBe('leftIndexDistal');
    expect(computeLength(subtractVectors(person.hips, DEFAULT_PROPORTIONS.hips))).toBeLessThan(1e-6);
    expect(report.losses).toMatchObject([
      { kind: 'SYNTHESIZED', what: 'axes', reason: 'up y and forward z by the rest pose' },
    ]);
  });

  it('drops the eyes of a VRM animation, and says so', () => {
    const { bytes, report } = formatGlb(wave, { format: 'vrma' });
    expect(report.losses.map(({ what }) => what)).toContain('rotation of leftEye');
    expectSamePeople(parseGltf(bytes, { fileName }).clips[0]!, wave, ['leftEye']);
  });

  it('takes frames at a rate', () => {
    const { clips } = parseGltf(formatGlb(wave).bytes, { fileName, framesPerSecond: 8 });
    expect(clips[0]!.frames.map(({ time }) => time)).toEqual(Array.from({ length: 11 }, (_, index) => index / 8));
    const { person } = clips[0]!.frames[2]!;
    expect(person.hips[1]).toBeCloseTo(1.03125, 6);
    expect(computeAngleBetween(person.rotations.leftUpperArm!, createRotation([0, 0, 1], 10))).toBeLessThan(1e-4);
  });

  it('normalizes rigs whose bones rest turned, scaled and facing away', () => {
    const turned = edit(formatGlb(wave).bytes, (json: Record<string, unknown>) => {
      const nodes = json.nodes as {
        name: string;
        translation: number[];
        rotation?: number[];
        children?: number[];
      }[];
      for (const node of nodes) node.translation = node.translation.map((value) => value * 100);
      nodes.push({
        name: 'Armature',
        translation: [0, 0, 0],
        rotation: [0, 1, 0, 0],
        children: [0],
        ...{ scale: [0.01, 0.01, 0.01] },
      });
      json.scenes = [{ nodes: [nodes.length - 1] }];
      json.animations = [];
    });
    const { rest: person, report, clips } = parseGltf(turned, { fileName });
    expect(clips).toEqual([]);
    const { hips, leftHand } = computeBonePlacements(person);
    const wanted = computeBonePlacements(rest);
    expect(computeLength(subtractVectors(hips.position, wanted.hips.position))).toBeLessThan(1e-6);
    expect(computeLength(subtractVectors(leftHand.position, wanted.leftHand.position))).toBeLessThan(1e-6);
    expect(report.losses).toMatchObject([{ reason: 'up y and forward -z by the rest pose' }]);
  });

  type Json = Record<string, Record<string, unknown>[]>;
  it.each<[string, (json: Json) => void, string, string]>([
    [
      'a buffer elsewhere',
      (json) => (json.buffers![0]!.uri = '../../etc/passwd'),
      'UNSUPPORTED',
      'an address that is not opened',
    ],
    [
      'an accessor beyond its buffer',
      (json) => (json.accessors![1]!.count = 1000),
      'BROKEN_REFERENCE',
      'a buffer view of 12000 bytes',
    ],
    ['a huge accessor', (json) => (json.accessors![1]!.count = 1e12), 'OUT_OF_RANGE', 'elements, got 1000000000000'],
    ['a missing accessor', (json) => (json.accessors = []), 'BROKEN_REFERENCE', 'an accessor, got none'],
    ['a sparse accessor', (json) => (json.accessors![1]!.sparse = {}), 'UNSUPPORTED', 'not sparse'],
    [
      'a type that throws when it is made a string',
      (json) => (json.accessors![1]!.type = { toString: 1 }),
      'UNSUPPORTED',
      'an object of 1 fields of 5126',
    ],
    [
      'a component type that every object has',
      (json) => (json.accessors![1]!.componentType = 'constructor'),
      'UNSUPPORTED',
      '"VEC3" of "constructor"',
    ],
    [
      'an unknown interpolation',
      (json) => ((json.animations![0]!.samplers as Json[])[0]!.interpolation = 'SPLINE' as never),
      'UNSUPPORTED',
      'LINEAR, STEP or CUBICSPLINE',
    ],
    [
      'a view beyond its buffer',
      (json) => (json.bufferViews![1]!.byteOffset = 1e9),
      'BROKEN_REFERENCE',
      'a buffer view inside',
    ],
  ])('leaves out channels of %s, and says so', (_, change, code, message) => {
    const { problems } = parseGltf(edit(formatGlb(wave).bytes, change), { fileName });
    expect(problems[0]).toMatchObject({
      code,
      severity: 'error',
      record: 'animation',
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, (json: Json) => void, string]>([
    ['a node below itself', (json) => (json.nodes![3]!.children = [0]), 'a tree of nodes, got a cycle'],
    ['a node below two', (json) => (json.nodes![3]!.children = [1]), 'a tree of nodes, got node 1 below two'],
    ['no humanoid', (json) => (json.nodes = [{ name: 'Cube' }]), 'Expected a humanoid'],
    ['glTF 1', (json) => (json.asset = { version: '1.0' } as never), 'Expected glTF 2, got "1.0"'],
  ])('refuses %s', (_, change, message) => {
    const read = () => parseGltf(edit(formatGlb(wave).bytes, change), { fileName });
    expect(read).toThrow(expect.objectContaining({ code: 'INVALID_FILE', message: expect.stringContaining(message) }));
  });

  it('reads an accessor once, however many channels name it, and not beyond its limits', () => {
    const many = edit(formatGlb(wave).bytes, (json: Record<string, unknown>) => {
      const [animation] = json.animations as { channels: object[] }[];
      animation!.channels = Array.from({ length: 5_000 }, () => animation!.channels[0]!);
    });
    const { clips, problemCount } = parseGltf(many, { fileName });
    expect([clips[0]!.frames.length, problemCount]).toEqual([3, 4_999]);
    const read = (limits: object) => () => parseGltf(formatGlb(wave).bytes, { fileName, limits });
    expect(read({ maxNumbers: 10 })).toThrow('at most 10 numbers in accessors');
    expect(read({ maxFrames: 2 })).toThrow('at most 2 frames');
    expect(read({ maxPlacements: 100 })).toThrow('at most 100 frames times nodes');
  });

  it('reads data: buffers', () => {
    const { bytes } = formatGlb(wave);
    const length = new DataView(bytes.buffer).getUint32(12, true);
    const json = JSON.parse(Buffer.from(bytes.subarray(20, 20 + length)).toString()) as { buffers: object[] };
    const data = Buffer.from(bytes.subarray(20 + length + 8)).toString('base64');
    json.buffers = [{ byteLength: bytes.length - 28 - length, uri: `data:application/octet-stream;base64,${data}` }];
    expectSamePeople(parseGltf(JSON.stringify(json), { fileName }).clips[0]!, wave);
  });

  it('has nothing against 15,000 nodes below one another', () => {
    const nodes = Array.from({ length: 15_000 }, (_, index) => ({
      name: index === 0 ? 'Hips' : `n${index}`,
      children: [index + 1],
    }));
    const text = JSON.stringify({ asset: { version: '2.0' }, nodes: [...nodes, { name: 'end' }] });
    expect(parseGltf(text, { fileName }).clips).toEqual([]);
    expect(() => parseGltf(text, { fileName, limits: { maxNodes: 100 } })).toThrow('at most 100 nodes');
  });

  const survive = (read: (seed: number) => ReturnType<typeof parseGltf>) => {
    let refused = 0;
    for (let seed = 1; seed <= 1000; seed++)
      try {
        for (const { person } of read(seed).clips.flatMap(({ frames }) => frames))
          if (!person.hips.every(Number.isFinite)) throw new Error('hips nowhere');
      } catch (error) {
        expect(error).toBeInstanceOf(PoseError);
        refused++;
      }
    return refused;
  };

  it('survives 1,000 files with mutated bytes', () => {
    const original = formatGlb({ frames: wave.frames.slice(0, 2) }).bytes;
    const refused = survive((seed) => parseGltf(mutateBytes(original, seed), { fileName }));
    expect(refused).toBeGreaterThan(300);
    expect(refused).toBeLessThan(1000);
  });

  it.each(['glb', 'vrma'] as const)('survives 1,000 files of %s with mutated values', (format) => {
    const { bytes } = formatGlb({ frames: wave.frames.slice(0, 2) }, { format });
    let json: unknown;
    edit(bytes, (found) => (json = found));
    const binary = bytes.subarray(28 + new DataView(bytes.buffer).getUint32(12, true));
    const refused = survive((seed) =>
      parseGltf(formatGlbContainer(JSON.stringify(mutateJson(json, seed)), binary), { fileName }),
    );
    expect(refused).toBeGreaterThan(50);
    expect(refused).toBeLessThan(900);
  });
});
