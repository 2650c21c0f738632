import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { PoseError } from '../../errors.js';
import { arbitraryPose } from '../../testing/arbitrary-pose.js';
import { mutateBytes } from '../../testing/mutate-bytes.js';
import { type Keypoint, type PersonPose, type Pose } from '../../types.js';
import { writeZip } from '../numpy/zip-writer.js';
import { parsePoseFile } from '../parse-pose-file.js';
import { formatHumansdPose } from './format-humansd-pose.js';
import { parseHumansdPose } from './parse-humansd-pose.js';

const GOLDEN = new URL('../../../../../tools/golden/vectors/humansd-npz/', import.meta.url);
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, GOLDEN)));
const canvas = { width: 512, height: 512 };
const parse = (bytes: Uint8Array) => parseHumansdPose(bytes, { fileName: 'pose.npz', canvas });

interface GoldenPerson {
  readonly keypoints: readonly (readonly [number, number, number])[];
  readonly score: number;
  readonly area: number;
}
const toKeypoint = ([x, y, score]: readonly [number, number, number]): Keypoint =>
  score === 0 ? { x: 0, y: 0, visibility: 0 } : { x, y, visibility: 2, score };
const people: PersonPose[] = (JSON.parse(new TextDecoder().decode(read('people.json'))) as GoldenPerson[]).map(
  ({ keypoints, score, area }) => ({ keypoints: keypoints.map(toKeypoint), score, area }),
);
const pose: Pose = { skeleton: 'coco17', ...canvas, people };

describe('HumanSD pose files', () => {
  it.each([1, 2].flatMap((numpy) => ['2', '3', '4', '5', 'savez'].map((kind) => [numpy, kind] as const)))(
    'are read as numpy %s writes them, protocol %s',
    (numpy, kind) => {
      const parsed = parse(read(`${numpy}-${kind}.npz`));
      expect(parsed).toMatchObject({ pose, problems: [], report: { losses: [], lossless: true } });
    },
  );

  it.each(['deflated.npz', 'numbers.npz'])('are read from %s', (name) => {
    expect(parse(read(name)).pose).toEqual(pose);
  });

  it('are written as numpy has been seen to read them (humansd_npz.py --check)', () => {
    const { bytes, report } = formatHumansdPose(pose);
    expect([...bytes]).toEqual([...read('ours.npz')]);
    expect(report.lossless).toBe(true);
  });

  it('are known by their first bytes', () => {
    const parsed = parsePoseFile(read('2-4.npz'), { fileName: 'pose.npz', canvas });
    expect(parsed).toMatchObject({ format: 'humansd-npz', poses: [pose], summary: { images: 1, people: 3 } });
  });

  it('take the smallest canvas that holds every joint, with a warning, where none is given', () => {
    const parsed = parseHumansdPose(read('2-3.npz'), { fileName: 'pose.npz' });
    expect(parsed.pose.width).toBeLessThanOrEqual(512);
    expect(parsed.problems).toMatchObject([{ code: 'UNKNOWN_CANVAS', severity: 'warning', file: 'pose.npz' }]);
  });

  it('come back exactly where the report calls them lossless, and only there', () => {
    const scored = arbitraryPose('coco17').map((made) => ({ ...made, people: made.people.map(toHumansd) }));
    fc.assert(
      fc.property(fc.oneof(scored, arbitraryPose('humanart21')), (made) => {
        const { bytes, report } = formatHumansdPose(made);
        const { pose: back } = parseHumansdPose(bytes, { fileName: 'pose.npz', canvas: made });
        expect(report.lossless).toBe(JSON.stringify(sort(back)) === JSON.stringify(sort(made)));
      }),
      { numRuns: 100 },
    );
  });

  it('lists what is lost', () => {
    const occluded: Keypoint = { x: 0.1, y: 2, visibility: 1 };
    const person: PersonPose = { id: '7', keypoints: [occluded, ...people[0]!.keypoints.slice(1)], bbox: [1, 2, 3, 4] };
    const { report } = formatHumansdPose({ ...pose, id: '1', people: [person] });
    expect(report.losses.map(({ kind, what, count }) => [kind, what, count])).toEqual([
      ['DROPPED', 'width, height', 1],
      ['DROPPED', 'id', 1],
      ['DROPPED', 'people[].id', 1],
      ['DROPPED', 'people[].bbox', 1],
      ['SYNTHESIZED', 'people[].keypoints[].score', 1],
      ['MERGED', 'visibility 1', 1],
      ['PRECISION', 'coordinates', 1],
      ['SYNTHESIZED', 'people[].score', 1],
      ['SYNTHESIZED', 'people[].area', 1],
    ]);
    expect(report.losses.find(({ kind }) => kind === 'PRECISION')).toMatchObject({ unit: 'px' });
  });

  it('count the people that cannot be read', () => {
    const [first] = people;
    const short = { ...pose, people: [{ ...first!, keypoints: first!.keypoints.slice(0, 16) }, first!] };
    const { bytes } = formatHumansdPose({ ...short, skeleton: 'coco17' });
    const { pose: read, problems, report } = parse(bytes);
    expect(read.people).toEqual([first]);
    expect(problems).toMatchObject([
      { code: 'WRONG_LENGTH', index: 0, field: 'keypoints', got: 'an array of shape (16, 3)' },
    ]);
    expect(report.losses).toMatchObject([{ kind: 'DROPPED', what: 'people[]', count: 1 }]);
  });

  it('name the person and joint of a number that cannot be used', () => {
    const broken = { ...pose, people: [{ ...people[0]!, area: NaN, score: 0.5 }] };
    const { problems, pose: read } = parse(formatHumansdPose(broken).bytes);
    expect(problems).toMatchObject([{ code: 'NOT_FINITE', record: 'annotation', index: 0, field: 'area' }]);
    expect(read.people).toHaveLength(1);
  });
});

