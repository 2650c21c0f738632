import { Readable } from 'node:stream';
import { collectPoses } from '../collections/collect-poses.js';
import { createPoseCollection } from '../collections/edit-pose-collection.js';
import type { PlatformErrorCode } from '../errors.js';
import { findFile } from '../files/find-file.js';
import { updatePoseLibrary } from '../library/edit-pose-library.js';
import { createPose } from '../library/edit-pose.js';
import { createLocalStorage } from '../storage/local-storage.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { useTestDatabase } from '../testing/test-database.js';
import { saveUpload } from '../uploads/save-upload.js';
import { createPoseSetSnapshot } from './create-pose-set.js';
import { createDatasetSnapshot, type CreateDatasetSnapshotInput } from './create-snapshot.js';
import { type Dataset, listDatasets, loadDatasets } from './datasets.js';
import { archiveDataset, createDataset, updateDataset } from './edit-dataset.js';
import { importDataset, type ImportDatasetInput } from './import-dataset.js';
import { describePicture, toKey } from './read-picture.js';
import {
  countSamplesByScene,
  countSamplesBySplit,
  type DatasetSample,
  listSamplesOf,
  type SampleFilter,
} from './samples.js';
import { loadSnapshotsOf } from './snapshots.js';

const PERSON = { keypoints: Array.from({ length: 17 }, (_, n) => ({ x: n, y: n, visibility: 2 as const })) };
const POSE = { skeleton: 'coco17' as const, width: 64, height: 64, people: [PERSON] };
const refusal = (code: PlatformErrorCode, field: string) => expect.objectContaining({ code, field });

