import fc from 'fast-check';
import { SKELETONS } from '../skeletons/registry.js';
import { parsePoseFile, type ParsePoseFileOptions } from './parse-pose-file.js';
import { formatJson } from './format-json.js';

const parse = (file: unknown, options: Partial<ParsePoseFileOptions> = {}) =>
  parsePoseFile(typeof file === 'string' ? file : formatJson(file), { fileName: 'poses.json', ...options });

const joints = (count: number) => Array.from({ length: count }, (_, joint) => [joint + 0.5, joint * 2, 2]).flat();
const image = (id: unknown, rest = {}) => ({
  id,
  width: 100,
  height: 80,
  file_name: `images/${String(id)}.jpg`,
  ...rest,
});
const annotation = (id: unknown, image_id: unknown, rest = {}) => ({
  id,
  image_id,
  category_id: 1,
  keypoints: joints(17),
  num_keypoints: 17,
  bbox: [1, 2, 30, 40],
  area: 1200,
  iscrowd: 0,
  ...rest,
});
const person = (rest = {}) => ({
  id: 1,
  name: 'person',
  keypoints: SKELETONS.coco17.keypointNames,
  skeleton: SKELETONS.coco17.limbs.map(([a, b]) => [a + 1, b + 1]),
  ...rest,
});
const file = (images: unknown[], annotations: unknown[], rest = {}) => ({
  images,
  annotations,
  categories: [person()],
  ...rest,
});
const found = ({ problems }: ReturnType<typeof parse>) =>
  problems.map(({ code, severity, record, id, field, got }) => [code, severity, record, id, field, got]);

