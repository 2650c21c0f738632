import { parseGltf, parsePoseFile } from '@contrapposto/pose';
import { findFile } from '../files/find-file.js';
import { createPose, type CreatePoseInput } from '../library/edit-pose.js';
import { createPoseLibrary } from '../library/edit-pose-library.js';
import { createLocalStorage } from '../storage/local-storage.js';
import type { Storage } from '../storage/storage.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { useTestDatabase } from '../testing/test-database.js';
import { exportPoses, type ExportPosesInput } from './export-poses.js';
import { INLINE_POSE } from './licence-notices.js';
import { countPoseExports, listPoseExports, type PoseExport } from './pose-exports.js';
import { EXPORT_FORMATS } from './pose-writers.js';
import { writePoses } from './write-poses.js';

const PERSON = {
  keypoints: Array.from({ length: 17 }, (_, n) => ({ x: 3 * n, y: 2 * n, visibility: 2 as const, score: 0.5 })),
};
const STANDING = {
  people: [{ hips: [0, 1, 0] as const, rotations: { leftUpperArm: [0, 0, 0.6, 0.8] as const } }],
  cameras: [],
};
const DATA = { skeleton: 'coco17' as const, width: 64, height: 48, people: [PERSON] };

describe('exportPoses', () => {
  const clone = useTestDatabase();
  const folder = createTemporaryFolder();
  let storage: Storage;
  let own: TestStudio;
  let rival: TestStudio;
  let libraryId: string;

  beforeAll(async () => {
    storage = createLocalStorage(folder.path);
    own = await createTestStudio(clone.current, 'own');
    rival = await createTestStudio(clone.current, 'rival');
    const terms = { licence: 'CC-BY-NC-4.0', attribution: 'Human-Art, IDEA' };
    libraryId = (await createPoseLibrary(clone.current, { studioId: own.studioId, name: 'Human-Art', ...terms })).id;
  });
  afterAll(() => folder.remove());

  async function create(name: string, terms: Partial<CreatePoseInput> = {}) {
    const input = { studioId: own.studioId, libraryId, name, data: DATA, ...terms };
    return (await createPose(clone.current, input)).currentVersionId;
  }

  const run = (poseVersionIds: readonly string[], rest: Partial<ExportPosesInput> = {}) =>
    exportPoses(clone.current, storage, {
      studioId: own.studioId,
      poseVersionIds: [...poseVersionIds],
      format: 'COCO',
      commercialUse: false,
      ...rest,
    });

  const read = async ({ files }: PoseExport, name: string) =>
    (await storage.read(files.find(({ fileName }) => fileName === name)!.sha256)).toString();

  it('writes one COCO file that reads back, with the licence of each picture, and says what was lost', async () => {
    const made = await run([await create('leap'), await create('free', { licence: 'MIT', author: 'Ada' })]);
    expect(made.files.map(({ fileName }) => fileName)).toEqual(['LICENCES.txt', 'poses.json']);
    const text = await read(made, 'poses.json');
    const { poses, problems } = parsePoseFile(new TextEncoder().encode(text), { fileName: 'poses.json' });
    expect(problems).toEqual([]);
    expect(poses.map(({ name }) => name)).toEqual(['leap', 'free']);
    expect(JSON.parse(text)).toMatchObject({
      licenses: [
        { id: 1, name: 'CC-BY-NC-4.0', attribution: 'Human-Art, IDEA', commercial_use: false },
        { id: 2, name: 'MIT', author: 'Ada', commercial_use: true },
      ],
      images: [{ license: 1 }, { license: 2 }],
    });
    expect(poses[0]!.people[0]!.keypoints[3]).toEqual(PERSON.keypoints[3]);
    expect(made.report.lossless).toBe(false);
    expect(made.report.losses).toContainEqual(
      expect.objectContaining({ kind: 'SYNTHESIZED', what: 'people[].id', count: 2 }),
    );
    expect(await read(made, 'LICENCES.txt')).toContain('Licence: CC-BY-NC-4.0\nCommercial use: no\n');
    expect(made.licences.map(({ name, licence, statedBy }) => [name, licence, statedBy])).toEqual([
      ['leap', 'CC-BY-NC-4.0', 'LIBRARY'],
      ['free', 'MIT', 'POSE'],
    ]);
  });

  it('refuses commercial use that a licence forbids, or is not known to allow, and names the way to it', async () => {
    const ids = [
      await create('taken'),
      await create('ours', { licence: 'House rules' }),
      await create('ok', { licence: 'MIT' }),
    ];
    const before = await countPoseExports(clone.current, own.studioId);
    const refused = run(ids, { commercialUse: true });
    await expect(refused).rejects.toMatchObject({ code: 'LICENSE_CONFLICT', field: 'commercialUse' });
    await expect(refused).rejects.toThrow(
      'the export <- pose "taken" (version 1) <- library "Human-Art": CC-BY-NC-4.0 forbids commercial use; ' +
        'the export <- pose "ours" (version 1): House rules is not known to allow commercial use (the export)',
    );
    expect(await countPoseExports(clone.current, own.studioId)).toBe(before);
    expect(await run([ids[2]!], { commercialUse: true })).toMatchObject({ commercialUse: true });
  });

  it('keeps the terms as they were', async () => {
    const id = await create('frozen');
    const made = await run([id]);
    await clone.current.query(`update pose_libraries set licence = 'MIT' where id = $1`, [libraryId]);
    const { edges } = await listPoseExports(clone.current, own.studioId, { first: 1 });
    await clone.current.query(`update pose_libraries set licence = 'CC-BY-NC-4.0' where id = $1`, [libraryId]);
    expect(edges[0]!.node).toEqual(made);
    expect(made.licences[0]!.licence).toBe('CC-BY-NC-4.0');
  });

  it('gives each pose a file of its own where the format has one picture a file, under names that differ', async () => {
    const ids = [await create('a/b: c'), await create('a/b: c'), await create('...')];
    const made = await run(ids, { format: 'SVG' });
    expect(made.files.map(({ fileName }) => fileName)).toEqual([
      'LICENCES.txt',
      'a_b_ c (2).svg',
      'a_b_ c.svg',
      'pose.svg',
    ]);
    expect(await read(made, 'pose.svg')).toMatch(/^<svg/);
  });

  it.each(EXPORT_FORMATS)('writes %s', (format) => {
    const item = { name: 'one', pose: { ...DATA, spatial: STANDING }, terms: INLINE_POSE };
    const outcome = writePoses({ format, options: { rendererProfile: 'humansd-v1' }, poses: [item] });
    expect(outcome).toMatchObject({ files: [{ name: expect.stringMatching(/^(one|poses)[_.]/) }] });
    if ('files' in outcome) expect(outcome.files[0]!.bytes.length).toBeGreaterThan(0);
  });

  it('gives each person in three dimensions a file that reads back', async () => {
    const spatial = { ...STANDING, people: [...STANDING.people, ...STANDING.people] };
    const made = await run([await create('pair', { data: { ...DATA, spatial } })], { format: 'GLB' });
    expect(made.files.map(({ fileName }) => fileName)).toEqual(['LICENCES.txt', 'pair (2).glb', 'pair.glb']);
    const { clips } = parseGltf(await storage.read(made.files[2]!.sha256), { fileName: 'pair.glb' });
    // GLB keeps float32.
    const turn = STANDING.people[0]!.rotations.leftUpperArm.map((part) => expect.closeTo(part, 6));
    expect(clips[0]!.frames[0]!.person.rotations.leftUpperArm).toEqual(turn);
  });

  it('refuses a format in three dimensions to a pose that has only two, and names it', async () => {
    const refused = run([await create('flat')], { format: 'VRMA' });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'poseVersionIds.0' });
    await expect(refused).rejects.toThrow('three dimensions');
  });

  it('draws PNG skeletons that others can read', async () => {
    const made = await run([await create('drawn')], { format: 'PNG', rendererProfile: 'openpose18-controlnet' });
    const { sha256 } = made.files.find(({ fileName }) => fileName === 'drawn.png')!;
    const bytes = await storage.read(sha256);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([64, 48]);
    expect(made.report.to).toBe('png');
  });

  it("takes nothing of another studio's, and shows it nothing", async () => {
    const id = await create('secret');
    await expect(run([id], { studioId: rival.studioId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'poseVersionIds.0',
    });
    const { sha256 } = (await run([id])).files.find(({ fileName }) => fileName === 'poses.json')!;
    expect(await findFile(clone.current, own.studioId, sha256)).toMatchObject({ mediaType: 'application/json' });
    expect(await findFile(clone.current, rival.studioId, sha256)).toBeNull();
  });

  it('names the pose that a format cannot tell', () => {
    const options = { rendererProfile: 'nonsense' };
    const outcome = writePoses({ format: 'PNG', options, poses: [{ name: 'x', pose: DATA, terms: INLINE_POSE }] });
    expect(outcome).toEqual({ refusal: expect.stringContaining('nonsense'), pose: 0 });
  });
});