describe('data sets', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;
  let studio: TestStudio;
  let rival: TestStudio;
  let dataset: Dataset;
  let count = 0;

  beforeAll(async () => {
    studio = await createTestStudio(db());
    rival = await createTestStudio(db(), 'rival');
  });
  beforeEach(async () => {
    dataset = await createDataset(db(), { studioId: studio.studioId, name: `set ${(count += 1)}`, licence: 'MIT' });
  });

  type Samples = CreateDatasetSnapshotInput['samples'];
  const freeze = (samples: Samples, studioId = studio.studioId) =>
    createDatasetSnapshot(db(), studioId, { datasetId: dataset.id, samples });
  const list = async (snapshotId: string, filter: SampleFilter = {}, studioId = studio.studioId) => {
    const pages = await listSamplesOf(db(), studioId, [snapshotId], { filter, page: { first: 100 } });
    return pages.get(snapshotId)!.edges.map(({ node }) => node);
  };
  const keysOf = (samples: readonly DatasetSample[]) => samples.map(({ key }) => key);

  describe('as entities', () => {
    it('have names of their own while they are in use, and are edited by revision', async () => {
      const { studioId } = studio;
      const { id, name } = dataset;
      await expect(createDataset(db(), { studioId, name: name.toUpperCase() })).rejects.toEqual(
        refusal('ALREADY_EXISTS', 'name'),
      );
      const edited = await updateDataset(db(), { studioId, id, revision: 1, author: 'Ada' });
      expect(edited).toMatchObject({ author: 'Ada', licence: 'MIT', revision: 2 });
      await expect(updateDataset(db(), { studioId, id, revision: 1, name: 'x' })).rejects.toEqual(
        refusal('STALE_REVISION', 'revision'),
      );
      await archiveDataset(db(), { studioId, id, revision: 2 });
      await expect(freeze([{ key: 'a', pose: POSE }])).rejects.toEqual(refusal('ARCHIVED', 'datasetId'));
      const archived = await listDatasets(db(), studioId, { filter: { archived: true }, page: { first: 1 } });
      expect(archived.edges.map(({ node }) => node.id)).toEqual([id]);
      expect((await loadDatasets(db(), rival.studioId, [id])).size).toBe(0);
    });
  });

  describe('as snapshots', () => {
    it('are the same while they hold the same, in whatever order it comes', async () => {
      const samples = ['b', 'a'].map((key) => ({ key, caption: key, pose: POSE }));
      const first = await freeze(samples);
      expect(first).toMatchObject({ created: true, snapshot: { version: 1, sampleCount: 2, pictureCount: 0 } });
      const again = await freeze([...samples].reverse());
      expect(again).toEqual({ snapshot: first.snapshot, created: false });
      const other = await freeze([samples[0]!, { ...samples[1]!, caption: 'else' }]);
      expect(other).toMatchObject({ created: true, snapshot: { version: 2 } });
      expect(other.snapshot.digest).not.toBe(first.snapshot.digest);
      const found = await loadSnapshotsOf(db(), studio.studioId, [dataset.id]);
      expect(found.get(dataset.id)!.map(({ version }) => version)).toEqual([2, 1]);
    });

    it('count by scene and split, and list in the order of bytes', async () => {
      const places: [string, string | null, string][] = [
        ['b', 'mural', 'training'],
        ['B', 'mural', 'validation'],
        ['\u{1F600}', null, 'validation'],
        ['\uFFFD', 'sketch', 'validation'],
      ];
      const { snapshot } = await freeze(places.map(([key, scene, split]) => ({ key, scene, split, pose: POSE })));
      const { id } = snapshot;
      expect(keysOf(await list(id))).toEqual(['B', 'b', '\uFFFD', '\u{1F600}']);
      expect(keysOf(await list(id, { scene: null }))).toEqual(['\u{1F600}']);
      expect(keysOf(await list(id, { split: 'training' }))).toEqual(['b']);
      expect(await list(id, {}, rival.studioId)).toEqual([]);
      const byScene = (await countSamplesByScene(db(), studio.studioId, [id])).get(id)!;
      expect(byScene.map(({ value, count }) => [value, count])).toEqual([
        ['mural', 2],
        ['sketch', 1],
        [null, 1],
      ]);
      const bySplit = (await countSamplesBySplit(db(), studio.studioId, [id])).get(id)!;
      expect(bySplit.map(({ value, count }) => [value, count])).toEqual([
        ['training', 1],
        ['validation', 3],
      ]);
    });

    it('keep the terms of what went into them', async () => {
      const { poseVersionId } = studio;
      const { snapshot } = await freeze([
        { key: 'a', pose: POSE, poseVersionId },
        { key: 'b', pose: POSE },
      ]);
      expect(snapshot.licences.map(({ kind, licence, statedBy }) => [kind, licence, statedBy])).toEqual([
        ['DATASET', 'MIT', 'DATASET'],
        ['POSE', null, null],
      ]);
    });

    it.each<[string, () => Samples, PlatformErrorCode, string]>([
      ['none', () => [], 'INVALID_INPUT', 'samples'],
      ['a key twice', () => [{ key: 'a' }, { key: 'a' }], 'INVALID_INPUT', 'samples.1.key'],
      ['a NUL', () => [{ key: 'a', caption: '\0' }], 'INVALID_INPUT', 'samples.0.caption'],
      [
        'a joint too few',
        () => [{ key: 'a', pose: { ...POSE, people: [{ keypoints: [] }] } }],
        'INVALID_INPUT',
        'samples.0.pose.people.0.keypoints',
      ],
      ['a foreign pose', () => [{ key: 'a', poseVersionId: rival.poseVersionId }], 'NOT_FOUND', 'samples'],
      ['a file that is not there', () => [{ key: 'a', sha256: '0'.repeat(64) }], 'NOT_FOUND', 'samples'],
      ['too many', () => Array.from({ length: 20_001 }, (_, n) => ({ key: `${n}` })), 'TOO_MANY', 'samples'],
    ])('refuse %s', async (_name, samples, code, field) => {
      await expect(freeze(samples())).rejects.toEqual(refusal(code, field));
      expect((await loadSnapshotsOf(db(), studio.studioId, [dataset.id])).size).toBe(0);
    });
  });

  describe('of poses', () => {
    it('freeze a library: every pose in every scene, in its current version', async () => {
      const { studioId } = studio;
      const { rows } = await db().query<{ id: string }>('select id from pose_libraries where studio_id = $1', [
        studioId,
      ]);
      const libraryId = rows[0]!.id;
      await updatePoseLibrary(db(), { studioId, id: libraryId, revision: 1, licence: 'CC-BY-4.0' });
      const set = { name: 'starter poses', libraryId, scenes: ['mural', 'oil_painting'] };
      const { snapshot, created } = await createPoseSetSnapshot(db(), studioId, set);
      expect(created).toBe(true);
      const samples = await list(snapshot.id);
      expect(samples.map(({ caption }) => caption)).toEqual(['mural, dancer', 'oil_painting, dancer']);
      expect(samples[0]!).toMatchObject({
        poseVersionId: studio.poseVersionId,
        scene: 'mural',
        pose: { people: [{}] },
      });
      expect(samples[0]!.key).toMatch(/^[0-9a-f-]{36}:mural$/);
      expect(snapshot.licences).toMatchObject([{ kind: 'POSE', licence: 'CC-BY-4.0', name: 'dancer' }]);
      expect((await createPoseSetSnapshot(db(), studioId, set)).created).toBe(false);
      const plain = await createPoseSetSnapshot(db(), studioId, { name: set.name, libraryId, caption: 'a {pose}' });
      expect(plain.snapshot).toMatchObject({ version: 2, datasetId: snapshot.datasetId });
      expect(await list(plain.snapshot.id)).toMatchObject([{ caption: 'a dancer', scene: null }]);
    });

    it('freeze a collection, and nothing of another studio or without a pose', async () => {
      const { studioId } = studio;
      const { rows } = await db().query<{ id: string }>('select id from pose_libraries where studio_id = $1', [
        studioId,
      ]);
      const pose = await createPose(db(), { studioId, libraryId: rows[0]!.id, name: 'leap', data: POSE });
      const collection = await createPoseCollection(db(), { studioId, name: 'leaps' });
      const set = { name: 'leaps', collectionId: collection.id };
      await expect(createPoseSetSnapshot(db(), studioId, set)).rejects.toEqual(refusal('INVALID_INPUT', 'samples'));
      await collectPoses(db(), { studioId, collectionId: collection.id, poseIds: [pose.id] });
      const { snapshot } = await createPoseSetSnapshot(db(), studioId, set);
      expect(keysOf(await list(snapshot.id))).toEqual([pose.id]);
      await expect(createPoseSetSnapshot(db(), rival.studioId, set)).rejects.toEqual(
        refusal('NOT_FOUND', 'collectionId'),
      );
      await expect(createPoseSetSnapshot(db(), studioId, { name: 'x' })).rejects.toEqual(
        refusal('INVALID_INPUT', 'libraryId'),
      );
    });
  });

  describe('by import', () => {
    const folder = createTemporaryFolder();
    const storage = createLocalStorage(folder.path);
    afterAll(() => folder.remove());

    const upload = async (fileName: string, content: string) => {
      const input = {
        studioId: studio.studioId,
        fileName,
        content: Readable.from([Buffer.from(content)]),
        limitBytes: 1e6,
      };
      return saveUpload(db(), storage, input);
    };
    const toImage = (id: number, file_name: string, more: object = {}) => ({
      id,
      file_name,
      width: 64,
      height: 64,
      ...more,
    });
    const toAnnotation = (id: number) => ({
      ...{ id, image_id: id, category_id: 1, iscrowd: 0, num_keypoints: 17, area: 100, bbox: [0, 0, 16, 16] },
      keypoints: PERSON.keypoints.flatMap(({ x, y, visibility }) => [x, y, visibility]),
    });
    const toFile = (images: readonly { id: number }[], annotated = images) =>
      JSON.stringify({
        images,
        annotations: annotated.map(({ id }) => toAnnotation(id)),
        categories: [{ id: 1, name: 'person' }],
      });
    const importFile = async (text: string, more: Partial<ImportDatasetInput> = {}) => {
      const { id: annotationsUploadId } = await upload('annotations.json', text);
      return importDataset(db(), storage, studio.studioId, { datasetId: dataset.id, annotationsUploadId, ...more });
    };

    it('takes each picture with somebody in it, with its scene, caption and file', async () => {
      const mural = 'HumanArt/images/2D_virtual_human/mural/000001.jpg';
      const images = [
        toImage(1, mural, { description: 'mural, a dancer', category: 'mural', author: 'Ada', picture_name: 'x' }),
        toImage(2, 'oil/000002.jpg', { description: 'oil_painting, a king', category: 'oil painting' }),
        toImage(3, '000003.jpg'),
      ];
      const file = await upload('000001.jpg', 'the picture');
      const pictures = [{ fileName: mural, uploadId: file.id }];
      const { snapshot, report } = await importFile(toFile(images, images.slice(0, 2)), { pictures, split: 'test' });
      expect(report).toMatchObject({ taken: 2, refused: 1 });
      expect(snapshot).toMatchObject({ sampleCount: 2, pictureCount: 1, licences: [{ kind: 'DATASET' }] });
      const [first, second] = await list(snapshot.id);
      expect(first).toMatchObject({ key: mural, split: 'test', scene: 'mural', caption: 'mural, a dancer' });
      expect(first).toMatchObject({ sha256: file.sha256, terms: { commercialUse: false, author: 'Ada' } });
      expect(first!.extra).toMatchObject({ picture_name: 'x' });
      expect(second).toMatchObject({ key: 'oil/000002.jpg', scene: 'oil_painting', terms: null, sha256: null });
      expect(await findFile(db(), studio.studioId, file.sha256)).not.toBeNull();
      expect(await findFile(db(), rival.studioId, file.sha256)).toBeNull();
    });

    it('leaves out what comes twice, and says so', async () => {
      const images = [toImage(1, 'a/x.jpg'), toImage(2, 'a//x.jpg'), toImage(3, 'b/x.jpg')];
      const { snapshot, report } = await importFile(toFile(images));
      expect(keysOf(await list(snapshot.id))).toEqual(['a/x.jpg', 'b/x.jpg']);
      expect(report).toMatchObject({ taken: 2, refused: 1, problemCount: 1 });
      expect(report.problems).toMatchObject([{ severity: 'ERROR', record: 'image 2', field: 'file_name' }]);
    });

    it('writes nothing where a picture has no sample, or the file is none', async () => {
      const file = await upload('y.jpg', 'y');
      const pictures = [{ fileName: 'y.jpg', uploadId: file.id }];
      await expect(importFile(toFile([toImage(1, 'x.jpg')]), { pictures })).rejects.toEqual(
        refusal('INVALID_INPUT', 'pictures'),
      );
      await expect(importFile('no JSON')).rejects.toEqual(refusal('UPLOAD_UNREADABLE', 'annotationsUploadId'));
      expect((await loadSnapshotsOf(db(), studio.studioId, [dataset.id])).size).toBe(0);
    });

    it.each([
      ['../../etc/passwd', 'etc/passwd'],
      ['/a\\b/./c.png', 'a/b/c.png'],
    ])('makes the key %s into %s', (name, key) => {
      expect(toKey(name)).toBe(key);
    });

    it('reads what other sources say of a picture', () => {
      const pose = { ...POSE, name: 'x.png', extra: { scene: 'at sea', caption: ' a ship ', more: 1 } };
      expect(describePicture(pose)).toEqual({ scene: 'at sea', caption: 'a ship', extra: { more: 1 } });
    });
  });
});
