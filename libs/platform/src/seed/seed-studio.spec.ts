import type { Pose as PoseValue } from '@contrapposto/pose';
import { fillPrompt } from '../generations/prompt-template.js';
import { archivePoseLibrary } from '../library/edit-pose-library.js';
import { PoseData } from '../library/pose-data.js';
import { listPoseLibraries } from '../library/pose-libraries.js';
import { countPoses, listPoses, loadPoseVersions, readPoseFacets } from '../library/poses.js';
import { countPrompts, listPrompts, loadPromptVersions } from '../library/prompts.js';
import { createTestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { ensureStudio } from './ensure-studio.js';
import { readSeedPrompts, readSeedSpatialPoses } from './read-seed.js';
import { seedStudio } from './seed-studio.js';

const SCENES = 20;
const LIBRARIES = ['Starter poses', 'Starter poses in 3D'];

describe('the seed', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;
  const page = { first: 100 };
  const begin = (slug: string) => ensureStudio(db(), { slug, name: 'Local' });

  it('belongs to a studio that is made once', async () => {
    const studio = await begin('local');
    expect(studio).toMatchObject({ slug: 'local', name: 'Local' });
    const again = await Promise.all([begin('local'), ensureStudio(db(), { slug: 'local', name: 'Other' })]);
    expect(again).toEqual([studio, studio]);
    await expect(begin('No Slug')).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'slug' });
  });

  it('is given once, however many programs start together', async () => {
    const { id } = await begin('together');
    const given = await Promise.all([seedStudio(db(), id), seedStudio(db(), id), seedStudio(db(), id)]);
    expect(given.filter(Boolean)).toHaveLength(1);
    const { edges } = await listPoseLibraries(db(), id, { page });
    expect(edges.map(({ node }) => node.name)).toEqual(LIBRARIES);
    for (const { node } of edges) await archivePoseLibrary(db(), { studioId: id, id: node.id, revision: 1 });
    expect(await seedStudio(db(), id)).toBe(false);
    expect(await countPoses(db(), id)).toBe(0);
  });

  it('leaves what is there already', async () => {
    const { studioId } = await createTestStudio(db(), 'busy');
    await db().query(`insert into pose_libraries (studio_id, name) values ($1, 'starter POSES')`, [studioId]);
    await seedStudio(db(), studioId);
    const { edges } = await listPoseLibraries(db(), studioId, { page });
    expect(edges.map(({ node }) => node.name)).toEqual([
      'starter',
      'starter POSES',
      'Starter poses (2)',
      'Starter poses in 3D',
    ]);
  });

  it('is refused to nobody', async () => {
    await expect(seedStudio(db(), '00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('holds whole people on their canvas, each pose under a name of its own and with tags', async () => {
    const { id } = await begin('poses');
    await seedStudio(db(), id);
    const [starter] = (await listPoseLibraries(db(), id, { page })).edges.map(({ node }) => node);
    const filter = { libraryIds: [starter!.id] };
    expect(await countPoses(db(), id, filter)).toBeGreaterThanOrEqual(150);
    const { people, tags } = await readPoseFacets(db(), id, filter);
    expect(people.map(({ value }) => value)).toEqual([1, 2, 3]);
    expect(people.every(({ count }) => count >= 10)).toBe(true);
    expect(tags.map(({ value }) => value)).toEqual(expect.arrayContaining(['dance', 'fight', 'yoga', 'side view']));
    const poses = (await listPoses(db(), id, { filter, page })).edges.map(({ node }) => node);
    expect(poses[0]!.name).toBe('Standing');
    expect(new Set(poses.map(({ name }) => name.toLowerCase())).size).toBe(poses.length);
    for (const { data } of (
      await loadPoseVersions(
        db(),
        id,
        poses.map((pose) => pose.currentVersionId),
      )
    ).values())
      for (const { x, y, visibility } of data.people.flatMap(({ keypoints }) => keypoints)) {
        expect(visibility).toBeGreaterThan(0);
        expect(Math.min(x, y, data.width - x, data.height - y)).toBeGreaterThanOrEqual(0);
      }
  });

  it('gives a studio that has the first seed what came later, and that alone', async () => {
    const { id } = await begin('earlier');
    await db().query('update studios set seed_version = 1 where id = $1', [id]);
    expect(await seedStudio(db(), id)).toBe(true);
    const { edges } = await listPoseLibraries(db(), id, { page });
    expect(edges.map(({ node }) => node.name)).toEqual([LIBRARIES[1]]);
    expect(await countPrompts(db(), id)).toBe(0);
  });

  it('holds three hundred poses in three dimensions over sixty actions, seen from five sides', async () => {
    const poses = readSeedSpatialPoses();
    expect(poses).toHaveLength(300);
    expect(new Set(poses.map(({ tags }) => tags[0])).size).toBe(60);
    expect(new Set(poses.map(({ name }) => name.toLowerCase())).size).toBe(300);
    for (const { json } of poses) {
      const data = PoseData.parse(JSON.parse(json) as PoseValue);
      expect(data.spatial!.cameras.map(({ name }) => name)).toEqual(['best', 'front', 'left', 'back', 'right']);
      for (const { x, y } of data.people.flatMap(({ keypoints }) => keypoints))
        expect(Math.min(x, y, data.width - x, data.height - y)).toBeGreaterThanOrEqual(0);
    }
  });

  it('has templates for every scene that fill themselves', async () => {
    const { id } = await begin('prompts');
    await seedStudio(db(), id);
    expect(await countPrompts(db(), id)).toBe(2 * SCENES);
    const prompts = (await listPrompts(db(), id, { page })).edges.map(({ node }) => node);
    expect(prompts.map(({ name }) => name)).toEqual(readSeedPrompts().map(({ name }) => name));
    expect(new Set(prompts.map(({ tags }) => tags[0])).size).toBe(SCENES);
    const versions = await loadPromptVersions(
      db(),
      id,
      prompts.map((prompt) => prompt.currentVersionId),
    );
    const filled = prompts.map((prompt) => {
      const { template, slots } = versions.get(prompt.currentVersionId)!;
      return fillPrompt(template, slots, {});
    });
    expect(filled[0]).toBe('cartoon, a woman in a red dress dancing in a field');
    expect(filled).toContain('sculpture, a statue of two women dancing in a museum');
  });
});
