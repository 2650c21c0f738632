import { createGenerations } from '../generations/create-generations.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import {
  countFidelityInsights,
  type FidelityInsight,
  type InsightRequest,
  listFidelityInsights,
  readFidelityFigures,
  readWorstGenerations,
} from './fidelity-insights.js';

interface Measured {
  readonly prompt: string;
  readonly similarity: number | null;
  readonly pose?: boolean;
  readonly fromLibrary?: boolean;
  /** OKS of the nose and of the left wrist, and how far that was found from its place. */
  readonly joints?: readonly [nose: number | null, wrist: number | null, distancePx: number | null];
}

describe('fidelity insights', () => {
  const clone = useTestDatabase();
  let own: TestStudio;
  let rival: TestStudio;
  let ids: string[];

  /** Generations as somebody asked for them, and how well each held its pose. */
  async function measure(studio: TestStudio, measured: readonly Measured[]): Promise<string[]> {
    const { poseVersionId, promptVersionId, request } = studio;
    const created = await createGenerations(
      clone.current,
      keepParts,
      measured.map(({ prompt, pose = true, fromLibrary = false }, seed) => ({
        studioId: request.studioId,
        modelId: request.modelId,
        ...(pose && { poseVersionId }),
        prompt: fromLibrary ? { versionId: promptVersionId } : { text: prompt },
        seed,
      })),
    );
    for (const [index, { similarity, joints: [nose, wrist, distancePx] = [1, 1, 0] }] of measured.entries()) {
      const joints = [
        { name: 'nose', distancePx: 1, objectKeypointSimilarity: nose },
        { name: 'left_wrist', distancePx, objectKeypointSimilarity: wrist },
      ];
      await clone.current.query(
        `insert into fidelities (generation_id, object_keypoint_similarity, cosine_average_precision, people_count_error, joints, estimator_digest)
         values ($1, $2, $2, $3, $4, 'e')`,
        [created[index]!.generation.id, similarity, index % 2, JSON.stringify(joints)],
      );
    }
    return created.map(({ generation }) => generation.id);
  }

  beforeAll(async () => {
    own = await createTestStudio(clone.current, 'own');
    rival = await createTestStudio(clone.current, 'rival');
    await clone.current.query(`update models set defaults = '{"scenes": ["mural", "oil_painting"]}'`);
    ids = await measure(own, [
      { prompt: 'mural, a man', similarity: 0.9 },
      { prompt: 'mural, a man', similarity: 0.3, joints: [0.9, 0.1, 30] },
      { prompt: 'Oil painting, a woman', similarity: 0.1, joints: [0.2, null, null] },
      { prompt: 'a house', similarity: 0.4, pose: false },
      { prompt: 'of nobody', similarity: null },
      { prompt: '', similarity: 0.8, fromLibrary: true },
    ]);
    await measure(rival, [{ prompt: 'mural, a man', similarity: 0 }]);
  });

  async function list(request: InsightRequest & { orderBy?: 'SIMILARITY_ASC' | 'COUNT_DESC' }, first = 100) {
    const { edges } = await listFidelityInsights(clone.current, own.studioId, { ...request, page: { first } });
    return edges.map(({ node }) => node);
  }
  const shares = (insights: readonly FidelityInsight[]) =>
    insights.map(({ key, count, lostShare }) => [key, count, lostShare]);

  it('say which scenes lose the pose, the worst first', async () => {
    const found = await list({ groupBy: 'SCENE' });
    expect(shares(found)).toEqual([
      ['oil_painting', 1, 1],
      ['mural', 2, 0.5],
    ]);
    expect(found[1]).toMatchObject({
      objectKeypointSimilarity: expect.closeTo(0.6, 12),
      cosineAveragePrecision: expect.closeTo(0.6, 12),
      peopleCountError: 0.5,
      distancePx: null,
      lostCount: 1,
    });
    expect(shares(await list({ groupBy: 'SCENE', threshold: 0.2 }))).toEqual([
      ['oil_painting', 1, 1],
      ['mural', 2, 0],
    ]);
    expect(shares(await list({ groupBy: 'SCENE', leastCount: 2 }))).toEqual([['mural', 2, 0.5]]);
  });

  it('put a prompt of the library together whatever its slots were filled with, and texts that are the same', async () => {
    const { rows } = await clone.current.query<{ id: string }>(
      'select prompt_id as id from prompt_versions where id = $1',
      [own.promptVersionId],
    );
    expect(shares(await list({ groupBy: 'PROMPT', orderBy: 'SIMILARITY_ASC' }))).toEqual([
      ['Oil painting, a woman', 1, 1],
      ['a house', 1, 1],
      ['mural, a man', 2, 0.5],
      [rows[0]!.id, 1, 0],
    ]);
  });

  it('know poses and models by their ids, and leave out what has none', async () => {
    expect(shares(await list({ groupBy: 'POSE' }))).toMatchObject([[expect.stringMatching(/^[0-9a-f-]{36}$/), 4, 0.5]]);
    expect(shares(await list({ groupBy: 'MODEL' }))).toEqual([[own.modelId, 5, 0.6]]);
  });

  it('tell joints apart, with how far they are from their places', async () => {
    const found = await list({ groupBy: 'JOINT', filter: { scenes: ['mural', 'oil_painting'] } });
    expect(found).toMatchObject([
      {
        key: 'left_wrist',
        count: 2,
        lostShare: 0.5,
        distancePx: 15,
        cosineAveragePrecision: null,
        peopleCountError: null,
      },
      { key: 'nose', count: 3, lostCount: 1, distancePx: 1 },
    ]);
  });

  it('sum up all joints, and name the worst generations of each', async () => {
    const request = { groupBy: 'JOINT', filter: { scenes: ['mural', 'oil_painting'] } } as const;
    expect(await readFidelityFigures(clone.current, own.studioId, request)).toMatchObject({
      count: 5,
      objectKeypointSimilarity: expect.closeTo((1 + 1 + 0.9 + 0.1 + 0.2) / 5, 12),
      distancePx: expect.closeTo((1 + 0 + 1 + 30 + 1) / 5, 12),
      lostCount: 2,
      lostShare: 0.4,
    });
    const worst = await readWorstGenerations(clone.current, own.studioId, ['nose', 'left_wrist', 'tail'], {
      ...request,
      limit: 2,
    });
    expect(worst).toEqual(
      new Map([
        ['nose', [ids[2], ids[1]]],
        ['left_wrist', [ids[1], ids[0]]],
      ]),
    );
    expect(await countFidelityInsights(clone.current, own.studioId, { ...request, leastCount: 3 })).toBe(1);
  });

  it('count what a filter finds alone', async () => {
    expect(shares(await list({ groupBy: 'SCENE', filter: { prompts: ['mural, a man'] } }))).toEqual([
      ['mural', 2, 0.5],
    ]);
    const { rows } = await clone.current.query<{ id: string }>('select id from pose_libraries where studio_id = $1', [
      own.studioId,
    ]);
    expect(await list({ groupBy: 'MODEL', filter: { libraryIds: [rows[0]!.id] } })).toMatchObject([{ count: 4 }]);
    expect(await list({ groupBy: 'MODEL', filter: { libraryIds: [rival.studioId] } })).toEqual([]);
    expect(await list({ groupBy: 'MODEL', filter: { createdBefore: new Date(0) } })).toEqual([]);
  });

  it('name the worst generations of each group', async () => {
    const request = { groupBy: 'SCENE', limit: 1 } as const;
    const worst = await readWorstGenerations(clone.current, own.studioId, ['mural', 'oil_painting', 'x'], request);
    expect(worst).toEqual(
      new Map([
        ['mural', [ids[1]]],
        ['oil_painting', [ids[2]]],
      ]),
    );
    await expect(readWorstGenerations(clone.current, own.studioId, [], { ...request, limit: 7 })).rejects.toMatchObject(
      { code: 'INVALID_INPUT', field: 'first' },
    );
  });

  it('come page by page', async () => {
    const request = { groupBy: 'PROMPT' } as const;
    const read = (page: object) => listFidelityInsights(clone.current, own.studioId, { ...request, page });
    const first = await read({ first: 3 });
    const rest = await read({ first: 3, after: first.edges[2]!.cursor });
    expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false]);
    const keys = [...first.edges, ...rest.edges].map(({ node }) => node.key);
    expect(new Set(keys).size).toBe(4);
    expect(await countFidelityInsights(clone.current, own.studioId, request)).toBe(4);
  });

  it('are compared with all that was measured, which may be nothing', async () => {
    expect(await readFidelityFigures(clone.current, own.studioId, { groupBy: 'SCENE' })).toMatchObject({
      count: 5,
      lostCount: 3,
      lostShare: 0.6,
    });
    const none = { groupBy: 'SCENE', filter: { scenes: ['x\0'] } } as const;
    expect(await readFidelityFigures(clone.current, own.studioId, none)).toMatchObject({
      count: 0,
      objectKeypointSimilarity: null,
      lostShare: 0,
    });
  });

  it('refuse a threshold that is none', async () => {
    await expect(list({ groupBy: 'POSE', threshold: 1.5 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'threshold',
    });
  });
});
