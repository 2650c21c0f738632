import { type Keypoint, mirrorPose, type Pose as PoseData } from '@contrapposto/pose';
import { archivePose, createPose, updatePose } from '../library/edit-pose.js';
import { archivePoseLibrary, createPoseLibrary } from '../library/edit-pose-library.js';
import { createTestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { deprecatePose } from '../library/deprecate-pose.js';
import { findNearDuplicates } from './find-near-duplicates.js';
import { PoseSearch } from './pose-search.js';

// prettier-ignore
const STANDING = [
  [0.5, 0.12], [0.53, 0.1], [0.47, 0.1], [0.56, 0.12], [0.44, 0.12], [0.6, 0.25], [0.4, 0.25], [0.66, 0.4], [0.34, 0.4],
  [0.7, 0.54], [0.25, 0.3], [0.56, 0.52], [0.44, 0.52], [0.57, 0.72], [0.43, 0.72], [0.58, 0.92], [0.42, 0.92],
] as const;
const LEFT_WRIST = 9;

/** A person whose left wrist is so far out. */
function drawPerson(reach: number) {
  const keypoints = STANDING.map(([x, y], joint): Keypoint => ({
    x: 200 * x + (joint === LEFT_WRIST ? reach : 0),
    y: 200 * y,
    visibility: 2,
  }));
  return { keypoints };
}
const draw = (...reaches: number[]): PoseData => ({
  skeleton: 'coco17',
  width: 300,
  height: 200,
  people: reaches.map(drawPerson),
});

describe('PoseSearch', () => {
  const clone = useTestDatabase();
  let studioId: string;
  let libraryId: string;
  let search: PoseSearch;

  beforeAll(async () => {
    studioId = (await createTestStudio(clone.current)).studioId;
    libraryId = (await createPoseLibrary(clone.current, { studioId, name: 'shapes' })).id;
    search = new PoseSearch(clone.current);
  });
  afterAll(() => search.dispose());

  const create = (name: string, data: PoseData, library = libraryId) =>
    createPose(clone.current, { studioId, libraryId: library, name, data });
  const nearest = async (reach: number, options = {}) =>
    (await search.findSimilar(studioId, { like: { pose: draw(reach) }, limit: 1, ...options }))[0];

  it('finds on every node what was committed on any, and explains how far it is', async () => {
    await using other = new PoseSearch(clone.current);
    await create('near', draw(0));
    const far = await create('far', draw(60));
    const found = await nearest(62);
    expect(found).toMatchObject({ poseId: far.id, versionId: far.currentVersionId, person: 0, mirrored: false });
    expect(found!.joints[0]!.joint).toBe('left_wrist');
    expect(found!.distance).toBeCloseTo(
      found!.joints.reduce((sum, { distance }) => sum + distance, 0),
      12,
    );

    const moved = await updatePose(clone.current, { studioId, id: far.id, revision: 1, data: draw(90) });
    for (const node of [search, other]) {
      const [first] = await node.findSimilar(studioId, { like: { pose: draw(90) } });
      expect(first).toMatchObject({ poseId: far.id, versionId: moved.currentVersionId, distance: 0 });
    }
    await archivePose(clone.current, { studioId, id: far.id, revision: 2 });
    expect((await nearest(90))?.poseId).not.toBe(far.id);
  });

  it('finds a pose by its nearest person, and not itself', async () => {
    const group = await create('group', draw(30, 31, 32));
    const like = { poseId: group.id, person: 2 };
    const alone = await create('alone', draw(33));
    const found = await search.findSimilar(studioId, { like });
    expect(found[0]).toMatchObject({ poseId: alone.id });
    expect(found.map(({ poseId }) => poseId)).not.toContain(group.id);
    expect(await nearest(31)).toMatchObject({ poseId: group.id, person: 1, distance: 0 });
  });

  it('looks only among the poses that it is told', async () => {
    const one = await create('one', draw(-40));
    const two = await create('two', draw(-41));
    expect(await nearest(-40, { poseIds: [two.id] })).toMatchObject({ poseId: two.id });
    expect(await nearest(-40)).toMatchObject({ poseId: one.id, distance: 0 });
    expect(await nearest(-40, { poseIds: [] })).toBeUndefined();
  });

  it('leaves out archived libraries, unless it is told of their poses', async () => {
    const old = await createPoseLibrary(clone.current, { studioId, name: 'old' });
    const pose = await create('stored away', draw(-70), old.id);
    expect(await nearest(-70)).toMatchObject({ poseId: pose.id });
    await archivePoseLibrary(clone.current, { studioId, id: old.id, revision: 1 });
    expect((await nearest(-70))?.poseId).not.toBe(pose.id);
    expect(await nearest(-70, { poseIds: [pose.id] })).toMatchObject({ poseId: pose.id });
  });

  it('knows nothing of other studios', async () => {
    const foreign = await createTestStudio(clone.current, 'foreign');
    const [pose] = await search.findSimilar(studioId, { like: { pose: draw(0) }, limit: 1 });
    const asked = search.findSimilar(foreign.studioId, { like: { poseId: pose!.poseId } });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'like.poseId' });
    const found = await search.findSimilar(foreign.studioId, { like: { pose: draw(0) }, limit: 200 });
    expect(found.map(({ poseId }) => poseId)).not.toContain(pose!.poseId);
  });

  it('sees every pose at once, however many are asked for and made side by side', async () => {
    const made = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const { id } = await create(`side by side ${i}`, draw(100 + 5 * i));
        return { id, found: await nearest(100 + 5 * i) };
      }),
    );
    for (const { id, found } of made) expect(found).toMatchObject({ poseId: id, distance: 0 });
  });

  it('refuses what has no shape, and limits that are none', async () => {
    const find = (options: Parameters<PoseSearch['findSimilar']>[1]) => search.findSimilar(studioId, options);
    const wrong = { code: 'NOT_FOUND', field: 'like.person' };
    await expect(find({ like: { pose: draw() } })).rejects.toMatchObject(wrong);
    await expect(find({ like: { pose: draw(1), person: 4 } })).rejects.toMatchObject(wrong);
    const wrongLimit = { code: 'INVALID_INPUT', field: 'limit' };
    await expect(find({ like: { pose: draw(1) }, limit: 0 })).rejects.toMatchObject(wrongLimit);
  });

  it('reports near duplicates of a library, mirror images among them', async () => {
    const library = await createPoseLibrary(clone.current, { studioId, name: 'twice' });
    const [a, b] = [await create('a', draw(0), library.id), await create('b', draw(0.3), library.id)];
    const c = await create('c', mirrorPose(draw(50)), library.id);
    const d = await create('d', draw(50), library.id);
    const options = { maxDistance: 1e-3, mirror: true };
    const { pairs, shapes } = await findNearDuplicates(clone.current, studioId, library.id, options);
    expect(shapes).toBe(4);
    const sorted = pairs.map(({ poseIds, mirrored }) => ({ poseIds: [...poseIds].sort(), mirrored }));
    expect(sorted).toEqual([
      { poseIds: [c.id, d.id].sort(), mirrored: true },
      { poseIds: [a.id, b.id].sort(), mirrored: false },
    ]);
    for (const { distance, joints } of pairs)
      expect(joints.reduce((sum, joint) => sum + joint.distance, 0)).toBeCloseTo(distance, 9);
    const { id, revision } = a;
    await deprecatePose(clone.current, { studioId, id, revision, inFavourOf: b.id });
    expect((await findNearDuplicates(clone.current, studioId, library.id, options)).pairs).toHaveLength(1);
    const foreign = findNearDuplicates(clone.current, studioId, studioId, options);
    await expect(foreign).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'libraryId' });
  });
});
