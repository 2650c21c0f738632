import { PoseError } from '../../errors.js';
import { type RotationAxis } from '../../spatial/euler.js';
import { type Vec3 } from '../../spatial/vector.js';
import { describeValue } from '../problems.js';

export interface BvhChannel {
  readonly kind: 'position' | 'rotation';
  readonly axis: RotationAxis;
}

export interface BvhJoint {
  readonly name: string;
  /** Position in the list, before this one; -1 for a root. */
  readonly parent: number;
  /** From the parent at rest, in the file's unit. */
  readonly offset: Vec3;
  /** As listed: the order in which its numbers come, and in which its turns follow one another. */
  readonly channels: readonly BvhChannel[];
}

export interface BvhHeader {
  /** Parents first. End sites are no joints. */
  readonly joints: readonly BvhJoint[];
  /** Numbers in a frame. */
  readonly channelCount: number;
  /** As declared; files are not always right. */
  readonly frameCount: number;
  /** Seconds of one frame, as declared. */
  readonly frameTime: number;
}

export interface BvhHeaderLimits {
  readonly maxJoints: number;
  /** Joints below joints. */
  readonly maxDepth: number;
}

/** Beyond this, in units of the file, nothing is a bone or a place. */
export const MAX_VALUE = 1e6;

interface OpenJoint {
  name: string;
  parent: number;
  offset: Vec3 | undefined;
  channels: BvhChannel[];
}

/** Reads words between white space, one by one. */
class BvhHeaderReader {
  private position = 0;

  constructor(
    private readonly words: readonly string[],
    private readonly limits: BvhHeaderLimits,
    private readonly fileName: string,
  ) {}

  readHeader(): BvhHeader {
    this.expect('HIERARCHY');
    const joints = this.readJoints();
    this.expect('MOTION');
    this.expect('FRAMES:');
    const frameCount = this.readNumber('a number of frames', (value) => Number.isInteger(value) && value >= 0);
    this.expect('FRAME');
    this.expect('TIME:');
    const frameTime = this.readNumber('a frame time in seconds', (value) => value >= 0 && value <= MAX_VALUE);
    const channelCount = joints.reduce((sum, { channels }) => sum + channels.length, 0);
    return { joints, channelCount, frameCount, frameTime };
  }

  /** One or more trees. The open braces are a stack of our own, so that depth costs no recursion. */
  private readJoints(): BvhJoint[] {
    const joints: OpenJoint[] = [];
    const open: number[] = [];
    const END = -2;
    for (;;) {
      const word = this.words[this.position]?.toUpperCase();
      const inside = open.at(-1);
      if (inside === undefined && word !== 'ROOT') break;
      this.position++;
      if (word === 'ROOT' || word === 'JOINT') {
        if (inside === END || (word === 'ROOT') !== (inside === undefined)) this.fail('a joint inside a joint');
        joints.push({ name: this.readName(), parent: inside ?? -1, offset: undefined, channels: [] });
        open.push(joints.length - 1);
        this.assertLimits(joints.length, open.length);
      } else if (word === 'END' && inside !== END) {
        this.readName();
        open.push(END);
      } else if (word === 'OFFSET') {
        const offset = this.readOffset();
        if (inside !== END) joints[inside!]!.offset = offset;
      } else if (word === 'CHANNELS' && inside !== END) joints[inside!]!.channels = this.readChannels();
      else if (word === '}') open.pop();
      else {
        this.position--;
        this.fail('OFFSET, CHANNELS, JOINT, End Site or }');
      }
    }
    if (joints.length === 0) this.fail('ROOT');
    return joints.map((joint) => ({ ...joint, offset: joint.offset ?? this.fail(`an OFFSET of ${joint.name}`) }));
  }

  private assertLimits(joints: number, depth: number): void {
    const { maxJoints, maxDepth } = this.limits;
    if (joints <= maxJoints && depth <= maxDepth) return;
    const expected = `at most ${maxJoints} joints, ${maxDepth} below one another`;
    throw new PoseError('LIMIT_EXCEEDED', `Expected ${expected}, got more (${this.fileName}).`);
  }

  /** Everything up to the brace: names with blanks are no rarity. */
  private readName(): string {
    const from = this.position;
    while (this.position < this.words.length && this.words[this.position] !== '{') this.position++;
    const name = this.words.slice(from, this.position).join(' ');
    this.expect('{');
    return name;
  }

  private readOffset(): Vec3 {
    const read = () => this.readNumber(`an offset up to ${MAX_VALUE}`, (value) => Math.abs(value) <= MAX_VALUE);
    return [read(), read(), read()];
  }

  private readChannels(): BvhChannel[] {
    const count = this.readNumber('a number of channels, 0 to 6', (value) => [0, 1, 2, 3, 4, 5, 6].includes(value));
    return Array.from({ length: count }, () => {
      const [, axis, kind] = /^([xyz])(position|rotation)$/i.exec(this.words[this.position] ?? '') ?? [];
      if (!axis || !kind) this.fail('a channel such as Xposition or Zrotation');
      this.position++;
      return { kind: kind.toLowerCase() as BvhChannel['kind'], axis: axis.toLowerCase() as RotationAxis };
    });
  }

  private readNumber(expected: string, accept: (value: number) => boolean): number {
    const word = this.words[this.position] ?? '';
    const value = word === '' ? NaN : Number(word);
    if (!Number.isFinite(value) || !accept(value)) this.fail(expected);
    this.position++;
    return value;
  }

  private expect(word: string): void {
    if (this.words[this.position]?.toUpperCase() !== word) this.fail(word);
    this.position++;
  }

  private fail(expected: string): never {
    const got = this.position < this.words.length ? describeValue(this.words[this.position]) : 'the end of the header';
    const place = `${this.fileName}, word ${this.position + 1} of the header`;
    throw new PoseError('INVALID_FILE', `Expected ${expected}, got ${got} (${place}).`);
  }
}

/**
 * Reads the part of a BVH file before its numbers, `HIERARCHY` to `Frame Time: x`.
 * @throws PoseError INVALID_FILE, LIMIT_EXCEEDED.
 */
export function parseBvhHeader(text: string, limits: BvhHeaderLimits, fileName: string): BvhHeader {
  const words = text
    .replace(/[{}]/g, ' $& ')
    .replace(/(FRAMES|TIME)\s*:/gi, '$1: ')
    .split(/\s+/);
  return new BvhHeaderReader(
    words.filter((word) => word !== ''),
    limits,
    fileName,
  ).readHeader();
}
