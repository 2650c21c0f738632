import { useApi } from './testing/use-api.js';

type Point = readonly [x: number, y: number];

/** Somebody who stands in a canvas of 64 pixels, with one hand at a place. */
function standing(hand: Point, at = 0): object {
  const points: Point[] = Array.from({ length: 17 }, (_, joint): Point => [20 + (joint % 2) * 8, 4 + joint * 3]);
  points[9] = hand;
  const keypoints = points.flatMap(([x, y]) => [x + at, y, 2]);
  return { skeleton: 'coco17', width: 128, height: 64, people: [{ keypoints }] };
}

const SIMILAR = `query ($similarTo: SimilarToInput!, $filter: PoseFilter, $first: Int, $after: String) {
  poses(similarTo: $similarTo, filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { name } similarity { distance person mirrored joints { joint distance share missing } } } } }`;

describe('poses by their shape over HTTP', () => {
  const api = useApi();
  let libraryId: string;

  async function createPose(name: string, data: object, tags: readonly string[] = []): Promise<string> {
    const answer = await api.ask(
      'mutation ($input: CreatePoseInput!) { createPose(input: $input) { pose { id } userErrors { message } } }',
      { input: { libraryId, name, data, tags } },
    );
    return answer.data.createPose.pose.id;
  }

  async function find(similarTo: object, rest: object = {}, as = api.own) {
    const { data, errors } = await api.ask(SIMILAR, { similarTo, first: 10, ...rest }, as);
    return { errors, poses: data?.poses };
  }

  const namesIn = (poses: { edges: { node: { name: string } }[] }) => poses.edges.map(({ node }) => node.name);

  beforeAll(async () => {
    const { data } = await api.ask('mutation { createPoseLibrary(input: { name: "Shapes" }) { poseLibrary { id } } }');
    libraryId = data.createPoseLibrary.poseLibrary.id;
    await createPose('down', standing([12, 40]), ['calm']);
    await createPose('side', standing([4, 24]));
    await createPose('up', standing([8, 4]));
  });

  it('are the nearest first, with what each joint adds', async () => {
    const { poses } = await find({ poseData: standing([12, 38], 40) });
    expect(namesIn(poses)).toEqual(['down', 'side', 'up']);
    const [nearest, next] = poses.edges.map((edge: { similarity: object }) => edge.similarity);
    expect(next.distance).toBeGreaterThan(nearest.distance);
    expect(next.joints[0]).toMatchObject({ joint: 'left_wrist', missing: false });
    const sum = next.joints.reduce((all: number, { distance }: { distance: number }) => all + distance, 0);
    expect(sum).toBeCloseTo(next.distance, 6);
  });

  it('come page by page, and among those that a filter finds', async () => {
    const similarTo = { poseData: standing([12, 38]) };
    const { poses: first } = await find(similarTo, { first: 2 });
    expect([namesIn(first), first.pageInfo.hasNextPage]).toEqual([['down', 'side'], true]);
    const { poses: second } = await find(similarTo, { first: 2, after: first.pageInfo.endCursor });
    expect([namesIn(second), second.pageInfo.hasNextPage]).toEqual([['up'], false]);
    const { poses: calm } = await find({ poseData: standing([8, 4]) }, { filter: { tags: ['calm'] } });
    expect([namesIn(calm), calm.totalCount]).toEqual([['down'], 1]);
  });

  it('are found by the next query, unlike themselves, and gone when they are archived', async () => {
    const id = await createPose('new', standing([12, 39]));
    expect(namesIn((await find({ poseData: standing([12, 39]) })).poses)[0]).toBe('new');
    expect(namesIn((await find({ poseId: id })).poses)).not.toContain('new');
    await api.ask('mutation ($id: ID!) { archivePose(input: { id: $id, revision: 1 }) { userErrors { code } } }', {
      id,
    });
    expect(namesIn((await find({ poseData: standing([12, 39]) })).poses)).not.toContain('new');
  });

  it("are none of another studio's", async () => {
    expect(namesIn((await find({ poseData: standing([12, 38]) }, {}, api.rival)).poses)).toEqual([]);
    const id = await createPose('hidden', standing([30, 30]));
    const { errors } = await find({ poseId: id }, {}, api.rival);
    expect(errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'similarTo.poseId' });
  });

  it.each([
    ['neither a pose nor its id', {}, {}, 'similarTo'],
    ['joints that there are not', { poseData: standing([1, 1]), joints: ['tail'] }, {}, 'similarTo'],
    ['a page from the end', { poseData: standing([1, 1]) }, { first: null }, 'first'],
    ['a cursor of another list', { poseData: standing([1, 1]) }, { after: 'x' }, 'after'],
  ])('refuse %s', async (_name, similarTo, rest, field) => {
    const { errors } = await find(similarTo, rest);
    expect(errors![0]!.extensions).toEqual({ code: 'INVALID_INPUT', field });
  });

  it('are told where two are nearly the same', async () => {
    await createPose('twin', standing([4, 24], 30));
    const query = `query ($input: NearDuplicatesInput!) { nearDuplicates(input: $input) { shapes truncated
      pairs { poses { name } people distance mirrored joints { joint missing } } } }`;
    const { data } = await api.ask(query, { input: { libraryId, maxDistance: 0.0001 } });
    expect(data.nearDuplicates.pairs).toEqual([
      {
        poses: expect.arrayContaining([{ name: 'twin' }, { name: 'side' }]),
        people: [0, 0],
        distance: expect.closeTo(0, 6),
        mirrored: false,
        joints: expect.arrayContaining([{ joint: expect.any(String), missing: false }]),
      },
    ]);
    const foreign = await api.ask(query, { input: { libraryId, maxDistance: 1 } }, api.rival);
    expect(foreign.errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'libraryId' });
  });

  describe('operations', () => {
    const APPLY = `mutation ($input: ApplyPoseOperationInput!) { applyPoseOperation(input: $input) {
      pose { revision currentVersion { version data } } data svg userErrors { code field message } } }`;
    const apply = async (input: object, as = api.own) => (await api.ask(APPLY, { input }, as)).data.applyPoseOperation;

    it('are told with their parameters', async () => {
      const { data } = await api.ask('{ poseOperations { name description parameters } }');
      const mirror = data.poseOperations.find(({ name }: { name: string }) => name === 'mirror');
      expect(mirror).toEqual({ name: 'mirror', description: expect.any(String), parameters: {} });
    });

    it('show what they would do, and write a version', async () => {
      const id = await createPose('operated', standing([4, 24]));
      const input = { poseId: id, revision: 1, operation: 'mirror' };
      const preview = await apply({ ...input, preview: true });
      expect(preview).toMatchObject({ pose: { revision: 1, currentVersion: { version: 1 } }, userErrors: [] });
      expect(preview.svg).toMatch(/^<svg/);
      const written = await apply(input);
      expect(written.pose).toEqual({ revision: 2, currentVersion: { version: 2, data: preview.data } });
      const back = await apply({ ...input, revision: 2 });
      expect(back.data.people[0].keypoints).toEqual(
        (standing([4, 24]) as { people: { keypoints: number[] }[] }).people[0]!.keypoints,
      );
    });

    it('take another pose by its id or as data', async () => {
      const [id, other] = [
        await createPose('one half', standing([4, 24])),
        await createPose('other half', standing([8, 4])),
      ];
      const input = { poseId: id, revision: 1, operation: 'blend', preview: true };
      const byId = await apply({ ...input, parameters: { pose: other, weight: 0.5 } });
      const byData = await apply({ ...input, parameters: { pose: standing([8, 4]), weight: 0.5 } });
      expect(byId.userErrors).toEqual([]);
      expect(byData.data).toEqual(byId.data);
    });

    it('hide joints, which stay hidden', async () => {
      const id = await createPose('hiding', standing([4, 24]));
      const input = { poseId: id, revision: 1, operation: 'hide', parameters: { joints: ['nose'] } };
      expect((await apply(input)).pose.currentVersion.data.people[0].hidden).toEqual(['nose']);
    });

    it.each([
      ['an operation that there is not', { operation: 'mirrorr' }, 'INVALID_INPUT', 'input.operation'],
      ['a parameter that there is not', { parameters: { by: 1 } }, 'INVALID_INPUT', 'input.parameters'],
      ['parameters that are none', { parameters: [1] }, 'INVALID_INPUT', 'input.parameters'],
      ['a revision that is past', { revision: 7 }, 'STALE_REVISION', 'input.revision'],
    ])('refuse %s', async (_name, rest, code, field) => {
      const id = await createPose('refused', standing([4, 24]));
      const refused = await apply({ poseId: id, revision: 1, operation: 'mirror', ...rest });
      expect(refused).toMatchObject({ pose: null, data: null, userErrors: [{ code, field }] });
    });

    it("touch nothing of another studio's", async () => {
      const id = await createPose('guarded', standing([4, 24]));
      const refused = await apply({ poseId: id, revision: 1, operation: 'mirror' }, api.rival);
      expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'input.poseId' }]);
    });
  });

  it('keep people in three dimensions', async () => {
    const spatial = { people: [{ hips: [0, 1, 0], rotations: { leftUpperArm: [0, 0, 0.6, 0.8] } }], cameras: [] };
    const id = await createPose('spatial', { ...standing([4, 24]), spatial });
    const { data } = await api.ask('query ($id: ID!) { node(id: $id) { ... on Pose { currentVersion { data } } } }', {
      id,
    });
    expect(data.node.currentVersion.data.spatial).toEqual(spatial);
    const query =
      'mutation ($data: PoseData!, $id: ID!) { createPose(input: { libraryId: $id, name: "x", data: $data }) { userErrors { code } } }';
    const broken = { people: [{ hips: [0, 1, 0], rotations: { tail: [0, 0, 0, 1] } }], cameras: [] };
    const refused = await api.ask(query, { id: libraryId, data: { ...standing([1, 1]), spatial: broken } });
    expect(refused.errors![0]!.message).toContain('spatial.people.0.rotations');
  });
});
