import { formatBvh, formatGlb, formatVrmPose, type SpatialClip, type SpatialPerson } from '@contrapposto/pose';
import { readPoses } from './read-poses.js';

const PERSON: SpatialPerson = { hips: [0, 0.95, 0], rotations: { leftUpperArm: [0, 0, -0.6, 0.8] } };
const CLIP: SpatialClip = {
  name: 'wave',
  frames: Array.from({ length: 61 }, (_, frame) => ({ time: frame / 30, person: PERSON })),
};

const encode = (text: string) => new TextEncoder().encode(text);

describe('people in three dimensions, from files', () => {
  it.each([
    ['bvh', 'wave.bvh', encode(formatBvh(CLIP).text)],
    ['glb', 'wave.glb', formatGlb(CLIP, { format: 'glb' }).bytes],
    ['vrma', 'wave.vrma', formatGlb(CLIP, { format: 'vrma' }).bytes],
  ])('are a pose each second of a clip: %s', (format, fileName, bytes) => {
    const outcome = readPoses({ bytes, fileName });
    expect(outcome).toMatchObject({ format, refused: 0, problems: [] });
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    expect(outcome.picked.map(({ name }) => name)).toEqual(['wave 0 s', 'wave 1 s', 'wave 2 s']);
    const { spatial, width, people } = JSON.parse(outcome.picked[0]!.json) as {
      width: number;
      people: { keypoints: { x: number; y: number }[] }[];
      spatial: { people: SpatialPerson[]; cameras: { name: string }[] };
    };
    expect(width).toBe(512);
    expect(people[0]!.keypoints.every(({ x, y }) => x > 0 && x < 512 && y > 0 && y < 512)).toBe(true);
    expect(spatial.cameras.map(({ name }) => name)).toEqual(['front']);
    const turn = PERSON.rotations.leftUpperArm!.map((part) => expect.closeTo(part, 3));
    expect(spatial.people[0]!.rotations.leftUpperArm).toEqual(turn);
    expect(outcome.conversion.losses).toContainEqual(expect.objectContaining({ what: 'frames', count: 58 }));
  });

  it('are taken as often as asked, on the canvas asked for, and never too often', () => {
    const bytes = encode(formatBvh(CLIP).text);
    const outcome = readPoses({
      bytes,
      fileName: 'x.bvh',
      secondsBetweenPoses: 0.5,
      canvas: { width: 64, height: 128 },
    });
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    expect(outcome.picked.map(({ name }) => name)).toContain('x 1.5 s');
    expect(JSON.parse(outcome.picked[0]!.json)).toMatchObject({ width: 64, height: 128 });
    expect(readPoses({ bytes, fileName: 'x.bvh', secondsBetweenPoses: 0.00001 })).toMatchObject({
      refusal: 'UPLOAD_UNREADABLE',
    });
  });

  it('are one pose of a VRM pose', () => {
    const outcome = readPoses({ bytes: encode(formatVrmPose(PERSON).text), fileName: 'still.json' });
    expect(outcome).toMatchObject({ format: 'vrm-pose', picked: [{ name: 'still' }] });
  });

  it.each([
    ['bvh', 'HIERARCHY\nROOT'],
    ['glb', 'glTF\u0002'],
    ['json', '{"hips": {"rotation": 7}}'],
  ])('are refused, or told as problems, where a file is broken: %s', (ending, text) => {
    const outcome = readPoses({ bytes: encode(text), fileName: `broken.${ending}` });
    if (!('refusal' in outcome)) expect(outcome.problemCount).toBeGreaterThan(0);
    else expect(outcome.refusal).toBe('UPLOAD_UNREADABLE');
  });
});
