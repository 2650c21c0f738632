import { setTimeout as sleep } from 'node:timers/promises';
import { useApi } from './testing/use-api.js';

const keypoints = (x: number) => Array.from({ length: 17 }, (_, joint) => [x + joint, joint * 2, 2]).flat();
const poseOf = (x: number) => ({ skeleton: 'coco17', width: 64, height: 64, people: [{ keypoints: keypoints(x) }] });

describe('what comes into the library over HTTP', () => {
  const api = useApi();

  /** A mutation's payload. */
  async function mutate(name: string, type: string, selection: string, input: object, as = api.own) {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
    const { data, errors } = await api.ask(query, { input }, as);
    expect(errors).toBeUndefined();
    return data[name];
  }

  const createLibrary = async (name: string, licence: string) =>
    (await mutate('createPoseLibrary', 'CreatePoseLibraryInput', 'poseLibrary { id }', { name, licence })).poseLibrary
      .id as string;

  const createPose = async (libraryId: string, name: string, x: number) =>
    (await mutate('createPose', 'CreatePoseInput', 'pose { id revision }', { libraryId, name, data: poseOf(x) }))
      .pose as { id: string; revision: number };

  const upload = async (file: object) => {
    const body = JSON.stringify(file);
    const response = await api.get('/uploads?fileName=poses.json', { method: 'POST', body });
    return ((await response.json()) as { id: string }).id;
  };

  const STATE = `... on PoseImport { state phase bytesRead totalBytes posesRead dryRun fileName cancelRequested
    report { taken refused problemCount poses { name } } failure { code field } }`;

  async function follow(id: string, as = api.own) {
    for (;;) {
      const { data, errors } = await api.ask(`query ($id: ID!) { node(id: $id) { ${STATE} } }`, { id }, as);
      expect(errors).toBeUndefined();
      if (data.node?.state !== 'RUNNING') return data.node;
      await sleep(20);
    }
  }

  it('may be followed to its end, by nobody but its studio', async () => {
    const libraryId = await createLibrary('Followed', 'MIT');
    const start = async (file: object) => {
      const input = { libraryId, uploadId: await upload(file) };
      return (await mutate('startImport', 'ImportPosesInput', 'import { id state }', input)).import;
    };
    const file = {
      images: [{ id: 1, width: 64, height: 64, file_name: 'one.png' }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, keypoints: keypoints(1) }],
      categories: [],
    };
    const { id } = await start(file);
    const ended = await follow(id);
    expect(ended).toMatchObject({
      ...{ state: 'SUCCEEDED', phase: 'READ', posesRead: 1, dryRun: false, fileName: 'poses.json', failure: null },
      report: { taken: 1, refused: 0, problemCount: 0, poses: [{ name: 'one' }] },
    });
    expect(ended.bytesRead).toBe(ended.totalBytes);
    expect(await follow(id, api.rival)).toBeNull();
    const cancel = (as = api.own) => mutate('cancelImport', 'CancelImportInput', 'import { state }', { id }, as);
    expect(await cancel()).toEqual({ import: { state: 'SUCCEEDED' }, userErrors: [] });
    expect(await cancel(api.rival)).toMatchObject({ import: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const failed = await follow((await start({ people: 1 })).id);
    const failure = { code: 'UPLOAD_UNREADABLE', field: 'input.uploadId' };
    expect(failed).toMatchObject({ state: 'FAILED', report: null, failure });
  });

  it('brings the terms of another pose along with a part of it', async () => {
    const own = await createPose(await createLibrary('Own shoot', 'CC-BY-4.0'), 'walk', 1);
    const other = await createPose(await createLibrary('Human-Art', 'CC-BY-NC-4.0'), 'foot', 9);
    const selection = 'pose { terms { licence commercialUse } currentVersion { id licences { name partOf } } }';
    const blend = (parameters: object, revision: number, preview = false) =>
      mutate('applyPoseOperation', 'ApplyPoseOperationInput', selection, {
        ...{ poseId: own.id, revision, operation: 'blend', parameters, preview },
      });
    expect((await blend({ pose: other.id }, own.revision, true)).pose.currentVersion.licences).toHaveLength(1);
    const { pose, userErrors } = await blend({ pose: other.id }, own.revision);
    expect(userErrors).toEqual([]);
    expect(pose).toMatchObject({
      terms: { licence: 'CC-BY-4.0 AND CC-BY-NC-4.0', commercialUse: false },
      currentVersion: {
        licences: [
          { name: 'walk', partOf: [] },
          { name: 'foot', partOf: ['pose "walk" (version 2)'] },
        ],
      },
    });
    const exported = await mutate('exportPoses', 'ExportPosesInput', 'export { id }', {
      ...{ poseIds: [own.id], format: 'COCO', commercialUse: true },
    });
    expect(exported.userErrors).toMatchObject([
      {
        code: 'LICENSE_CONFLICT',
        message: expect.stringContaining('<- pose "foot" (version 1) <- library "Human-Art"'),
      },
    ]);
    const drawn = await blend({ pose: poseOf(30) }, own.revision + 1);
    expect(drawn.pose.currentVersion.licences).toHaveLength(2);
  });
});