describe('parsePoseFile: COCO', () => {
  it('reads people onto the canvas of their image', () => {
    const parsed = parse(file([image(1), image(2)], [annotation(5, 2), annotation(6, 2, { iscrowd: 1 })]));
    expect(parsed).toMatchObject({ format: 'coco', problems: [], problemCount: 0 });
    expect(parsed.summary).toEqual({
      images: 2,
      imagesWithoutPeople: 1,
      people: 2,
      peopleWithoutKeypoints: 0,
      crowds: 1,
    });
    expect(parsed.poses).toMatchObject([
      { id: '1', name: 'images/1.jpg', skeleton: 'coco17', width: 100, height: 80, people: [] },
      {
        id: '2',
        people: [
          { id: '5', bbox: [1, 2, 30, 40], area: 1200 },
          { id: '6', crowd: true },
        ],
      },
    ]);
    expect(parsed.poses[1]!.people[0]!.keypoints[3]).toEqual({ x: 3.5, y: 6, visibility: 2 });
  });

  it('takes text, bytes, and bytes in pieces', () => {
    const text = JSON.stringify(file([image(1, { author: 'Zoë' })], [annotation(5, 1)]));
    const bytes = new TextEncoder().encode(text);
    const middle = text.indexOf('Zoë') + 3;
    const pieces = [bytes.subarray(0, middle), bytes.subarray(middle)];
    expect(parse(text).poses[0]!.extra).toEqual({ author: 'Zoë' });
    for (const input of [bytes, pieces])
      expect(parsePoseFile(input, { fileName: 'poses.json' }).poses).toEqual(parse(text).poses);
  });

  it('keeps people without keypoints, and counts them', () => {
    const nobody = annotation(5, 1, { keypoints: Array(51).fill(0), num_keypoints: 0 });
    const { summary, problemCount } = parse(file([image(1)], [nobody]));
    expect(summary).toMatchObject({ people: 1, peopleWithoutKeypoints: 1 });
    expect(problemCount).toBe(0);
  });

  it('keeps ids of any size exact', () => {
    const { poses } = parse(file([image(2000000001648)], [annotation(9007199254740993n, 2000000001648)]));
    expect(poses).toMatchObject([{ id: '2000000001648', people: [{ id: '9007199254740993' }] }]);
  });

  it('lets one bad record not lose the rest', () => {
    const parsed = parse(
      file(
        [image(1), { id: 2, width: 0, height: 5 }, { width: 5, height: 5 }, 7, image(1), { id: 3, width: 4 }],
        [
          annotation(10, 1),
          annotation(11, 1, { keypoints: joints(16) }),
          annotation(12, 99),
          annotation(13, 2),
          annotation(14, 1, { keypoints: 'none' }),
          annotation(15, 1, { keypoints: undefined }),
          null,
          annotation(10, 1),
          annotation('a', 1),
          annotation(16, {}),
        ],
      ),
    );
    expect(parsed.poses.map(({ id, people }) => [id, people.map((one) => one.id)])).toEqual([
      ['1', ['10', undefined, 'a']],
    ]);
    expect(found(parsed)).toEqual([
      ['OUT_OF_RANGE', 'error', 'image', '2', 'width', '0'],
      ['MISSING_FIELD', 'error', 'image', null, 'id', 'nothing'],
      ['WRONG_TYPE', 'error', 'image', null, '', '7'],
      ['DUPLICATE_ID', 'error', 'image', '1', 'id', '1'],
      ['MISSING_FIELD', 'error', 'image', '3', 'height', 'nothing'],
      ['WRONG_LENGTH', 'error', 'annotation', '11', 'keypoints', 'a list of 48'],
      ['MISSING_IMAGE', 'error', 'annotation', '12', 'image_id', '99'],
      ['MISSING_IMAGE', 'error', 'annotation', '13', 'image_id', '2, which could not be read'],
      ['WRONG_TYPE', 'error', 'annotation', '14', 'keypoints', '"none"'],
      ['MISSING_FIELD', 'error', 'annotation', '15', 'keypoints', 'nothing'],
      ['WRONG_TYPE', 'error', 'annotation', null, '', 'null'],
      ['DUPLICATE_ID', 'warning', 'annotation', null, 'id', '10'],
      ['WRONG_TYPE', 'warning', 'annotation', null, 'id', '"a"'],
      ['WRONG_TYPE', 'error', 'annotation', '16', 'image_id', 'an object of 0 fields'],
    ]);
    expect(parsed.problems[5]!.message).toBe(
      'Expected a list of 51 numbers, got a list of 48 (poses.json, annotation 11, keypoints).',
    );
  });

  it("reports Python's NaN and Infinity at their field, and keeps the record", () => {
    const text = JSON.stringify(
      file([image(1)], [annotation(5, 1, { bbox: 'BOX', area: 'AREA', segmentation: ['SEG'] })]),
    )
      .replace('3.5,6,2', 'NaN,6,2')
      .replace('"BOX"', '[1,2,Infinity,4]')
      .replace('"AREA"', '-Infinity')
      .replace('"SEG"', '[1, NaN]');
    const parsed = parse(text);
    expect(found(parsed)).toEqual([
      ['NOT_FINITE', 'error', 'annotation', '5', 'keypoints[9]', 'NaN'],
      ['COUNT_MISMATCH', 'warning', 'annotation', '5', 'num_keypoints', '17'],
      ['NOT_FINITE', 'error', 'annotation', '5', 'bbox', '[1, 2, Infinity, 4]'],
      ['NOT_FINITE', 'error', 'annotation', '5', 'area', '-Infinity'],
      ['NOT_FINITE', 'error', 'annotation', '5', 'segmentation[0][1]', 'NaN'],
    ]);
    const [one] = parsed.poses[0]!.people;
    expect(one!.keypoints[3]).toEqual({ x: 0, y: 0, visibility: 0 });
    expect(one).not.toHaveProperty('bbox');
    expect(one!.extra).toMatchObject({ segmentation: [[1, null]] });
  });

  it('refuses a visibility that is none', () => {
    const keypoints = joints(17);
    [keypoints[2], keypoints[5]] = [0.87, 3];
    const parsed = parse(file([image(1)], [annotation(5, 1, { keypoints, num_keypoints: 15 })]));
    expect(found(parsed).map(([code, , , , field, got]) => [code, field, got])).toEqual([
      ['OUT_OF_RANGE', 'keypoints[2]', '0.87'],
      ['OUT_OF_RANGE', 'keypoints[5]', '3'],
    ]);
  });

  it('takes limbs counted from 1 or, with a warning, from 0', () => {
    const { limbs } = SKELETONS.coco17;
    expect(parse(file([], [])).categories[0]!.limbs).toEqual(limbs);
    const zeroBased = parse(file([], [], { categories: [person({ skeleton: limbs })] }));
    expect(zeroBased.categories[0]!.limbs).toEqual(limbs);
    expect(found(zeroBased).map(([code]) => code)).toEqual(['ZERO_BASED_LIMBS']);
    const broken = parse(file([], [], { categories: [person({ skeleton: [[1, 2], [3, 40], 'x'] })] }));
    expect(broken.categories[0]!.limbs).toEqual([[0, 1]]);
    expect(found(broken)).toEqual([['OUT_OF_RANGE', 'error', 'category', '1', 'skeleton', '2 others']]);
  });

  it("takes joints by the category's names, whatever their order", () => {
    const names = [...SKELETONS.coco17.keypointNames].reverse().map((name) => name.replace('_', ' '));
    const parsed = parse(
      file([image(1)], [annotation(5, 1)], { categories: [person({ keypoints: names, skeleton: [] })] }),
    );
    expect(parsed.problems).toEqual([]);
    expect(parsed.poses[0]!.people[0]!.keypoints[0]).toEqual({ x: 16.5, y: 32, visibility: 2 });
  });

  it('leaves out annotations of categories that are no person', () => {
    const cat = person({ id: 2, name: 'cat', keypoints: ['tail', 'whisker'], skeleton: [] });
    const parsed = parse(
      file([image(1)], [annotation(5, 1, { category_id: 2 }), annotation(6, 1)], { categories: [person(), cat] }),
    );
    expect(parsed.summary.people).toBe(1);
    expect(found(parsed).map(([code, severity]) => [code, severity])).toEqual([
      ['UNKNOWN_KEYPOINTS', 'error'],
      ['UNKNOWN_CATEGORY', 'error'],
    ]);
  });

  it('describes problems up to a limit, and counts them all', () => {
    const bad = Array.from({ length: 50 }, (_, id) => annotation(id, 9));
    const { problems, problemCount } = parse(file([], bad), { limits: { maxProblems: 3 } });
    expect([problems.length, problemCount]).toEqual([3, 50]);
  });
});

