import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { arbitraryPose } from '../testing/arbitrary-pose.js';
import { convertPose } from '../convert-pose.js';
import { formatCocoKeypoints } from './format-coco.js';
import { formatJson } from './format-json.js';
import { parsePoseFile } from './parse-pose-file.js';
import { readSelfContact } from './self-contact.js';

const parse = (text: string) => parsePoseFile(text, { fileName: 'poses.json' });

const joints = (count: number) =>
  Array.from({ length: count }, (_, joint) => [joint + 0.5, joint * 2, joint % 3]).flat();
const humanArt = {
  info: { year: 2023 },
  licenses: [{ id: 4 }],
  version: 'v2',
  images: [
    {
      id: 2000000001648,
      width: 1280,
      height: 1750,
      file_name: 'HumanArt/images/2D_virtual_human/digital_art/000000001648.jpg',
      description: 'digital_art, a dancer',
      category: 'digital art',
      author: 'None',
    },
  ],
  annotations: [
    {
      id: 9007199254740993n,
      image_id: 2000000001648,
      category_id: 1,
      keypoints: joints(17),
      num_keypoints: 11,
      keypoints_21: joints(21),
      num_keypoints_21: 14,
      bbox: [1.5, 2, 3, 4],
      area: 12,
      iscrowd: 0,
      self_contact: [[245.1376, 570.4875]],
      annotator: 7,
      __proto__x: { deep: [1, null, 'two'] },
    },
  ],
  categories: [
    {
      id: 1,
      name: 'person',
      supercategory: 'person',
      keypoints: SKELETONS.humanart21.keypointNames,
      skeleton: SKELETONS.humanart21.limbs.map(([a, b]) => [a + 1, b + 1]),
    },
  ],
};

describe('formatCocoKeypoints', () => {
  it('gives back a Human-Art file field by field, the unknown ones too', () => {
    const parsed = parse(formatJson(humanArt));
    expect(parsed.problems).toEqual([]);
    expect(formatCocoKeypoints(parsed.poses, parsed.envelope!)).toEqual(humanArt);
  });

  it('writes integers beyond 2^53 digit by digit', () => {
    expect(formatJson({ id: 9007199254740993n, none: undefined, list: [undefined, 'a"b'] })).toBe(
      '{"id":9007199254740993,"list":[null,"a\\"b"]}',
    );
  });

  it('is read back as the same poses', () => {
    const skeleton = fc.constantFrom('coco17' as const, 'humanart21' as const);
    fc.assert(
      fc.property(fc.array(skeleton.chain(arbitraryPose), { maxLength: 3 }), (poses) => {
        const named = poses.map((pose, index) => ({ ...pose, name: `${index}.png` }));
        const { poses: read, problems } = parse(formatJson(formatCocoKeypoints(named)));
        expect(problems).toEqual([]);
        read.forEach((pose, index) => {
          const original = named[index]!;
          const converted = convertPose(pose, original.skeleton).pose;
          expect(converted).toMatchObject({ name: original.name, width: original.width, height: original.height });
          expect(converted.people.map(({ keypoints }) => keypoints)).toEqual(
            original.people.map(({ keypoints }) => keypoints),
          );
          expect(converted.people).toMatchObject(
            original.people.map(({ extra, ...person }) => ({ ...(extra && { extra }), ...person })),
          );
        });
      }),
      { numRuns: 40 },
    );
  });

  it('gives free ids to records without one', () => {
    const pose = {
      skeleton: 'coco17',
      width: 5,
      height: 5,
      people: [{ keypoints: [] }, { id: '41', keypoints: [] }],
    } as const;
    const file = formatCocoKeypoints([pose, { ...pose, id: '9' }]);
    expect(file.images.map(({ id }) => id)).toEqual([10, 9]);
    expect(file.annotations.map(({ id, image_id }) => [id, image_id])).toEqual([
      [42, 10],
      [41, 10],
      [43, 9],
      [41, 9],
    ]);
  });

  it('tells an OpenPose pose in COCO joints', () => {
    const keypoints = SKELETONS.openpose18.keypointNames.map((_, x) => ({ x, y: 1, visibility: 2 as const }));
    const file = formatCocoKeypoints([{ skeleton: 'openpose18', width: 50, height: 50, people: [{ keypoints }] }]);
    expect(file.annotations[0]).toMatchObject({ num_keypoints: 17 });
    expect((file.annotations[0]!.keypoints as number[]).slice(0, 6)).toEqual([0, 1, 2, 15, 1, 2]);
  });
});

describe('readSelfContact', () => {
  const person = (self_contact: unknown) => ({ keypoints: [], extra: { self_contact } });

  it('reads pairs and flat lists, and nothing else', () => {
    expect(readSelfContact(person([[1, 2]]))).toEqual([{ x: 1, y: 2 }]);
    expect(readSelfContact(person([1, 2, 3, 4]))).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ]);
    for (const none of [undefined, [], [1], [1, null], 'x']) expect(readSelfContact(person(none))).toEqual([]);
  });
});
