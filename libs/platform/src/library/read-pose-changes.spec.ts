import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { createPose, updatePose } from './edit-pose.js';
import { createPoseLibrary } from './edit-pose-library.js';
import { type PoseChangeMark, readPoseChanges } from './read-pose-changes.js';

const DATA = {
  skeleton: 'coco17' as const,
  width: 64,
  height: 64,
  people: [{ keypoints: Array.from({ length: 17 }, (_, n) => ({ x: n, y: n, visibility: 2 as const })) }],
};

describe('readPoseChanges', () => {
  const clone = useTestDatabase();
  let studio: TestStudio;
  let libraryId: string;

  beforeAll(async () => {
    studio = await createTestStudio(clone.current);
    libraryId = (await createPoseLibrary(clone.current, { studioId: studio.studioId, name: 'changing' })).id;
  });

  /** Reads to the end, two at a time. */
  async function readAll(from: PoseChangeMark | null) {
    const ids: string[] = [];
    const deletedIds: string[] = [];
    for (let mark = from; ;) {
      const { changed, deletedIds: gone, next, more } = await readPoseChanges(clone.current, mark, 2);
      ids.push(...changed.map(({ id }) => id));
      deletedIds.push(...gone);
      if (!more) return { ids, deletedIds, next };
      mark = next;
    }
  }

  /** Reads all, and on until nothing comes again: what is written while other specs' transactions are under way on the same server does. */
  async function settle(): Promise<{ ids: readonly string[]; next: PoseChangeMark }> {
    const all = await readAll(null);
    let { next } = all;
    await until(async () => {
      const again = await readAll(next);
      next = again.next;
      return again.ids.length + again.deletedIds.length === 0;
    });
    return { ids: all.ids, next };
  }

  const create = (name: string) =>
    createPose(clone.current, { studioId: studio.studioId, libraryId, name, data: DATA });

  it('gives all, and then what has changed', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const poses = [];
    for (const name of names) poses.push(await create(name));
    const first = await settle();
    expect(first.ids).toHaveLength(5);
    const { id } = poses[1]!;
    const changed = await updatePose(clone.current, {
      studioId: studio.studioId,
      id,
      revision: 1,
      data: { ...DATA, width: 32 },
    });
    const { changed: found } = await readPoseChanges(clone.current, first.next);
    expect(found).toEqual([
      {
        id,
        versionId: changed.currentVersionId,
        studioId: studio.studioId,
        libraryId,
        tags: [],
        people: 1,
        archived: false,
        data: { ...DATA, width: 32 },
      },
    ]);
  });

  it('misses nothing of a transaction that began before the reading and ended after it', async () => {
    const { next } = await settle();
    const slow = await clone.current.pool.connect();
    await slow.query('begin');
    await slow.query(`update poses set name = 'slow' where id = (select id from poses where name = 'a')`);
    const quick = await create('quick');
    const between = await readAll(next);
    expect(between.ids).toEqual([quick.id]);
    await slow.query('commit');
    slow.release();
    expect((await readAll(between.next)).ids).toHaveLength(2);
  });

  it('tells what is gone', async () => {
    const { next } = await settle();
    const { rows } = await clone.current.query<{ id: string }>(`delete from poses where name = 'quick' returning id`);
    expect((await readAll(next)).deletedIds).toEqual(rows.map(({ id }) => id));
  });
});