/** A person as a HumanSD file holds one: every joint with a score, a score and an area, no more. */
function toHumansd({ keypoints, area = 9, score = 0.5 }: PersonPose): PersonPose {
  const scored = keypoints.map((joint) => (joint.visibility > 0 ? { ...joint, visibility: 2 as const, score } : joint));
  return { keypoints: scored, score, area };
}

/** JSON.stringify would tell apart what differs in the order of its fields alone. */
function sort(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sort);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, sort(field)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const join = (...parts: (string | readonly number[] | Uint8Array)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? ascii(part) : part)]));
const uint32 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255];

function npy(pickle: Uint8Array, header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n"): Uint8Array {
  return join([0x93], 'NUMPY', [1, 0, header.length & 255, header.length >> 8], header, pickle);
}

function codeOf(bytes: Uint8Array, limits = {}): string {
  try {
    parseHumansdPose(bytes, { fileName: 'pose.npz', limits });
    return 'read';
  } catch (error) {
    if (error instanceof PoseError) return error.code;
    throw error;
  }
}

const RECONSTRUCT = 'cnumpy.core.multiarray\n_reconstruct\n';

describe('hostile pose files', () => {
  it.each<[string, Uint8Array, string]>([
    ['os.system', join('\x80\x03cposix\nsystem\nX', uint32(2), 'id\x85R.'), 'UNSAFE_PICKLE'],
    ['a global by the stack', join('\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.'), 'UNSAFE_PICKLE'],
    ["protocol 0's INST", join("(S'id'\nios\nsystem\n."), 'UNSAFE_PICKLE'],
    ['an object made by __new__', join('\x80\x02cnumpy\nndarray\n)\x81.'), 'UNSAFE_PICKLE'],
    ['a persistent id', join('\x80\x02X', uint32(1), 'aQ.'), 'UNSAFE_PICKLE'],
    ['a codec of its own', join('\x80\x02c_codecs\nencode\n\x8c\x01a\x8c\x03rot\x86R.'), 'UNSAFE_PICKLE'],
    ['a name as the whole', join('\x80\x03cnumpy\ndtype\n.'), 'UNSAFE_PICKLE'],
    ['a call of a list', join('\x80\x03])R.'), 'UNSAFE_PICKLE'],
    ['an array of another class', join('\x80\x03', RECONSTRUCT, 'cnumpy\ndtype\n\x85R.'), 'UNSAFE_PICKLE'],
    ['a state for a list', join('\x80\x03])b.'), 'UNSAFE_PICKLE'],
    ['tuples in tuples, 200,000 deep', join('\x80\x03N', new Uint8Array(200_000).fill(0x85), '.'), 'UNSAFE_PICKLE'],
    ['lists begun, 200,000 deep', join('\x80\x03', new Uint8Array(200_000).fill(0x28), '.'), 'UNSAFE_PICKLE'],
    ['a list that holds itself', join('\x80\x03]q\x00h\x00a.'), 'UNSAFE_PICKLE'],
    ['a far place in the memo', join('\x80\x03Nr', uint32(0xffffffff), 'j', uint32(0xfffffffe), '.'), 'UNSAFE_PICKLE'],
    ['two gigabytes of text', join('\x80\x03X', uint32(0x7fffffff), 'abc'), 'INVALID_FILE'],
    ['a length of 2^64', join('\x80\x05\x96', new Uint8Array(8).fill(255), 'abc'), 'INVALID_FILE'],
    ['the end before its time', join('\x80\x03]('), 'INVALID_FILE'],
    ['more instructions than a million', join('\x80\x03', new Uint8Array(1_100_000).fill(0x4e)), 'LIMIT_EXCEEDED'],
  ])('%s', (_, pickle, code) => {
    expect(codeOf(npy(pickle))).toBe(code);
  });

  it('doubles that share their halves stay small: 2^60 leaves in 200 bytes', () => {
    const doublings = Array.from(
      { length: 60 },
      (_, level) =>
        `h${String.fromCharCode(level)}h${String.fromCharCode(level)}\x86q${String.fromCharCode(level + 1)}`,
    );
    expect(codeOf(npy(join('\x80\x03](K\x01eq\x00', doublings.join(''), '.')))).toBe('UNSAFE_PICKLE');
  });

  it('text that becomes bytes again and again', () => {
    const text = join(
      'X',
      uint32(100_000),
      new Uint8Array(100_000).fill(97),
      'q\x00c_codecs\nencode\nq\x01X',
      uint32(6),
      'latin1q\x02',
    );
    const again = 'h\x01h\x00h\x02\x86R'.repeat(50_000);
    expect(codeOf(npy(join('\x80\x02', text, again, '.')))).toBe('UNSAFE_PICKLE');
  });

  it.each<[string, string, string]>([
    [
      'a shape of 2^60 numbers',
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1073741824, 1073741824, 1, 1), }\n",
      'INVALID_FILE',
    ],
    ['a negative side', "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 17, 3), }\n", 'INVALID_FILE'],
    ['a structure', "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }\n", 'INVALID_FILE'],
    [
      'an expression',
      "{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os').system('id'),), }\n",
      'INVALID_FILE',
    ],
    [
      'a header of digits',
      `{'descr': '<f4', 'fortran_order': False, 'shape': (${'1'.repeat(9000)}), }\n`,
      'INVALID_FILE',
    ],
    [
      'a header beyond its bound',
      `{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }${' '.repeat(20_000)}\n`,
      'INVALID_FILE',
    ],
  ])('a header with %s', (_, header, code) => {
    expect(codeOf(npy(new Uint8Array(8), header))).toBe(code);
  });

  it('an archive that unpacks to more than it says, to less, or to more than is allowed', () => {
    const zeros = new Uint8Array(1 << 20);
    const bomb = deflatedZip(zeros, zeros.length);
    expect(codeOf(bomb, { maxBytes: 1 << 19 })).toBe('LIMIT_EXCEEDED');
    expect(codeOf(deflatedZip(zeros, 100))).toBe('INVALID_FILE');
    expect(codeOf(deflatedZip(zeros, zeros.length + 1))).toBe('INVALID_FILE');
    expect(codeOf(deflatedZip(zeros, 60 * 2 ** 20))).toBe('INVALID_FILE');
  });

  it('an archive of many files, of one name twice, of names that are paths', () => {
    const files = Array.from({ length: 65 }, (_, index) => [`${index}.npy`, new Uint8Array()] as const);
    expect(codeOf(writeZip(new Map(files)))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(writeZip(new Map([['../../etc/cron.d/x', new Uint8Array()]])))).toBe('INVALID_FILE');
  });

  it('more people than anyone draws', () => {
    const crowd = { ...pose, people: Array.from({ length: 30 }, () => people[0]!) };
    expect(codeOf(formatHumansdPose(crowd).bytes, { maxPeople: 29 })).toBe('LIMIT_EXCEEDED');
  });

  it('1,000 mutations of genuine files end in a pose or a PoseError', () => {
    const genuine = ['1-2.npz', '1-3.npz', '2-4.npz', '2-5.npz', 'deflated.npz', 'numbers.npz'].map(read);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 1000; round++) {
      // Half of them behind the checksum, on the bare .npy, so that the pickle's reader is what is tried.
      const source = genuine[round % genuine.length]!;
      const bytes = mutateBytes(round % 2 === 0 ? source : source.slice(findNpy(source)), round);
      const code = codeOf(bytes);
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    }
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['read', 'INVALID_FILE', 'UNSAFE_PICKLE']));
  });
});

/** Where the array begins in an archive; 0 where it is deflated. */
function findNpy(bytes: Uint8Array): number {
  return Math.max(
    0,
    bytes.findIndex((_, at) => bytes[at] === 0x93 && bytes[at + 1] === 0x4e && bytes[at + 2] === 0x55),
  );
}

/** An archive with one deflated file whose directory states `size`. */
function deflatedZip(file: Uint8Array, size: number): Uint8Array {
  const packed = new Uint8Array(deflateRawSync(file));
  const bytes = writeZip(new Map([['arr_0.npy', packed]]));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = view.getUint32(bytes.length - 6, true);
  view.setUint16(directory + 10, 8, true);
  view.setUint32(directory + 24, size, true);
  return bytes;
}
