import { useApi } from './testing/use-api.js';

const POSE = {
  skeleton: 'coco17',
  width: 64,
  height: 64,
  people: [{ keypoints: Array.from({ length: 17 }, (_, joint) => [joint, joint * 2, 2]).flat() }],
};

describe('pose assets over HTTP', () => {
  const api = useApi();
  let libraryId: string;

  beforeAll(async () => {
    const { data } = await api.ask(
      `mutation { createPoseLibrary(input: { name: "Human-Art", licence: "CC-BY-NC-4.0", author: "IDEA" }) {
         poseLibrary { id author commercialUse } } }`,
    );
    libraryId = data.createPoseLibrary.poseLibrary.id;
  });

  async function createPose(name: string, terms: object = {}) {
    const { data } = await api.ask(
      `mutation ($input: CreatePoseInput!) { createPose(input: $input) { pose { id currentVersion { id } } userErrors { code } } }`,
      { input: { libraryId, name, data: POSE, ...terms } },
    );
    return data.createPose.pose as { id: string; currentVersion: { id: string } };
  }

  /** A mutation's payload. */
  async function mutate(name: string, selection: string, input: object, as = api.own) {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`.replace(/^Archive.*Input$/, 'ArchiveInput');
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
    const { data, errors } = await api.ask(query, { input }, as);
    expect(errors).toBeUndefined();
    return data[name];
  }

  async function read(id: string, type: string, selection: string, as = api.own) {
    const { data, errors } = await api.ask(
      `query ($id: ID!) { node(id: $id) { ... on ${type} { ${selection} } } }`,
      { id },
      as,
    );
    expect(errors).toBeUndefined();
    return data.node;
  }

  it('has the terms of its library where it says nothing, and can say so again', async () => {
    const { id } = await createPose('termed', { author: 'Ada' });
    const terms = 'terms { licence commercialUse author } ownTerms { licence author }';
    expect(await read(id, 'Pose', terms)).toEqual({
      terms: { licence: 'CC-BY-NC-4.0', commercialUse: false, author: 'Ada' },
      ownTerms: { licence: null, author: 'Ada' },
    });
    const input = { id, revision: 1, licence: 'MIT', author: null };
    expect((await mutate('updatePose', `pose { ${terms} }`, input)).pose).toEqual({
      terms: { licence: 'MIT', commercialUse: true, author: 'IDEA' },
      ownTerms: { licence: 'MIT', author: null },
    });
  });

  it('is one of the favourites, of which there is a list', async () => {
    const { id } = await createPose('liked');
    const marked = await mutate('markFavourite', 'pose { isFavourite }', { poseId: id, favourite: true });
    expect(marked.pose).toEqual({ isFavourite: true });
    const { data } = await api.ask('{ poses(first: 10, filter: { favourite: true }) { nodes { name isFavourite } } }');
    expect(data.poses.nodes).toEqual([{ name: 'liked', isFavourite: true }]);
  });

  it('is replaced by another, and never in a circle', async () => {
    const [old, better] = [await createPose('old'), await createPose('better')];
    const deprecated = await mutate('deprecatePose', 'pose { deprecatedAt replacedBy { name } }', {
      id: old.id,
      revision: 1,
      inFavourOf: better.id,
    });
    expect(deprecated.pose).toEqual({ deprecatedAt: expect.any(String), replacedBy: { name: 'better' } });
    const circle = await mutate('deprecatePose', 'pose { id }', { id: better.id, revision: 1, inFavourOf: old.id });
    expect(circle).toMatchObject({
      pose: null,
      userErrors: [{ code: 'REPLACEMENT_CYCLE', field: 'input.inFavourOf' }],
    });
    const { data } = await api.ask('{ poses(first: 10, filter: { deprecated: true }) { nodes { name } } }');
    expect(data.poses.nodes).toEqual([{ name: 'old' }]);
  });

  it('shows what an edit did, in numbers and as a drawing', async () => {
    const { id } = await createPose('edited');
    const keypoints = POSE.people[0]!.keypoints.with(0, 3).with(1, 4);
    const { pose } = await mutate(
      'updatePose',
      'pose { versions { version diff { from { version } maxDistancePx people { from to joints { name distancePx from to } } svg } } }',
      { id, revision: 1, data: { ...POSE, people: [{ keypoints }] } },
    );
    expect(pose.versions).toEqual([
      { version: 1, diff: null },
      {
        version: 2,
        diff: {
          from: { version: 1 },
          maxDistancePx: 5,
          people: [{ from: 0, to: 0, joints: [{ name: 'nose', distancePx: 5, from: [0, 0, 2], to: [3, 4, 2] }] }],
          svg: expect.stringMatching(/^<svg.*<line x1="0" y1="0" x2="3" y2="4"/),
        },
      },
    ]);
  });

  it('is collected, in order, and tells where', async () => {
    const poses = [await createPose('c1'), await createPose('c2'), await createPose('c3')];
    const { poseCollection } = await mutate('createPoseCollection', 'poseCollection { id }', { name: 'Fight' });
    const collectionId = poseCollection.id;
    const names = 'poseCollection { poseCount poses(first: 10) { nodes { name collections { name } } } }';
    await mutate('collectPoses', names, { collectionId, poseIds: poses.map(({ id }) => id) });
    const moved = await mutate('collectPoses', names, { collectionId, poseIds: [poses[2]!.id], after: null });
    expect(moved.poseCollection.poses.nodes.map(({ name }: { name: string }) => name)).toEqual(['c3', 'c1', 'c2']);
    expect(moved.poseCollection.poses.nodes[0].collections).toEqual([{ name: 'Fight' }]);
    const dropped = await mutate('dropPoses', names, { collectionId, poseIds: [poses[0]!.id] });
    expect(dropped.poseCollection.poseCount).toBe(2);
    const { data } = await api.ask(
      'query ($id: ID!) { poses(first: 10, filter: { collectionIds: [$id] }) { totalCount } poseCollections(first: 5) { totalCount nodes { name } } }',
      { id: collectionId },
    );
    expect(data).toEqual({ poses: { totalCount: 2 }, poseCollections: { totalCount: 1, nodes: [{ name: 'Fight' }] } });
  });

  it('is exported with its licence, and not for a use that this forbids', async () => {
    const [bound, free] = [await createPose('bound'), await createPose('free', { licence: 'MIT' })];
    const selection = `export { id format commercialUse licences { name licence statedBy library poseVersionId }
      report { lossless losses { kind what } } files { fileName url mediaType } }`;
    const input = { poseIds: [bound.id, free.currentVersion.id], format: 'COCO', commercialUse: false };
    const made = await mutate('exportPoses', selection, input);
    expect(made.export).toMatchObject({
      licences: [
        { name: 'bound', licence: 'CC-BY-NC-4.0', statedBy: 'LIBRARY', library: 'Human-Art' },
        { name: 'free', licence: 'MIT', statedBy: 'POSE', poseVersionId: free.currentVersion.id },
      ],
      files: [{ fileName: 'LICENCES.txt' }, { fileName: 'poses.json', mediaType: 'application/json' }],
    });
    const response = await api.get(made.export.files[1].url);
    expect(((await response.json()) as { images: unknown[] }).images).toHaveLength(2);
    expect((await api.get(made.export.files[1].url, {}, api.rival)).status).toBe(404);
    const refused = await mutate('exportPoses', selection, { ...input, commercialUse: true });
    expect(refused).toEqual({
      export: null,
      userErrors: [
        {
          code: 'LICENSE_CONFLICT',
          field: 'input.commercialUse',
          message: expect.stringContaining('pose "bound" (version 1) <- library "Human-Art": CC-BY-NC-4.0 forbids'),
        },
      ],
    });
    expect(await read(made.export.id, 'PoseExport', 'format')).toEqual({ format: 'COCO' });
    expect(await read(bound.currentVersion.id, 'PoseVersion', 'usage { exportCount generationCount }')).toEqual({
      usage: { exportCount: 1, generationCount: 0 },
    });
  });

  it('keeps its terms in what was generated from it', async () => {
    const { id } = await createPose('drawn');
    const { generation } = await mutate('createGeneration', 'generation { licences { kind licence commercialUse } }', {
      poseId: id,
      prompt: 'a dancer',
    });
    expect(generation.licences[0]).toEqual({ kind: 'POSE', licence: 'CC-BY-NC-4.0', commercialUse: false });
    const { data } = await api.ask(
      '{ no: generations(first: 1, filter: { commercialUse: true }) { totalCount } yes: generations(first: 1, filter: { commercialUse: false }) { totalCount } }',
    );
    expect(data).toEqual({ no: { totalCount: 0 }, yes: { totalCount: 1 } });
  });

  it("is nobody's of another studio", async () => {
    const pose = await createPose('secret');
    const { poseCollection } = await mutate('createPoseCollection', 'poseCollection { id }', { name: 'Secret set' });
    const notFound = { userErrors: [{ code: 'NOT_FOUND' }] };
    const attempts: [string, string, object][] = [
      ['markFavourite', 'pose { id }', { poseId: pose.id, favourite: true }],
      ['deprecatePose', 'pose { id }', { id: pose.id, revision: 1 }],
      ['exportPoses', 'export { id }', { poseIds: [pose.id], format: 'COCO', commercialUse: false }],
      ['collectPoses', 'poseCollection { id }', { collectionId: poseCollection.id, poseIds: [pose.id] }],
      ['dropPoses', 'poseCollection { id }', { collectionId: poseCollection.id, poseIds: [pose.id] }],
      ['archivePoseCollection', 'poseCollection { id }', { id: poseCollection.id, revision: 1 }],
    ];
    for (const [name, selection, input] of attempts)
      expect(await mutate(name, selection, input, api.rival)).toMatchObject(notFound);
    expect(await read(poseCollection.id, 'PoseCollection', 'name', api.rival)).toBeNull();
    const { data } = await api.ask(
      '{ poseCollections(first: 9) { totalCount } poseExports(first: 9) { totalCount } }',
      {},
      api.rival,
    );
    expect(data).toEqual({ poseCollections: { totalCount: 0 }, poseExports: { totalCount: 0 } });
  });
});
