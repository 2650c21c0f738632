import { exportPoses } from '../exports/export-poses.js';
import { formatChain } from '../exports/licence-notice.js';
import { findNoticedPose, loadPoseNotices } from '../exports/licence-notices.js';
import { createLocalStorage } from '../storage/local-storage.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { useTestDatabase } from '../testing/test-database.js';
import { createPose, updatePose } from './edit-pose.js';
import { createPoseLibrary } from './edit-pose-library.js';
import { listPoses, type Pose } from './poses.js';

const dataOf = (x: number) => ({
  skeleton: 'coco17' as const,
  width: 64,
  height: 48,
  people: [{ keypoints: Array.from({ length: 17 }, (_, n) => ({ x: x + n, y: n, visibility: 2 as const })) }],
});

describe('parts of other poses', () => {
  const clone = useTestDatabase();
  const folder = createTemporaryFolder();
  afterAll(() => folder.remove());
  let own: TestStudio;
  let rival: TestStudio;
  let free: string;
  let bound: string;
  beforeAll(async () => {
    own = await createTestStudio(clone.current, 'own');
    rival = await createTestStudio(clone.current, 'rival');
    const create = async (name: string, licence: string) =>
      (await createPoseLibrary(clone.current, { studioId: own.studioId, name, licence })).id;
    free = await create('Own shoot', 'CC-BY-4.0');
    bound = await create('Human-Art', 'CC-BY-NC-4.0');
  });

  let shapes = 0;
  const nextData = () => dataOf((shapes += 1));
  const create = (name: string, libraryId: string) =>
    createPose(clone.current, { studioId: own.studioId, libraryId, name, data: nextData() });
  const change = ({ id, revision }: Pose, partIds: string[] = [], data = nextData()) =>
    updatePose(clone.current, { studioId: own.studioId, id, revision, data, partIds });
  const chains = async ({ currentVersionId: id }: Pose) =>
    (await loadPoseNotices(clone.current, own.studioId, [id])).get(id)!.map((notice) => formatChain(notice, 'it'));

  it('bring their terms along, through other poses and into the versions that follow', async () => {
    const hand = await create('hand', bound);
    const arm = await change(await create('arm', free), [hand.currentVersionId]);
    const body = await change(await change(await create('body', free), [arm.currentVersionId]));
    expect(await chains(body)).toEqual(
      [
        'it <- pose "body" (version 3) <- library "Own shoot": CC-BY-4.0 is not known to allow commercial use',
        'it <- pose "body" (version 3) <- pose "arm" (version 2) <- library "Own shoot": CC-BY-4.0 is not known to allow commercial use',
        'it <- pose "body" (version 3) <- pose "arm" (version 2) <- pose "hand" (version 1) <- library "Human-Art": CC-BY-NC-4.0 forbids commercial use',
      ].map((chain) => expect.stringContaining(chain.slice(0, chain.lastIndexOf(':')))),
    );
    const found = await findNoticedPose(clone.current, own.studioId, body.currentVersionId);
    expect(found).toMatchObject({ pose: { width: 64 }, notices: { length: 3 } });
    expect(await findNoticedPose(clone.current, rival.studioId, body.currentVersionId)).toBeNull();
  });

  it('stand against an export for commercial use, by name, and are in its files', async () => {
    const studioId = own.studioId;
    const storage = createLocalStorage(folder.path);
    const foot = await create('foot', bound);
    const walk = await change(await create('walk', free), [foot.currentVersionId]);
    const run = (commercialUse: boolean) =>
      exportPoses(clone.current, storage, {
        ...{ studioId, poseVersionIds: [walk.currentVersionId], format: 'COCO', commercialUse },
      });
    await expect(run(true)).rejects.toMatchObject({ code: 'LICENSE_CONFLICT' });
    await expect(run(true)).rejects.toThrow(
      'the export <- pose "walk" (version 2) <- pose "foot" (version 1) <- library "Human-Art": CC-BY-NC-4.0 forbids commercial use',
    );
    const made = await run(false);
    const read = async (name: string) =>
      (await storage.read(made.files.find(({ fileName }) => fileName === name)!.sha256)).toString();
    expect(JSON.parse(await read('poses.json'))).toMatchObject({
      licenses: [{ name: 'CC-BY-4.0 AND CC-BY-NC-4.0', commercial_use: false }],
    });
    expect(await read('LICENCES.txt')).toContain('  - foot, in pose "walk" (version 2)');
    const allowed = async (commercialUse: boolean) =>
      (
        await listPoses(clone.current, studioId, { filter: { commercialUse, libraryIds: [free] }, page: { first: 50 } })
      ).edges.map(({ node }) => node.name);
    expect(await allowed(true)).not.toContain('walk');
    expect(await allowed(false)).toContain('walk');
  });

  it('are no part of themselves, and none where nothing has changed', async () => {
    const pose = await create('same', free);
    const again = await change(pose, [pose.currentVersionId]);
    expect(await chains(again)).toHaveLength(1);
    const data = nextData();
    const other = await create('other', bound);
    const kept = await change(await change(again, [], data), [other.currentVersionId], data);
    expect(await chains(kept)).toHaveLength(1);
  });

  it("are no other studio's", async () => {
    const pose = await create('mine', free);
    const theirs = await createPoseLibrary(clone.current, { studioId: rival.studioId, name: 'Theirs' });
    const secret = await createPose(clone.current, {
      ...{ studioId: rival.studioId, libraryId: theirs.id, name: 'secret', data: nextData() },
    });
    const refused = change(pose, [secret.currentVersionId]);
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'partIds.0' });
  });
});
