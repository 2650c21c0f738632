import fc from 'fast-check';
import { PoseError } from '../../errors.js';
import { SKELETONS } from '../../skeletons/registry.js';
import { type Pose } from '../../types.js';
import { formatJson } from '../format-json.js';
import { parsePoseFile } from '../parse-pose-file.js';
import { encodeUtf8 } from '../utf8.js';
import { type ByteSource } from './byte-source.js';
import { type CocoStreamLimits, type CocoStreamProgress, openCocoStream } from './stream-coco.js';

const FILE = 'large.json';

/** A text as a source of small chunks, and how many bytes were handed out. */
class ChunkedSource implements ByteSource {
  private readonly bytes: Uint8Array;
  bytesRead = 0;

  constructor(
    text: string,
    private readonly chunkSize: number,
  ) {
    this.bytes = encodeUtf8(text);
  }

  get size(): number {
    return this.bytes.length;
  }

  async *open(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += this.chunkSize) {
      const chunk = this.bytes.slice(at, Math.min(at + this.chunkSize, end));
      this.bytesRead += chunk.length;
      yield await Promise.resolve(chunk);
    }
  }
}

async function readAll(source: ByteSource, limits: Partial<CocoStreamLimits> = {}) {
  const stream = await openCocoStream(source, { fileName: FILE, limits });
  const poses: Pose[] = [];
  for await (const pose of stream.readPoses()) poses.push(pose);
  return { ...stream, poses };
}

const joints = Array.from({ length: 17 }, (_, joint) => [joint, joint / 2, joint % 3]).flat();

const image = fc.record({
  id: fc.oneof(fc.nat(6), fc.constant(9007199254740993n), fc.constant('six')),
  width: fc.oneof({ weight: 6, arbitrary: fc.constant(100) }, { weight: 1, arbitrary: fc.constant(0) }),
  height: fc.constant(80),
  file_name: fc.string(),
});

const annotation = fc.record(
  {
    id: fc.oneof(fc.nat(8), fc.constant('eight'), fc.constant(null)),
    image_id: fc.oneof(fc.nat(6), fc.constant(9007199254740993n), fc.constant('six'), fc.constant(null)),
    category_id: fc.constantFrom(1, 2),
    keypoints: fc.constantFrom(joints, joints.slice(3)),
    bbox: fc.constant([1, 2, 3, 4]),
    note: fc.string(),
  },
  { requiredKeys: ['id', 'image_id', 'keypoints'] },
);

const file = fc
  .record({
    images: fc.array(fc.oneof({ weight: 9, arbitrary: image }, { weight: 1, arbitrary: fc.constant(7) })),
    annotations: fc.array(annotation),
    categories: fc.constant([{ id: 1, name: 'person', keypoints: SKELETONS.coco17.keypointNames }]),
    info: fc.constant({ year: 2017, nested: [{ a: '}]"\\' }] }),
  })
  .chain((fields) => fc.shuffledSubarray(Object.entries(fields), { minLength: 4 }))
  .map((entries) => formatJson(Object.fromEntries(entries)));

const sortProblems = (problems: readonly { code: string; index: number | null }[]) =>
  problems.map(({ code, index }) => `${code} ${index}`).sort();

describe('openCocoStream', () => {
  it('gives the poses and problems of parsePoseFile, however the file is cut and ordered', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom(1, 900, 1e6),
        async (text, chunk, windowBytes) => {
          const whole = parsePoseFile(text, { fileName: FILE });
          const streamed = await readAll(new ChunkedSource(text, chunk), { windowBytes });
          expect(streamed.poses).toEqual(whole.poses);
          expect(sortProblems(streamed.problems)).toEqual(sortProblems(whole.problems));
          expect(streamed.problemCount()).toBe(whole.problemCount);
          expect(streamed.envelope).toEqual(whole.envelope);
          expect(streamed.categories).toEqual(whole.categories);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads twice what stands in order, and tells how far it is', async () => {
    const images = Array.from({ length: 50 }, (_, id) => ({ id, width: 10, height: 10 }));
    const annotations = images.map(({ id }) => ({ id, image_id: id, keypoints: joints }));
    const source = new ChunkedSource(JSON.stringify({ images, annotations }), 512);
    const seen: CocoStreamProgress[] = [];
    const stream = await openCocoStream(source, {
      fileName: FILE,
      limits: { windowBytes: 4096 },
      onProgress: (progress) => seen.push(progress),
    });
    let poses = 0;
    for await (const { people } of stream.readPoses()) poses += people.length;
    expect(poses).toBe(50);
    expect(seen[0]).toEqual({ phase: 'index', bytesRead: 512, totalBytes: source.size, posesRead: 0 });
    expect(seen.filter(({ phase }) => phase === 'index').at(-1)!.bytesRead).toBe(source.size);
    expect(seen.at(-1)!.posesRead).toBeGreaterThan(0);
  });

  it.each<[string, string, Partial<CocoStreamLimits>, string]>([
    ['a list', '[1]', {}, 'UNKNOWN_FORMAT'],
    ['an object of another kind', '{"people": []}', {}, 'UNKNOWN_FORMAT'],
    ['an early end', '{"images": [{"id": 1', {}, 'INVALID_JSON'],
    ['a comma too many', '{"images": [{"id": 1},]}', {}, 'INVALID_JSON'],
    ['brackets that do not match', '{"images": [{"id": [}]}]}', {}, 'INVALID_JSON'],
    ['more after the end', '{"images": []} x', {}, 'INVALID_JSON'],
    ['no file at all', '', {}, 'INVALID_JSON'],
    [
      'a record beyond its limit',
      `{"images": [{"id": "${'x'.repeat(99)}"}]}`,
      { maxRecordBytes: 50 },
      'LIMIT_EXCEEDED',
    ],
    ['too many records', '{"images": [{"id": 1}, {"id": 2}]}', { maxRecords: 1 }, 'LIMIT_EXCEEDED'],
    [
      'too many fields',
      `{${Array.from({ length: 9 }, (_, n) => `"f${n}": 12345678`).join()}, "images": []}`,
      { maxRecordBytes: 60 },
      'LIMIT_EXCEEDED',
    ],
    ['too deep a record', `{"images": [${'['.repeat(99)}${']'.repeat(99)}]}`, {}, 'LIMIT_EXCEEDED'],
  ])('refuses %s', async (_, text, limits, code) => {
    await expect(readAll(new ChunkedSource(text, 7), limits)).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('ends in poses or a PoseError for broken files', async () => {
    const good = JSON.stringify({
      info: { year: 1 },
      annotations: [{ id: 1, image_id: 1, keypoints: joints }],
      images: [{ id: 1, width: 9, height: 9 }],
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(12), fc.string({ maxLength: 4 }), async (at, cut, insert) => {
        const broken = good.slice(0, at) + insert + good.slice(at + cut);
        try {
          expect((await readAll(new ChunkedSource(broken, 64))).poses.length).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toBeInstanceOf(PoseError);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('notices that a file became shorter', async () => {
    const text = JSON.stringify({ images: [{ id: 1, width: 9, height: 9 }], annotations: [] });
    const source = new ChunkedSource(text, 16);
    const stream = await openCocoStream(source, { fileName: FILE });
    source.open = async function* () {
      yield await Promise.resolve(new Uint8Array(3));
    };
    await expect(stream.readPoses().next()).rejects.toThrow('The file changed meanwhile');
  });
});