describe('parsePoseFile: Human-Art', () => {
  const humanArt = (rest = {}) =>
    annotation(2000000006746, 2000000001648, { keypoints_21: joints(21), num_keypoints_21: 21, ...rest });
  const names = SKELETONS.humanart21.keypointNames;
  const categories = [
    person({ keypoints: names, skeleton: SKELETONS.humanart21.limbs.map(([a, b]) => [a + 1, b + 1]) }),
  ];
  const parseArt = (...annotations: unknown[]) => parse({ images: [image(2000000001648)], annotations, categories });

  it('reads 21 joints, and both shapes of self_contact as they are', () => {
    const pairs = humanArt({ self_contact: [[245.1376, 570.4875]] });
    const flat = humanArt({ id: 2, self_contact: [1, 2, 3, 4] });
    const parsed = parseArt(pairs, flat);
    expect(parsed).toMatchObject({ format: 'humanart', problems: [] });
    const [pose] = parsed.poses;
    expect(pose).toMatchObject({ skeleton: 'humanart21', id: '2000000001648' });
    expect(pose!.people.map(({ keypoints }) => keypoints.length)).toEqual([21, 21]);
    expect(pose!.people.map(({ extra }) => extra!.self_contact)).toEqual([[[245.1376, 570.4875]], [1, 2, 3, 4]]);
  });

  it('takes a category of 21 names over lists of 17, and pads a person who has only those', () => {
    const coco = parseArt(annotation(1, 2000000001648));
    expect(coco).toMatchObject({ format: 'humanart', problems: [], poses: [{ skeleton: 'coco17' }] });
    const mixed = parseArt(annotation(1, 2000000001648), humanArt());
    expect(mixed.problems).toEqual([]);
    expect(mixed.poses[0]!.people.map(({ keypoints }) => [keypoints.length, keypoints[17]!.visibility])).toEqual([
      [21, 0],
      [21, 2],
    ]);
  });

  it('allows a person of whom one fingertip is seen', () => {
    const keypoints_21 = [...Array(51).fill(0), 5, 6, 2, ...Array(9).fill(0)];
    const fingertip = humanArt({ keypoints: Array(51).fill(0), num_keypoints: 0, keypoints_21, num_keypoints_21: 1 });
    expect(parseArt(fingertip)).toMatchObject({ problems: [], summary: { peopleWithoutKeypoints: 0 } });
  });

  it('says where the two lists of joints disagree, and falls back on the one that is whole', () => {
    const keypoints = joints(17);
    keypoints[4] = 99;
    const differing = parseArt(humanArt({ keypoints }));
    expect(found(differing)).toEqual([
      ['KEYPOINTS_DISAGREE', 'warning', 'annotation', '2000000006746', 'keypoints', 'another number at [4]'],
    ]);
    expect(differing.poses[0]!.people[0]!.keypoints[1]!.y).toBe(2);
    const short = parseArt(humanArt({ keypoints_21: joints(20) }));
    expect(found(short).map(([code, , , , field]) => [code, field])).toEqual([['WRONG_LENGTH', 'keypoints_21']]);
    expect(short.summary.people).toBe(1);
  });
});

