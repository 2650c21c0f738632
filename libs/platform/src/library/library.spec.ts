import { randomUUID } from 'node:crypto';
import type { Pose as PoseValue } from '@contrapposto/pose';
import type { Database } from '../database/database.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { archivePose, createPose, updatePose } from './edit-pose.js';
import { archivePoseLibrary, createPoseLibrary, updatePoseLibrary } from './edit-pose-library.js';
import { archivePrompt, createPrompt, updatePrompt } from './edit-prompt.js';
import {
  countPoseLibraries,
  countPosesOf,
  listPoseLibraries,
  loadPoseLibraries,
  type PoseLibrary,
} from './pose-libraries.js';
import {
  countPoses,
  listPoses,
  loadPoses,
  loadPoseVersions,
  loadPoseVersionsOf,
  NO_FACETS,
  type PoseFilter,
  readPoseFacets,
} from './poses.js';
import { countPrompts, listPrompts, loadPrompts, loadPromptVersions, loadPromptVersionsOf } from './prompts.js';

const joint = (x: number) => ({ x, y: 10, visibility: 2 }) as const;
const person = (x = 5) => ({ keypoints: Array.from({ length: 17 }, (_, index) => joint(x + index)) });
const poseOf = (people = 1, x = 5): PoseValue => ({
  skeleton: 'coco17',
  width: 64,
  height: 64,
  people: Array.from({ length: people }, () => person(x)),
});

