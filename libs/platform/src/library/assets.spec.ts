import { createDatasetSnapshot } from '../datasets/create-snapshot.js';
import { createDataset } from '../datasets/edit-dataset.js';
import { createGeneration } from '../generations/create-generations.js';
import { createReport } from '../reports/create-report.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { deprecatePose } from './deprecate-pose.js';
import { archivePose, createPose, type CreatePoseInput, updatePose } from './edit-pose.js';
import { createPoseLibrary } from './edit-pose-library.js';
import { loadFavourites, markFavourite } from './favourites.js';
import { loadPoseUsage, loadVersionUsage } from './pose-usage.js';
import { listPoses, loadPoses, type PoseFilter, readPoseFacets, readPoseFacetsOf } from './poses.js';

const PERSON = { keypoints: Array.from({ length: 17 }, (_, n) => ({ x: n, y: n, visibility: 2 as const })) };
const DATA = { skeleton: 'coco17' as const, width: 64, height: 64, people: [PERSON] };

describe('poses as assets', () => {
  const clone = useTestDatabase();
  let own: TestStudio;
  let rival: TestStudio;
  let libraryId: string;

  beforeAll(async () => {
    own = await createTestStudio(clone.current, 'own');
    rival = await createTestStudio(clone.current, 'rival');
    libraryId = (
      await createPoseLibrary(clone.current, { studioId: own.studioId, name: 'assets', licence: 'CC-BY-NC-4.0' })
    ).id;
  });

  const create = (name: string, terms: Partial<CreatePoseInput> = {}) =>
    createPose(clone.current, { studioId: own.studioId, libraryId, name, data: DATA, ...terms });

  async function find(filter: PoseFilter, studioId = own.studioId) {
    const { edges } = await listPoses(clone.current, studioId, {
      filter: { libraryIds: [libraryId], ...filter },
      page: { first: 100 },
    });
    return edges.map(({ node }) => node.name);
  }

  describe('terms', () => {
    it('are kept, changed, and cleared', async () => {
      const { id } = await create('terms', { licence: 'MIT', author: 'Ada' });
      const edit = { studioId: own.studioId, id };
      expect(await updatePose(clone.current, { ...edit, revision: 1, commercialUse: false })).toMatchObject({
        licence: 'MIT',
        author: 'Ada',
        commercialUse: false,
      });
      expect(
        await updatePose(clone.current, { ...edit, revision: 2, licence: null, commercialUse: null }),
      ).toMatchObject({ licence: null, commercialUse: null, author: 'Ada' });
    });

    it('decide which poses may be used commercially', async () => {
      await create('inherits');
      await create('free', { licence: 'cc0-1.0' });
      await create('bought', { commercialUse: true });
      await create('unknown', { licence: 'House rules' });
      const allowed = await find({ commercialUse: true });
      expect(allowed).toEqual(expect.arrayContaining(['free', 'bought']));
      const others = await find({ commercialUse: false });
      expect(others).toEqual(expect.arrayContaining(['inherits', 'unknown']));
      expect([...allowed, ...others].sort()).toEqual((await find({})).sort());
    });
  });

  describe('facets', () => {
    const ofLibrary = async (licence: string | null, poses: readonly Partial<CreatePoseInput>[]) => {
      const library = { studioId: own.studioId, name: `facets of ${licence ?? 'nobody'}`, licence };
      const { id } = await createPoseLibrary(clone.current, library);
      for (const [index, pose] of poses.entries()) await create(`pose ${index}`, { libraryId: id, ...pose });
      return id;
    };
    const SPATIAL = { people: [{ hips: [0, 1, 0] as const, rotations: {} }], cameras: [] };
    const HUMANART = {
      ...DATA,
      skeleton: 'humanart21' as const,
      people: [{ keypoints: PERSON.keypoints.concat(PERSON.keypoints.slice(0, 4)) }],
    };

    it('tell licences as they hold, whatever the case of their letters, and find by exactly one of them', async () => {
      const id = await ofLibrary('CC-BY-4.0', [
        {},
        { licence: 'cc-by-4.0' },
        { licence: 'CC-BY-4.0' },
        { licence: 'MIT' },
      ]);
      const none = await ofLibrary(null, [{}]);
      const libraryIds = [id, none];
      expect((await readPoseFacets(clone.current, own.studioId, { libraryIds })).licences).toEqual([
        { value: 'CC-BY-4.0', count: 3 },
        { value: 'MIT', count: 1 },
        { value: null, count: 1 },
      ]);
      expect(await find({ libraryIds, licence: 'cc-by-4.0' })).toEqual(['pose 0', 'pose 1', 'pose 2']);
      expect(await find({ libraryIds, licence: 'CC-BY' })).toEqual([]);
      expect(await find({ libraryIds: [none], licence: null })).toEqual(['pose 0']);
    });

    it('tell skeletons, and who is in three dimensions', async () => {
      const id = await ofLibrary('in three', [{}, { data: HUMANART }, { data: { ...DATA, spatial: SPATIAL } }]);
      const libraryIds = [id];
      expect(await readPoseFacetsOf(clone.current, own.studioId, [id])).toEqual(
        new Map([
          [
            id,
            expect.objectContaining({
              skeletons: [
                { value: 'coco17', count: 2 },
                { value: 'humanart21', count: 1 },
              ],
              spatial: [
                { value: false, count: 2 },
                { value: true, count: 1 },
              ],
            }),
          ],
        ]),
      );
      expect(await find({ libraryIds, skeleton: 'humanart21' })).toEqual(['pose 1']);
      expect(await find({ libraryIds, spatial: true })).toEqual(['pose 2']);
      expect(await find({ libraryIds, spatial: false, skeleton: 'coco17' })).toEqual(['pose 0']);
      expect(await find({ libraryIds, skeleton: 'octo\0pus' })).toEqual([]);
    });
  });

  describe('favourites', () => {
    it("are one user's", async () => {
      const { rows } = await clone.current.query<{ id: string }>(
        `insert into users (studio_id, name) values ($1, 'Ada'), ($1, 'Ben') returning id`,
        [own.studioId],
      );
      const [ada, ben] = rows.map(({ id }) => id);
      const { id: poseId } = await create('liked');
      for (const userId of [ada!, ada!, null])
        await markFavourite(clone.current, { studioId: own.studioId, userId, poseId, favourite: true });
      expect(await find({ favouriteOf: ada! })).toEqual(['liked']);
      expect(await find({ favouriteOf: null })).toEqual(['liked']);
      expect(await find({ favouriteOf: ben! })).toEqual([]);
      await markFavourite(clone.current, { studioId: own.studioId, userId: null, poseId, favourite: false });
      expect((await loadFavourites(clone.current, own.studioId, [poseId], null)).size).toBe(0);
      expect((await loadFavourites(clone.current, own.studioId, [poseId], ada!)).get(poseId)).toBe(true);
      const foreign = { studioId: rival.studioId, userId: null, poseId, favourite: true };
      await expect(markFavourite(clone.current, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('deprecation', () => {
    const replace = (id: string, inFavourOf: string | null, revision = 1) =>
      deprecatePose(clone.current, { studioId: own.studioId, id, revision, inFavourOf });

    it('names what to use instead, and can be taken back', async () => {
      const [old, better] = [await create('old'), await create('better')];
      expect(await replace(old.id, better.id)).toMatchObject({ replacedBy: better.id, deprecatedAt: expect.any(Date) });
      expect(await find({ deprecated: true })).toEqual(['old']);
      expect(await find({ deprecated: false, text: 'old' })).toEqual([]);
      expect(await replace(old.id, null, 2)).toMatchObject({ replacedBy: null, deprecatedAt: null });
    });

    it('makes no circle, however long', async () => {
      const [a, b, c] = [await create('a'), await create('b'), await create('c')];
      await replace(a.id, b.id);
      await replace(b.id, c.id);
      for (const target of [a.id, c.id])
        await expect(replace(c.id, target)).rejects.toMatchObject({ code: 'REPLACEMENT_CYCLE', field: 'inFavourOf' });
    });

    it('makes no circle from both sides at once', async () => {
      const [a, b] = [await create('left'), await create('right')];
      const both = await Promise.allSettled([replace(a.id, b.id), replace(b.id, a.id)]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('takes no pose of the archive, and none of another studio', async () => {
      const [pose, gone] = [await create('x'), await create('y')];
      await archivePose(clone.current, { studioId: own.studioId, id: gone.id, revision: 1 });
      await expect(replace(pose.id, gone.id)).rejects.toMatchObject({ code: 'ARCHIVED', field: 'inFavourOf' });
      const { rows } = await clone.current.query<{ id: string }>(
        'select p.id from poses p join pose_libraries l on l.id = library_id where studio_id = $1',
        [rival.studioId],
      );
      await expect(replace(pose.id, rows[0]!.id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'inFavourOf' });
    });
  });

  it('know what was made from them, version by version', async () => {
    const pose = await create('used');
    const { request, studioId } = own;
    await createGeneration(clone.current, keepParts, { ...request, poseVersionId: pose.currentVersionId });
    const data = { ...DATA, width: 32 };
    const edited = await updatePose(clone.current, { studioId, id: pose.id, revision: 1, data });
    const dataset = await createDataset(clone.current, { studioId, name: 'set' });
    const { currentVersionId: poseVersionId } = edited;
    const samples = ['one', 'two'].map((key) => ({ key, scene: key, pose: DATA, poseVersionId }));
    const frozen = await createDatasetSnapshot(clone.current, studioId, { datasetId: dataset.id, samples });
    const generator = { kind: 'MODEL' as const, modelId: own.modelId, recipe: {} };
    const asked = { snapshotId: frozen.snapshot.id, metrics: ['AP' as const], seed: 1, generator };
    const report = (await createReport(clone.current, studioId, { name: 'report', request: asked })).report;
    const datasets = [{ id: dataset.id, name: 'set', version: 1, samples: 2 }];
    const reports = [{ id: report.id, name: 'report', createdAt: expect.any(Date) }];
    const none = { exportCount: 0, datasets: [], reports: [] };
    const versions = [pose.currentVersionId, edited.currentVersionId];
    const used = await loadVersionUsage(clone.current, studioId, versions);
    expect(used.get(versions[0]!)).toEqual({ id: versions[0], generationCount: 1, ...none });
    expect(used.get(versions[1]!)).toMatchObject({ generationCount: 0, datasets, reports });
    expect((await loadPoseUsage(clone.current, studioId, [pose.id])).get(pose.id)).toMatchObject({
      generationCount: 1,
      datasets,
      reports,
    });
    expect((await loadPoseUsage(clone.current, rival.studioId, [pose.id])).size).toBe(0);
    expect((await loadPoses(clone.current, studioId, [pose.id])).get(pose.id)).toMatchObject({ replacedBy: null });
  });
});