describe('parsePoseFile: results and refusals', () => {
  it('reads a result list, with scores in place of visibility', () => {
    const results = [
      { image_id: 7, category_id: 1, keypoints: joints(17).map((v, i) => (i % 3 === 2 ? 0.25 : v)), score: 0.9 },
    ];
    const parsed = parse(results);
    expect(parsed).toMatchObject({ format: 'coco-results', poses: [{ id: '7', width: 17, height: 33 }] });
    expect(parsed.poses[0]!.people[0]).toMatchObject({ score: 0.9, extra: { category_id: 1 } });
    expect(parsed.poses[0]!.people[0]!.keypoints[1]).toEqual({ x: 1.5, y: 2, visibility: 2, score: 0.25 });
    expect(parsed.problems.map(({ code }) => code)).toEqual(['UNKNOWN_CANVAS']);
    expect(parse(results, { canvas: { width: 640, height: 480 } })).toMatchObject({
      problems: [],
      poses: [{ width: 640 }],
    });
  });

  it.each([
    ['{"persons": [], "version": 1.3}', 'UNKNOWN_FORMAT', 'got an object with persons, version (poses.json)'],
    ['[]', 'UNKNOWN_FORMAT', 'got a list of 0'],
    ['3', 'UNKNOWN_FORMAT', 'got 3'],
    ['{"images": [', 'INVALID_JSON', 'got the end of the file (poses.json, line 1, column 13)'],
    ['['.repeat(100), 'LIMIT_EXCEEDED', 'at most 64 levels of nesting'],
  ])('refuses %s', (text, code, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  it('refuses a file beyond its limit before it reads any of it', () => {
    expect(() => parse('[1, 2, 3]', { limits: { maxBytes: 4 } })).toThrow(
      'Expected at most 4 bytes, got 9 (poses.json)',
    );
  });

  it('gives poses and problems or a PoseError, never anything else, for broken files', () => {
    const good = JSON.stringify(file([image(1)], [annotation(5, 1)]));
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(12), fc.string({ maxLength: 4 }), (at, cut, insert) => {
        const broken = good.slice(0, at) + insert + good.slice(at + cut);
        try {
          expect(parse(broken).poses.length).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toMatchObject({ name: 'PoseError' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