describe('the library', () => {
  const clone = useTestDatabase();
  let studio: TestStudio;
  let stranger: TestStudio;
  let library: PoseLibrary;
  const db = (): Database => clone.current;
  const mine = () => studio.studioId;
  const page = { first: 100 };

  beforeAll(async () => {
    studio = await createTestStudio(db());
    stranger = await createTestStudio(db(), 'stranger');
  });
  beforeEach(async () => {
    await db().query('delete from pose_libraries where name <> $1', ['starter']);
    library = await createPoseLibrary(db(), { studioId: mine(), name: 'Dances' });
  });

  const addPose = (name: string, tags: string[] = [], data = poseOf()) =>
    createPose(db(), { studioId: mine(), libraryId: library.id, name, tags, data });
  const nameList = async (filter: PoseFilter) =>
    (await listPoses(db(), mine(), { filter, page })).edges.map(({ node }) => node.name);

  describe('pose libraries', () => {
    it('are created, changed field by field, archived and taken out again', async () => {
      expect(library).toMatchObject({ name: 'Dances', description: '', licence: null, revision: 1, archivedAt: null });
      const id = { studioId: mine(), id: library.id };
      const described = await updatePoseLibrary(db(), { ...id, revision: 1, description: 'old', licence: 'CC0-1.0' });
      expect(described).toMatchObject({ name: 'Dances', description: 'old', licence: 'CC0-1.0', revision: 2 });
      expect(await updatePoseLibrary(db(), { ...id, revision: 2, licence: null })).toMatchObject({ licence: null });
      expect((await archivePoseLibrary(db(), { ...id, revision: 3 })).archivedAt).toBeInstanceOf(Date);
      expect(await countPoseLibraries(db(), mine())).toBe(1);
      expect(await countPoseLibraries(db(), mine(), { archived: true })).toBe(1);
      await expect(updatePoseLibrary(db(), { ...id, revision: 4, name: 'x' })).rejects.toMatchObject({
        code: 'ARCHIVED',
      });
      expect(await archivePoseLibrary(db(), { ...id, revision: 4, archived: false })).toMatchObject({
        archivedAt: null,
        revision: 5,
      });
    });

    it('have names that no other in use has', async () => {
      const id = { studioId: mine(), id: library.id };
      const taken = { code: 'ALREADY_EXISTS', field: 'name' };
      await expect(createPoseLibrary(db(), { studioId: mine(), name: ' dANCES ' })).rejects.toMatchObject(taken);
      await expect(updatePoseLibrary(db(), { ...id, revision: 1, name: 'Starter' })).rejects.toMatchObject(taken);
      await archivePoseLibrary(db(), { ...id, revision: 1 });
      await createPoseLibrary(db(), { studioId: mine(), name: 'Dances' });
      await expect(archivePoseLibrary(db(), { ...id, revision: 2, archived: false })).rejects.toMatchObject(taken);
      await createPoseLibrary(db(), { studioId: stranger.studioId, name: 'Dances' });
    });

    it('are found by words, oldest first, with their number of poses', async () => {
      await createPoseLibrary(db(), { studioId: mine(), name: '100% ballet', description: 'Tall dancers' });
      const found = async (text: string) =>
        (await listPoseLibraries(db(), mine(), { filter: { text }, page })).edges.map(({ node }) => node.name);
      expect(await found('')).toEqual(['starter', 'Dances', '100% ballet']);
      expect(await found('DANCE')).toEqual(['Dances', '100% ballet']);
      expect(await found('tall ballet')).toEqual(['100% ballet']);
      expect(await found('0%')).toEqual(['100% ballet']);
      expect(await found('d%s')).toEqual([]);
      await addPose('one');
      const gone = await addPose('two');
      await archivePose(db(), { studioId: mine(), id: gone.id, revision: 1 });
      expect(await countPosesOf(db(), mine(), [library.id, 'nonsense'])).toEqual(new Map([[library.id, 1]]));
    });
  });

  describe('poses', () => {
    it('get a new version when their data changes, and only then', async () => {
      const pose = await addPose('dancer', ['solo', ' solo ', 'dance']);
      expect(pose).toMatchObject({ tags: ['solo', 'dance'], people: 1, revision: 1, libraryId: library.id });
      const id = { studioId: mine(), id: pose.id };
      const renamed = await updatePose(db(), { ...id, revision: 1, name: 'A dancer', data: poseOf() });
      expect(renamed).toMatchObject({ name: 'A dancer', currentVersionId: pose.currentVersionId, revision: 2 });
      const pair = await updatePose(db(), { ...id, revision: 2, data: poseOf(2) });
      expect(pair).toMatchObject({ name: 'A dancer', tags: ['solo', 'dance'], people: 2, revision: 3 });
      const versions = (await loadPoseVersionsOf(db(), mine(), [pose.id])).get(pose.id)!;
      expect(versions.map(({ version, people }) => [version, people])).toEqual([
        [1, 1],
        [2, 2],
      ]);
      expect(versions[0]).toMatchObject({ id: pose.currentVersionId, data: poseOf() });
      expect(await loadPoseVersions(db(), mine(), [pair.currentVersionId])).toEqual(
        new Map([[pair.currentVersionId, versions[1]]]),
      );
    });

    it('let the first of two editors win', async () => {
      const pose = await addPose('contested');
      const edits = ['a', 'b', 'c'].map((name) =>
        updatePose(db(), { studioId: mine(), id: pose.id, revision: 1, name, data: poseOf(1, name.charCodeAt(0)) }),
      );
      const outcomes = await Promise.allSettled(edits);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused.map(({ reason }) => reason as unknown)).toEqual(
        Array(2).fill(expect.objectContaining({ code: 'STALE_REVISION', field: 'revision' })),
      );
      expect((await loadPoseVersionsOf(db(), mine(), [pose.id])).get(pose.id)).toHaveLength(2);
    });

    it('are found by words, tags, people and library, and counted by tags and people', async () => {
      await addPose('Solo dance', ['dance', 'solo']);
      await addPose('Pair dance', ['dance'], poseOf(2));
      await addPose('Leap', ['sport'], poseOf(2));
      const own = { libraryIds: [library.id] };
      expect(await nameList({ ...own, text: 'danc' })).toEqual(['Solo dance', 'Pair dance']);
      expect(await nameList({ ...own, text: 'dance solo' })).toEqual(['Solo dance']);
      expect(await nameList({ ...own, tags: ['dance', 'solo'] })).toEqual(['Solo dance']);
      expect(await nameList({ ...own, people: 2 })).toEqual(['Pair dance', 'Leap']);
      expect(await nameList({})).toEqual(['dancer', 'Solo dance', 'Pair dance', 'Leap']);
      expect(await nameList({ libraryIds: [] })).toEqual([]);
      expect(await countPoses(db(), mine(), { people: 2 })).toBe(2);
      expect(await readPoseFacets(db(), mine(), own)).toEqual({
        tags: [
          { value: 'dance', count: 2 },
          { value: 'solo', count: 1 },
          { value: 'sport', count: 1 },
        ],
        people: [
          { value: 1, count: 1 },
          { value: 2, count: 2 },
        ],
        skeletons: [{ value: 'coco17', count: 3 }],
        licences: [{ value: null, count: 3 }],
        spatial: [{ value: false, count: 3 }],
      });
      expect(await readPoseFacets(db(), mine(), { text: 'no such pose' })).toEqual(NO_FACETS);
    });

    it('come in every order', async () => {
      const first = await addPose('b');
      await addPose('A');
      await addPose('c');
      await updatePose(db(), { studioId: mine(), id: first.id, revision: 1, tags: ['new'] });
      const inOrder = async (orderBy: Parameters<typeof listPoses>[2]['orderBy']) =>
        (await listPoses(db(), mine(), { filter: { libraryIds: [library.id] }, orderBy: orderBy!, page })).edges
          .map(({ node }) => node.name)
          .join('');
      expect(await inOrder('CREATED_AT_ASC')).toBe('bAc');
      expect(await inOrder('CREATED_AT_DESC')).toBe('cAb');
      expect(await inOrder('NAME_ASC')).toBe('Abc');
      expect(await inOrder('NAME_DESC')).toBe('cbA');
      expect(await inOrder('UPDATED_AT_DESC')).toBe('bcA');
    });

    it('go out of sight with their library, and cannot be changed in it', async () => {
      const pose = await addPose('hidden');
      await archivePoseLibrary(db(), { studioId: mine(), id: library.id, revision: 1 });
      expect(await nameList({})).toEqual(['dancer']);
      expect(await nameList({ libraryIds: [library.id] })).toEqual(['hidden']);
      await expect(addPose('late')).rejects.toMatchObject({ code: 'ARCHIVED', field: 'libraryId' });
      await expect(updatePose(db(), { studioId: mine(), id: pose.id, revision: 1, name: 'x' })).rejects.toMatchObject({
        code: 'ARCHIVED',
      });
    });

    it('are archived and taken out again', async () => {
      const pose = await addPose('resting');
      const id = { studioId: mine(), id: pose.id };
      await archivePose(db(), { ...id, revision: 1 });
      expect(await nameList({ libraryIds: [library.id] })).toEqual([]);
      expect(await nameList({ libraryIds: [library.id], archived: true })).toEqual(['resting']);
      await archivePose(db(), { ...id, revision: 2, archived: false });
      expect(await nameList({ libraryIds: [library.id] })).toEqual(['resting']);
    });

    const twoJoints = { keypoints: [joint(1), joint(2)] };
    it.each([
      ['a skeleton that nobody knows', { ...poseOf(), skeleton: 'coco18' }, 'data.skeleton'],
      ['too few joints', { ...poseOf(), people: [person(), twoJoints] }, 'data.people.1.keypoints'],
      ['a coordinate that is none', poseOf(1, Number.NaN), 'data.people.0.keypoints.0.x'],
      ['an infinite coordinate', poseOf(1, Infinity), 'data.people.0.keypoints.0.x'],
      ['no canvas', { ...poseOf(), width: 0 }, 'data.width'],
      ['a canvas beyond the limit', { ...poseOf(), height: 8193 }, 'data.height'],
      ['half a pixel', { ...poseOf(), height: 64.5 }, 'data.height'],
      ['a crowd', poseOf(101), 'data.people'],
      ['a field that poses do not have', { ...poseOf(), colour: 'red' }, 'data'],
      ['text that cannot be kept', { ...poseOf(), extra: { note: 'a\0b' } }, 'data'],
      ['half a character', { ...poseOf(), extra: { note: '\ud800' } }, 'data'],
    ])('refuse %s', async (_name, data, field) => {
      await expect(addPose('x', [], data as unknown as PoseValue)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        field,
      });
      expect(await nameList({ libraryIds: [library.id] })).toEqual([]);
    });

    it.each([
      ['', [], 'name'],
      ['x'.repeat(201), [], 'name'],
      ['a\0b', [], 'name'],
      ['x', [''], 'tags.0'],
      ['x', Array.from({ length: 51 }, String), 'tags'],
    ])('refuse the name %j with the tags %j', async (name, tags, field) => {
      await expect(addPose(name, tags)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
    });
  });

  describe('prompts', () => {
    const slots = [{ type: 'choice' as const, name: 'mood', choices: ['calm', 'wild'], default: 'calm' }];
    const addPrompt = (more: object = {}) =>
      createPrompt(db(), { studioId: mine(), name: 'Dance', template: 'a {mood} dancer', slots, ...more });

    it('get a new version when their words change, and only then', async () => {
      const prompt = await addPrompt({ tags: ['stage'] });
      const id = { studioId: mine(), id: prompt.id };
      await updatePrompt(db(), { ...id, revision: 1, name: 'Ballet', template: 'a {mood} dancer' });
      const changed = await updatePrompt(db(), { ...id, revision: 2, negativePrompt: 'blurry' });
      expect(changed).toMatchObject({ name: 'Ballet', tags: ['stage'], revision: 3 });
      const versions = (await loadPromptVersionsOf(db(), mine(), [prompt.id])).get(prompt.id)!;
      expect(versions).toMatchObject([
        { version: 1, template: 'a {mood} dancer', negativePrompt: null, slots },
        { version: 2, template: 'a {mood} dancer', negativePrompt: 'blurry', slots },
      ]);
      expect(versions[1]!.id).toBe(changed.currentVersionId);
      expect((await loadPromptVersions(db(), mine(), [versions[0]!.id])).get(versions[0]!.id)).toEqual(versions[0]);
      await expect(updatePrompt(db(), { ...id, revision: 1, name: 'x' })).rejects.toMatchObject({
        code: 'STALE_REVISION',
      });
    });

    it('are found, counted and archived', async () => {
      const prompt = await addPrompt({ name: 'Night', template: 'under the moon', slots: [], tags: ['quiet'] });
      expect(await countPrompts(db(), mine(), { text: 'moon' })).toBe(1);
      expect(await countPrompts(db(), mine(), { tags: ['quiet'] })).toBe(1);
      await archivePrompt(db(), { studioId: mine(), id: prompt.id, revision: 1 });
      expect(await countPrompts(db(), mine(), { text: 'moon' })).toBe(0);
      const { edges } = await listPrompts(db(), mine(), { filter: { archived: true }, orderBy: 'NAME_DESC', page });
      expect(edges.map(({ node }) => node.name)).toEqual(['Night']);
    });

    it.each([
      ['a gap without a slot', { template: '{mod}' }, 'template'],
      ['two slots of one name', { slots: [slots[0], slots[0]] }, 'slots.1.name'],
      ['a default that is no choice', { slots: [{ ...slots[0], default: 'sad' }] }, 'slots.0.default'],
      [
        'a range that holds nothing',
        { template: 'a', slots: [{ type: 'number', name: 'n', min: 2, max: 1 }] },
        'slots.0.max',
      ],
      [
        'a choice of nothing',
        { template: 'a', slots: [{ type: 'choice', name: 'c', choices: [] }] },
        'slots.0.choices',
      ],
      ['no words', { template: '' }, 'template'],
    ])('refuse %s', async (_name, more, field) => {
      await expect(addPrompt(more)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
    });
  });

  it('shows nothing of another studio, and changes nothing of it', async () => {
    const pose = await addPose('mine');
    const prompt = await createPrompt(db(), { studioId: mine(), name: 'Mine', template: 'x' });
    const theirs = stranger.studioId;
    const target = { studioId: theirs, revision: 1 };
    const notFound = expect.objectContaining({ code: 'NOT_FOUND' });
    expect(await loadPoseLibraries(db(), theirs, [library.id])).toEqual(new Map());
    expect(await loadPoses(db(), theirs, [pose.id, 'nonsense'])).toEqual(new Map());
    expect(await loadPoseVersions(db(), theirs, [pose.currentVersionId])).toEqual(new Map());
    expect(await loadPoseVersionsOf(db(), theirs, [pose.id])).toEqual(new Map());
    expect(await loadPrompts(db(), theirs, [prompt.id])).toEqual(new Map());
    expect(await loadPromptVersions(db(), theirs, [prompt.currentVersionId])).toEqual(new Map());
    expect(await loadPromptVersionsOf(db(), theirs, [prompt.id])).toEqual(new Map());
    expect(await countPosesOf(db(), theirs, [library.id])).toEqual(new Map());
    expect(await countPoses(db(), theirs, { libraryIds: [library.id] })).toBe(0);
    expect((await readPoseFacets(db(), theirs, { libraryIds: [library.id] })).people).toEqual([]);
    await expect(updatePoseLibrary(db(), { ...target, id: library.id, name: 'x' })).rejects.toEqual(notFound);
    await expect(archivePose(db(), { ...target, id: pose.id })).rejects.toEqual(notFound);
    await expect(updatePrompt(db(), { ...target, id: prompt.id, name: 'x' })).rejects.toEqual(notFound);
    await expect(archivePose(db(), { ...target, id: randomUUID() })).rejects.toEqual(notFound);
    const intruder = { studioId: theirs, libraryId: library.id, name: 'x', data: poseOf() };
    await expect(createPose(db(), intruder)).rejects.toEqual(notFound);
  });
});
