import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { SKELETONS } from '@contrapposto/pose';
import { archivePoseLibrary, createPoseLibrary } from '../library/edit-pose-library.js';
import type { PoseLibrary } from '../library/pose-libraries.js';
import { listPoses, loadPoseVersions, readPoseFacets } from '../library/poses.js';
import { createLocalStorage } from '../storage/local-storage.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { useTestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { saveUpload } from '../uploads/save-upload.js';
import { importPoses } from './import-poses.js';
import { loadPoseImports } from './pose-imports.js';
import { readPoses } from './read-poses.js';
import { cancelImport, startImport } from './start-import.js';

const STARTER = readFileSync(new URL('../../../../models/poses/starter.coco.json', import.meta.url));
const JOINTS = 17;

const image = (id: unknown, more: object = {}) => ({ id, width: 100, height: 100, ...more });
const annotation = (id: number, imageId: number, more: object = {}) => ({
  id,
  image_id: imageId,
  category_id: 1,
  keypoints: Array.from({ length: JOINTS }, (_, joint) => [10 + joint, 20, 2]).flat(),
  num_keypoints: JOINTS,
  ...more,
});
const coco = (images: unknown[], annotations: unknown[]) => ({ images, annotations, categories: [] });

describe('importing poses', () => {
  const clone = useTestDatabase();
  const folder = createTemporaryFolder();
  const storage = createLocalStorage(folder.path);
  afterAll(() => folder.remove());
  let studio: TestStudio;
  let library: PoseLibrary;
  let names = 0;
  const db = () => clone.current;

  beforeAll(async () => {
    studio = await createTestStudio(db());
  });
  beforeEach(async () => {
    library = await createPoseLibrary(db(), { studioId: studio.studioId, name: `Imported ${(names += 1)}` });
  });

  const upload = async (content: unknown, studioId = studio.studioId) => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    const input = { studioId, fileName: 'poses.json', content: Readable.from([bytes]), limitBytes: 2 ** 27 };
    return (await saveUpload(db(), storage, input)).id;
  };
  const run = async (content: unknown, more: { tags?: string[]; dryRun?: boolean } = {}) =>
    importPoses(db(), storage, {
      studioId: studio.studioId,
      libraryId: library.id,
      uploadId: await upload(content),
      ...more,
    });
  const inLibrary = async () =>
    (await listPoses(db(), studio.studioId, { filter: { libraryIds: [library.id] }, page: { first: 100 } })).edges.map(
      ({ node }) => node,
    );

  it('takes a whole file, in its order', async () => {
    const report = await run(STARTER, { tags: ['starter'] });
    expect(report).toMatchObject({ format: 'coco', taken: 20, refused: 0, changed: 0, problems: [], problemCount: 0 });
    const poses = await inLibrary();
    expect(poses.map(({ id }) => id)).toEqual(report.poseIds);
    expect(report.poses).toEqual(poses);
    expect(poses[0]).toMatchObject({ name: 'contrapposto', tags: ['starter'], people: 1, revision: 1 });
    const version = (await loadPoseVersions(db(), studio.studioId, [poses[0]!.currentVersionId]))
      .values()
      .next().value!;
    expect(version).toMatchObject({
      version: 1,
      data: { skeleton: 'coco17', width: 512, extra: { actions: ['standing'] } },
    });
  });

  it('says in a dry run what would happen, and writes nothing', async () => {
    const { poses, poseIds, ...told } = await run(STARTER, { dryRun: true });
    expect([poses, poseIds, await inLibrary()]).toEqual([[], [], []]);
    expect(await run(STARTER)).toMatchObject(told);
  });

  it('gives names that the library has already a number', async () => {
    const file = coco(
      [image(1, { file_name: 'a/Leap.PNG' }), image(2, { file_name: 'leap' }), image(3)],
      [annotation(1, 1), annotation(2, 2), annotation(3, 3)],
    );
    await run(file);
    expect(await run(file)).toMatchObject({
      taken: 3,
      changed: 3,
      problems: [
        { severity: 'WARNING', record: 'image 1', field: 'file_name' },
        { record: 'image 2' },
        { record: 'image 3' },
      ],
    });
    expect((await inLibrary()).map(({ name }) => name)).toEqual([
      'Leap',
      'leap (2)',
      'Pose 3',
      'Leap (3)',
      'leap (4)',
      'Pose 3 (2)',
    ]);
  });

  it('takes what is good and tells of the rest', async () => {
    const crowded = Array.from({ length: 101 }, (_, index) => annotation(1000 + index, 9));
    const report = await run(
      coco(
        [
          image(1, { tags: ['solo', 'jump'] }),
          image(2, { width: 9000 }),
          image(3),
          image(4, { width: 0, height: 0 }),
          image(5, { tags: [5] }),
          image(6),
          image(7, { file_name: 'with a \ud800' }),
          image(9),
          image(1),
        ],
        [
          annotation(1, 1),
          annotation(2, 1, { iscrowd: 1 }),
          annotation(3, 2),
          annotation(5, 5, { bbox: [1, 2] }),
          annotation(6, 6),
          annotation(7, 6, { keypoints: [1, 2] }),
          annotation(8, 7),
          annotation(9, 77),
          ...crowded,
        ],
      ),
      { tags: ['solo', 'imported'] },
    );
    expect(report).toMatchObject({ taken: 3, refused: 6, changed: 3 });
    expect((await inLibrary()).map(({ name, tags, people }) => [name, tags, people])).toEqual([
      ['Pose 1', ['solo', 'imported', 'jump'], 1],
      ['Pose 5', ['solo', 'imported'], 1],
      ['Pose 6', ['solo', 'imported'], 1],
    ]);
    expect(report.problems.map(({ severity, record, field }) => `${severity} ${record} ${field}`)).toEqual([
      'ERROR image 4 width',
      'ERROR image 4 height',
      'ERROR image 1 id',
      'ERROR annotation 5 bbox',
      'ERROR annotation 7 keypoints',
      'ERROR annotation 9 image_id',
      'WARNING image 1 people',
      'ERROR image 2 width',
      'ERROR image 3 people',
      'WARNING image 5 tags',
      'ERROR image 7 data',
      'ERROR image 9 people',
    ]);
    expect((await readPoseFacets(db(), studio.studioId, { libraryIds: [library.id] })).people).toEqual([
      { value: 1, count: 3 },
    ]);
  });

  it('reads Human-Art, with its four joints more', async () => {
    const names = SKELETONS.humanart21.keypointNames;
    const more = { keypoints_21: names.flatMap((_, joint) => [10 + joint, 20, 2]), num_keypoints_21: names.length };
    const category = { id: 1, name: 'person', keypoints: names, skeleton: [] };
    const file = { ...coco([image(1)], [annotation(1, 1, more)]), categories: [category] };
    expect(await run(file)).toMatchObject({ format: 'humanart', taken: 1, problems: [] });
    const [pose] = await inLibrary();
    const version = (await loadPoseVersions(db(), studio.studioId, [pose!.currentVersionId])).get(
      pose!.currentVersionId,
    );
    expect(version!.data).toMatchObject({ skeleton: 'humanart21', people: [{ keypoints: { length: 21 } }] });
  });

  it('takes over the terms that a file states', async () => {
    const licenses = [
      { id: 1, name: 'Attribution-NonCommercial License', url: 'http://creativecommons.org/licenses/by-nc/2.0/' },
      { id: 4, name: 'Attribution License', url: 'http://creativecommons.org/licenses/by/2.0/' },
      { id: 7, name: 'No known copyright restrictions', url: 'http://flickr.com/commons/usage/' },
      { id: 9, name: 'none stated', url: '' },
    ];
    const images = [1, 4, 7, 9, 11].map((license, id) => image(id, { license }));
    const art = image(10, { file_name: 'HumanArt/images/2D_virtual_human/mural/7.jpg', author: 'A. Painter' });
    const annotations = [...images, art].map(({ id }, index) => annotation(index, id as number));
    await run({ ...coco([...images, art], annotations), licenses });
    const nothing = { licence: null, commercialUse: null, source: null, author: null };
    expect(await inLibrary()).toMatchObject([
      { licence: 'CC-BY-NC-2.0', commercialUse: false, source: 'http://creativecommons.org/licenses/by-nc/2.0/' },
      { licence: 'CC-BY-2.0', commercialUse: true },
      { licence: 'No known copyright restrictions', commercialUse: null, source: 'http://flickr.com/commons/usage/' },
      nothing,
      nothing,
      { licence: 'Human-Art terms of use', commercialUse: false, author: 'A. Painter' },
    ]);
  });

  it('keeps whole numbers of any size', async () => {
    const big =
      '{"images": [{"id": 9007199254740993, "width": 9, "height": 9, "flickr": 9007199254740995}], "annotations": [';
    const end = `${JSON.stringify(annotation(1, 0)).replace('"image_id":0', '"image_id":9007199254740993')}]}`;
    expect(await run(Buffer.from(big + end))).toMatchObject({ taken: 1, changed: 0 });
    const { rows } = await db().query(
      `select v.pose #>> '{extra,flickr}' as flickr, v.pose ->> 'id' as id from pose_versions v join poses p on p.id = v.pose_id where p.library_id = $1`,
      [library.id],
    );
    expect(rows).toEqual([{ flickr: '9007199254740995', id: '9007199254740993' }]);
  });

  it('takes no more than it may', async () => {
    const path = join(folder.path, 'many.json');
    writeFileSync(path, STARTER);
    const parts = async (limit: number) => {
      const last = [];
      for await (const part of readPoses({ path, byteSize: STARTER.length, fileName: 'many.json', limit }))
        last.push(part);
      return last.at(-1);
    };
    expect(await parts(20)).toMatchObject({ end: { refused: 0 } });
    expect(await parts(19)).toMatchObject({ refusal: 'TOO_MANY' });
  });

  it("reads a detector's results", async () => {
    const { keypoints } = annotation(1, 7);
    const report = await run([{ image_id: 7, category_id: 1, keypoints, score: 0.9 }]);
    expect(report).toMatchObject({ format: 'coco-results', taken: 1, changed: 1, problems: [{ record: 'image 7' }] });
    expect((await inLibrary()).map(({ name }) => name)).toEqual(['Pose 7']);
  });

  it('takes more than one statement holds, in the order of the file', async () => {
    const { keypoints } = annotation(1, 1);
    const file = (count: number) =>
      coco(
        Array.from({ length: count }, (_, id) => image(id)),
        Array.from({ length: count }, (_, id) => annotation(id, id, { keypoints })),
      );
    const many = await run(file(1201));
    expect(many).toMatchObject({ taken: 1201, poses: { length: 100 }, poseIds: { length: 1201 } });
    const last = await listPoses(db(), studio.studioId, { filter: { libraryIds: [library.id] }, page: { last: 1 } });
    expect(last.edges[0]!.node).toMatchObject({ id: many.poseIds.at(-1), name: 'Pose 1200' });
  });

  it('may be followed, and ends with its poses in one moment', async () => {
    const { studioId } = studio;
    const started = await startImport(db(), storage, {
      ...{ studioId, libraryId: library.id, uploadId: await upload(STARTER) },
    });
    expect(started.import).toMatchObject({ state: 'RUNNING', fileName: 'poses.json', totalBytes: STARTER.length });
    await started.ended;
    const { id } = started.import;
    const ended = (await loadPoseImports(db(), studioId, [id])).get(id)!;
    expect(ended).toMatchObject({
      state: 'SUCCEEDED',
      phase: 'READ',
      posesRead: 20,
      report: { taken: 20, refused: 0 },
    });
    expect(ended.report!.poseIds).toEqual((await inLibrary()).map((pose) => pose.id));
    expect(await cancelImport(db(), studioId, id)).toEqual(ended);
    expect((await loadPoseImports(db(), library.id, [id])).size).toBe(0);
    await expect(cancelImport(db(), library.id, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('may be canceled, by whichever process, and leaves nothing', async () => {
    const { studioId } = studio;
    const { import: started, ended } = await db().transaction(async (tx) => {
      // It waits for the import before it, and is canceled meanwhile.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('import ' || $1, 0))`, [library.id]);
      const begun = await startImport(db(), storage, {
        ...{ studioId, libraryId: library.id, uploadId: await upload(STARTER) },
      });
      expect(await cancelImport(db(), studioId, begun.import.id)).toMatchObject({ cancelRequested: true });
      const heard = `select 1 from pose_imports where id = $1 and touched_at > cancel_requested_at`;
      await until(async () => (await db().query(heard, [begun.import.id])).rows.length > 0);
      return begun;
    });
    await ended;
    expect((await loadPoseImports(db(), studioId, [started.id])).get(started.id)).toMatchObject({ state: 'CANCELED' });
    expect(await inLibrary()).toEqual([]);
  });

  it('says why it has failed', async () => {
    const { studioId } = studio;
    const place = { studioId, libraryId: library.id };
    const stop = AbortSignal.abort(new Error('The service was stopped.'));
    const failed = async (content: unknown, signal?: AbortSignal) => {
      const begun = await startImport(db(), storage, { ...place, uploadId: await upload(content) }, signal);
      await begun.ended;
      const { id } = begun.import;
      return (await loadPoseImports(db(), studioId, [id])).get(id);
    };
    const unreadable = { code: 'UPLOAD_UNREADABLE', field: 'uploadId' };
    expect(await failed({ poses: [] })).toMatchObject({ state: 'FAILED', report: null, failure: unreadable });
    const stopped = { code: 'IMPORT_INTERRUPTED', message: 'The service was stopped.' };
    expect(await failed(STARTER, stop)).toMatchObject({ state: 'FAILED', failure: stopped });
    const { rows } = await db().query<{ id: string }>(
      `insert into pose_imports (studio_id, library_id, file_name, dry_run, total_bytes, touched_at)
       values ($1, $2, 'left.json', false, 1, now() - interval '1 minute') returning id`,
      [studioId, library.id],
    );
    const { id } = rows[0]!;
    expect((await loadPoseImports(db(), studioId, [id])).get(id)).toMatchObject({
      state: 'FAILED',
      failure: { code: 'IMPORT_INTERRUPTED', message: expect.stringContaining('Nothing was written') },
    });
    const elsewhere = { studioId, libraryId: studioId, uploadId: await upload(STARTER) };
    await expect(startImport(db(), storage, elsewhere)).rejects.toMatchObject({ field: 'libraryId' });
  });

  it.each([
    ['no JSON', Buffer.from('{"images": ')],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['no poses', { poses: [] }],
    ['nothing', Buffer.alloc(0)],
    ['nesting without end', Buffer.from('['.repeat(100_000))],
  ])('refuses a file with %s', async (_name, content) => {
    await expect(run(content)).rejects.toMatchObject({ code: 'UPLOAD_UNREADABLE', field: 'uploadId' });
    expect(await inLibrary()).toEqual([]);
  });

  it('knows only what is its own', async () => {
    const stranger = await createTestStudio(db(), `stranger-${names}`);
    const own = { studioId: studio.studioId, libraryId: library.id, uploadId: await upload(STARTER) };
    const notFound = (field: string) => expect.objectContaining({ code: 'NOT_FOUND', field });
    const theirs = await upload(STARTER, stranger.studioId);
    await expect(importPoses(db(), storage, { ...own, uploadId: theirs })).rejects.toEqual(notFound('uploadId'));
    await expect(importPoses(db(), storage, { ...own, uploadId: 'nonsense' })).rejects.toEqual(notFound('uploadId'));
    await expect(importPoses(db(), storage, { ...own, studioId: stranger.studioId, uploadId: theirs })).rejects.toEqual(
      notFound('libraryId'),
    );
    await archivePoseLibrary(db(), { studioId: studio.studioId, id: library.id, revision: 1 });
    await expect(importPoses(db(), storage, own)).rejects.toMatchObject({ code: 'ARCHIVED', field: 'libraryId' });
  });
});

describe('uploads', () => {
  const clone = useTestDatabase();
  const folder = createTemporaryFolder();
  const storage = createLocalStorage(folder.path);
  afterAll(() => folder.remove());
  let studioId: string;
  beforeAll(async () => {
    ({ studioId } = await createTestStudio(clone.current));
  });

  const save = (content: Readable, fileName = 'poses.json') =>
    saveUpload(clone.current, storage, { studioId, fileName, content, limitBytes: 10 });
  const countRows = async () =>
    (
      await clone.current.query(
        'select (select count(*)::int from uploads) as uploads, (select count(*)::int from stored_files) as files',
      )
    ).rows[0];

  it('keep bytes once and names as often as they come', async () => {
    const first = await save(Readable.from([Buffer.from('0123'), Buffer.from('456789')]));
    const second = await save(Readable.from([Buffer.from('0123456789')]), 'C:\\poses\\../other.json');
    expect(first).toMatchObject({ byteSize: 10, fileName: 'poses.json' });
    expect(second).toMatchObject({ sha256: first.sha256, fileName: 'other.json' });
    expect((await storage.read(first.sha256)).toString()).toBe('0123456789');
    expect(await countRows()).toEqual({ uploads: 2, files: 1 });
  });

  it('stop at the limit, keep nothing, and leave the sender to be answered', async () => {
    const before = await countRows();
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.from('more');
      })(),
    );
    await expect(save(endless)).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    expect(endless.destroyed).toBe(false);
    await expect(save(Readable.from([Buffer.from('x')]), '/')).rejects.toMatchObject({ field: 'fileName' });
    const broken = new Readable({ read: (): void => undefined });
    setImmediate(() => broken.destroy(new Error('the line is dead')));
    await expect(save(broken)).rejects.toThrow('the line is dead');
    expect(await countRows()).toEqual(before);
  });
});
