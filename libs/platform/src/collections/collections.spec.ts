import { createPose } from '../library/edit-pose.js';
import { createPoseLibrary } from '../library/edit-pose-library.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { collectPoses, dropPoses } from './collect-poses.js';
import { archivePoseCollection, createPoseCollection, updatePoseCollection } from './edit-pose-collection.js';
import { countCollectedPoses, listCollectedPoses, listPoseCollections, loadCollectionsOf } from './pose-collections.js';

const PERSON = { keypoints: Array.from({ length: 17 }, (_, n) => ({ x: n, y: n, visibility: 2 as const })) };
const DATA = { skeleton: 'coco17' as const, width: 64, height: 64, people: [PERSON] };

describe('collections', () => {
  const clone = useTestDatabase();
  let own: TestStudio;
  let rival: TestStudio;
  const poseIds = new Map<string, string>();

  beforeAll(async () => {
    own = await createTestStudio(clone.current, 'own');
    rival = await createTestStudio(clone.current, 'rival');
    const { studioId } = own;
    for (const library of ['one', 'two']) {
      const { id: libraryId } = await createPoseLibrary(clone.current, { studioId, name: library });
      for (const letter of ['a', 'b', 'c']) {
        const name = `${library} ${letter}`;
        poseIds.set(name, (await createPose(clone.current, { studioId, libraryId, name, data: DATA })).id);
      }
    }
  });

  const idsOf = (...names: readonly string[]) => names.map((name) => poseIds.get(name)!);
  const collect = (collectionId: string, names: readonly string[], after?: string | null) =>
    collectPoses(clone.current, {
      studioId: own.studioId,
      collectionId,
      poseIds: idsOf(...names),
      ...(after !== undefined && { after: after === null ? null : poseIds.get(after)! }),
    });

  async function namesIn(collectionId: string, first = 100, after?: string) {
    const page = (
      await listCollectedPoses(clone.current, own.studioId, [collectionId], { first, ...(after && { after }) })
    ).get(collectionId)!;
    return { names: page.edges.map(({ node }) => node.name), cursor: page.edges.at(-1)?.cursor };
  }

  const create = (name: string) => createPoseCollection(clone.current, { studioId: own.studioId, name });

  it('keep poses of several libraries in the order that they were given', async () => {
    const { id } = await create('Fight scene');
    await collect(id, ['two b', 'one a', 'one b']);
    await collect(id, ['two c'], 'two b');
    await collect(id, ['one c', 'two a'], null);
    expect((await namesIn(id)).names).toEqual(['one c', 'two a', 'two b', 'two c', 'one a', 'one b']);
    await collect(id, ['one b', 'one c'], 'two b');
    expect((await namesIn(id)).names).toEqual(['two a', 'two b', 'one b', 'one c', 'two c', 'one a']);
    expect(await countCollectedPoses(clone.current, own.studioId, [id])).toEqual(new Map([[id, 6]]));
  });

  it('have places between any two, however often somebody asks for one', async () => {
    const { id } = await create('Narrow');
    await collect(id, ['one a', 'one b']);
    for (let n = 0; n < 60; n += 1) await collect(id, [n % 2 === 0 ? 'two a' : 'two b'], 'one a');
    expect((await namesIn(id)).names).toEqual(['one a', 'two b', 'two a', 'one b']);
  });

  it('show each pose once to somebody who turns pages while others put poses in', async () => {
    const { id } = await create('Pages');
    await collect(id, ['one a', 'one b', 'one c']);
    const { names, cursor } = await namesIn(id, 2);
    await collect(id, ['two a'], null);
    expect([...names, ...(await namesIn(id, 100, cursor)).names]).toEqual(['one a', 'one b', 'one c']);
  });

  it('let go of poses, and are told of each pose', async () => {
    const { id } = await create('Dropped');
    await collect(id, ['one a', 'one b']);
    const input = { studioId: own.studioId, collectionId: id, poseIds: idsOf('one a', 'two a') };
    expect(await dropPoses(clone.current, input)).toMatchObject({ revision: 3 });
    expect((await namesIn(id)).names).toEqual(['one b']);
    const of = await loadCollectionsOf(clone.current, own.studioId, idsOf('one b', 'one a'));
    expect(of.get(poseIds.get('one b')!)?.map(({ name }) => name)).toContain('Dropped');
    expect(of.get(poseIds.get('one a')!)?.map(({ name }) => name)).not.toContain('Dropped');
  });

  it('are edited by revision, have names of their own, and take nothing while they are archived', async () => {
    const { id } = await create('Named');
    await expect(create('named')).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'name' });
    const edit = { studioId: own.studioId, id, revision: 1 };
    expect(await updatePoseCollection(clone.current, { ...edit, description: 'x' })).toMatchObject({
      description: 'x',
    });
    await expect(updatePoseCollection(clone.current, { ...edit, name: 'y' })).rejects.toMatchObject({
      code: 'STALE_REVISION',
    });
    await archivePoseCollection(clone.current, { ...edit, revision: 2 });
    await expect(collect(id, ['one a'])).rejects.toMatchObject({ code: 'ARCHIVED', field: 'collectionId' });
    const { edges } = await listPoseCollections(clone.current, own.studioId, { page: { first: 100 } });
    expect(edges.map(({ node }) => node.name)).not.toContain('Named');
  });

  it("know nothing of another studio's", async () => {
    const { id } = await create('Ours');
    await collect(id, ['one a']);
    const theirs = await createPoseCollection(clone.current, { studioId: rival.studioId, name: 'Ours' });
    const missing = { code: 'NOT_FOUND' };
    await expect(collect(theirs.id, ['one a'])).rejects.toMatchObject({ ...missing, field: 'collectionId' });
    const steal = { studioId: rival.studioId, collectionId: theirs.id, poseIds: idsOf('one a') };
    await expect(collectPoses(clone.current, steal)).rejects.toMatchObject({ ...missing, field: 'poseIds.0' });
    const seen = await listCollectedPoses(clone.current, rival.studioId, [id], { first: 10 });
    expect(seen.get(id)!.edges).toEqual([]);
    expect([...(await loadCollectionsOf(clone.current, rival.studioId, idsOf('one a'))).values()]).toEqual([[]]);
  });

  it('name the pose behind which nothing can come', async () => {
    const { id } = await create('After');
    await collect(id, ['one a']);
    const refused = { code: 'INVALID_INPUT', field: 'after' };
    await expect(collect(id, ['one b'], 'two c')).rejects.toMatchObject(refused);
    await expect(collect(id, ['one a'], 'one a')).rejects.toMatchObject(refused);
  });
});
