import { getSkeleton } from '@contrapposto/pose';
import { useApi } from './testing/use-api.js';

const POSE = {
  skeleton: 'coco17',
  width: 64,
  height: 64,
  people: [{ keypoints: Array.from({ length: 17 }, (_, joint) => [joint, joint * 2, 2]).flat() }],
};

describe('libraries, poses and prompts over HTTP', () => {
  const api = useApi();

  async function createLibrary(name: string, as = api.own) {
    const { data } = await api.ask(
      `mutation ($name: String!) { createPoseLibrary(input: { name: $name, licence: "CC0" }) {
         poseLibrary { id name licence revision poseCount } userErrors { code field message } } }`,
      { name },
      as,
    );
    return data.createPoseLibrary;
  }

  async function createPose(libraryId: string, name: string, data: object = POSE) {
    const answer = await api.ask(
      `mutation ($input: CreatePoseInput!) { createPose(input: $input) {
         pose { id name tags revision currentVersion { id version people data } library { name } thumbnailUrl }
         userErrors { code field message } } }`,
      { input: { libraryId, name, tags: ['dance'], data } },
    );
    return answer.data.createPose;
  }

  it('creates a library, poses in it, and finds them by page', async () => {
    const { poseLibrary: library } = await createLibrary('Dancers');
    expect(library).toMatchObject({ name: 'Dancers', licence: 'CC0', revision: 1, poseCount: 0 });
    for (const name of ['one', 'two', 'three']) expect((await createPose(library.id, name)).userErrors).toEqual([]);
    const { data } = await api.ask(
      `query ($id: ID!) { node(id: $id) { id ... on PoseLibrary { poseCount poses(first: 2, orderBy: NAME_ASC) {
         totalCount pageInfo { hasNextPage endCursor } facets { tags { value count } people { value count }
           skeletons { value count } licences { value count } spatial { value count } }
         nodes { name currentVersion { data } } } } } }`,
      { id: library.id },
    );
    expect(data.node).toMatchObject({
      id: library.id,
      poseCount: 3,
      poses: {
        totalCount: 3,
        pageInfo: { hasNextPage: true },
        facets: {
          tags: [{ value: 'dance', count: 3 }],
          people: [{ value: 1, count: 3 }],
          skeletons: [{ value: 'coco17', count: 3 }],
          licences: [{ value: 'CC0', count: 3 }],
          spatial: [{ value: false, count: 3 }],
        },
        nodes: [{ name: 'one', currentVersion: { data: POSE } }, { name: 'three' }],
      },
    });
    const next = await api.ask(
      'query ($id: ID!, $after: String) { poses(filter: { libraryIds: [$id] }, orderBy: NAME_ASC, first: 2, after: $after) { nodes { name } } }',
      { id: library.id, after: data.node.poses.pageInfo.endCursor },
    );
    expect(next.data.poses.nodes).toEqual([{ name: 'two' }]);
    const count = async (filter: object) =>
      (await api.ask('query ($filter: PoseFilter) { poses(filter: $filter, first: 1) { totalCount } }', { filter }))
        .data.poses.totalCount;
    expect(await count({ libraryIds: [library.id], skeleton: 'coco17', licence: 'cc0', spatial: false })).toBe(3);
    expect(await count({ libraryIds: [library.id], licence: '' })).toBe(0);
  });

  it('keeps versions of a pose, and refuses an edit of what somebody else has changed', async () => {
    const { poseLibrary } = await createLibrary('Edited');
    const { pose } = await createPose(poseLibrary.id, 'first');
    const update = `mutation ($input: UpdatePoseInput!) { updatePose(input: $input) {
      pose { name revision versions { version } } userErrors { code field message } } }`;
    const input = { id: pose.id, revision: 1, name: 'second', data: { ...POSE, width: 128 } };
    const { data } = await api.ask(update, { input });
    expect(data.updatePose).toEqual({
      pose: { name: 'second', revision: 2, versions: [{ version: 1 }, { version: 2 }] },
      userErrors: [],
    });
    const again = await api.ask(update, { input });
    expect(again.data.updatePose).toMatchObject({
      pose: null,
      userErrors: [{ code: 'STALE_REVISION', field: 'input.revision' }],
    });
  });

  it('names the field of what is not as it should be', async () => {
    expect(await createLibrary('')).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field: 'input.name' }] });
    await createLibrary('Twice');
    expect(await createLibrary('twice')).toMatchObject({
      poseLibrary: null,
      userErrors: [{ code: 'ALREADY_EXISTS', field: 'input.name' }],
    });
    expect(await createPose('nonsense', 'x')).toMatchObject({
      userErrors: [{ code: 'INVALID_INPUT', field: 'input.libraryId' }],
    });
    const { data } = await api.ask(
      `mutation ($input: CreatePromptInput!) { createPrompt(input: $input) { prompt { id } userErrors { code field message } } }`,
      { input: { name: 'p', template: '{scene}, x', slots: [{ name: 'scene', type: 'CHOICE' }] } },
    );
    expect(data.createPrompt).toMatchObject({ prompt: null, userErrors: [{ code: 'INVALID_INPUT' }] });
    expect(data.createPrompt.userErrors[0].field).toMatch(/^input\.slots\.0/);
  });

  it('creates prompts with typed slots', async () => {
    const { data } = await api.ask(
      `mutation ($input: CreatePromptInput!) { createPrompt(input: $input) {
         prompt { currentVersion { version template slots { name type default choices min } prompt { name } } } userErrors { message } } }`,
      {
        input: {
          name: 'scenes',
          template: '{scene} at {hour}',
          slots: [
            { name: 'scene', type: 'CHOICE', choices: ['mural', 'relief'], default: 'mural' },
            { name: 'hour', type: 'NUMBER', min: 0, max: 23, default: 12 },
          ],
        },
      },
    );
    expect(data.createPrompt).toEqual({
      userErrors: [],
      prompt: {
        currentVersion: {
          version: 1,
          template: '{scene} at {hour}',
          slots: [
            { name: 'scene', type: 'CHOICE', default: 'mural', choices: ['mural', 'relief'], min: null },
            { name: 'hour', type: 'NUMBER', default: 12, choices: null, min: 0 },
          ],
          prompt: { name: 'scenes' },
        },
      },
    });
  });

  it('archives, and changes nothing that is archived', async () => {
    const { poseLibrary } = await createLibrary('Old');
    const archive = `mutation ($input: ArchiveInput!) { archivePoseLibrary(input: $input) {
      poseLibrary { archivedAt revision } userErrors { code } } }`;
    const { data } = await api.ask(archive, { input: { id: poseLibrary.id, revision: 1 } });
    expect(data.archivePoseLibrary.poseLibrary).toMatchObject({ revision: 2, archivedAt: expect.any(String) });
    expect(await createPose(poseLibrary.id, 'late')).toMatchObject({ userErrors: [{ code: 'ARCHIVED' }] });
  });

  it("sees nothing of another studio's", async () => {
    const { poseLibrary: foreign } = await createLibrary('Secret', api.rival);
    const { data } = await api.ask('query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id, "x"]) { id } }', {
      id: foreign.id,
    });
    expect(data).toEqual({ node: null, nodes: [null, null] });
    expect(await createPose(foreign.id, 'x')).toMatchObject({
      pose: null,
      userErrors: [{ code: 'NOT_FOUND', field: 'input.libraryId' }],
    });
    const update = await api.ask(
      'mutation ($id: ID!) { updatePoseLibrary(input: { id: $id, revision: 1, name: "mine" }) { userErrors { code } } }',
      { id: foreign.id },
    );
    expect(update.data.updatePoseLibrary.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    const all = await api.ask('{ poseLibraries(first: 100) { nodes { name } } }');
    expect(JSON.stringify(all.data)).not.toContain('Secret');
  });

  it.each([
    ['no size of the page', '{ poses { nodes { id } } }', 'INVALID_INPUT', 'first'],
    ['a page that is too large', '{ poses(first: 101) { nodes { id } } }', 'INVALID_INPUT', 'first'],
    ['a cursor that is none', '{ poses(first: 1, after: "x") { nodes { id } } }', 'INVALID_INPUT', 'after'],
    [
      'an id of another type',
      '{ poses(first: 1, filter: { libraryIds: ["x"] }) { nodes { id } } }',
      'INVALID_INPUT',
      'filter.libraryIds.0',
    ],
    ['a field that does not exist', '{ poses(first: 1) { nods { id } } }', 'GRAPHQL_VALIDATION_FAILED', undefined],
    ['what is no GraphQL', '{ poses(', 'GRAPHQL_PARSE_FAILED', undefined],
    [
      'what costs too much',
      '{ poseLibraries(first: 100) { nodes { poses(first: 100) { nodes { currentVersion { id } } } } } }',
      'COST_LIMIT_EXCEEDED',
      undefined,
    ],
  ])('refuses %s', async (_name, query, code, field) => {
    const { data, errors } = await api.ask(query);
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions).toEqual({ code, ...(field !== undefined && { field }) });
  });

  it('refuses queries that go too deep', async () => {
    const deep = Array.from({ length: 8 }).reduce<string>((inner) => `currentVersion { pose { ${inner} } }`, 'id');
    const { errors } = await api.ask(`{ poses(first: 1) { nodes { ${deep} } } }`);
    expect(errors![0]!.extensions.code).toBe('DEPTH_LIMIT_EXCEEDED');
  });

  it('tells what a query may have cost', async () => {
    const { extensions } = await api.ask('{ poses(first: 10) { nodes { id library { id } } } }');
    expect(extensions).toEqual({ cost: { requested: 21, limit: 10_000 } });
  });

  it('keeps what went wrong inside to itself, under a reference', async () => {
    await api.database.query('alter table models rename to hidden');
    const { errors } = await api.ask('{ models(first: 1) { nodes { id } } }');
    await api.database.query('alter table hidden rename to models');
    expect(errors).toEqual([
      {
        message: expect.not.stringContaining('relation'),
        path: ['models'],
        locations: expect.anything(),
        extensions: { code: 'INTERNAL_SERVER_ERROR', reference: expect.any(String) },
      },
    ]);
  });

  it('lets nobody in who has not signed in', async () => {
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', body: '{}' });
    expect([response.status, await response.json()]).toEqual([
      401,
      { error: { code: 'UNAUTHENTICATED', message: expect.any(String) } },
    ]);
  });

  it('imports an upload, and reports', async () => {
    const { poseLibrary } = await createLibrary('Imported');
    const upload = async (file: object) => {
      const response = await api.get('/uploads?fileName=some_keypoints.json', {
        method: 'POST',
        body: JSON.stringify(file),
      });
      return ((await response.json()) as { id: string }).id;
    };
    const run = (uploadId: string) =>
      api.ask(
        `mutation ($input: ImportPosesInput!) { importPoses(input: $input) {
           report { format taken refused problems { severity message } } userErrors { code field } } }`,
        { input: { libraryId: poseLibrary.id, uploadId } },
      );
    expect((await run(await upload({ people: 1 }))).data.importPoses).toEqual({
      report: null,
      userErrors: [{ code: 'UPLOAD_UNREADABLE', field: 'input.uploadId' }],
    });
    const coco = {
      images: [{ id: 1, width: 64, height: 64, file_name: 'one.png' }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, keypoints: POSE.people[0]!.keypoints, num_keypoints: 16 }],
      categories: [{ id: 1, name: 'person', keypoints: getSkeleton('coco17').keypointNames, skeleton: [] }],
    };
    const { data } = await run(await upload(coco));
    expect(data.importPoses).toMatchObject({ userErrors: [], report: { taken: 1, refused: 0 } });
  });
});
