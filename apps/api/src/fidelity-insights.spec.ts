import { createGenerations } from '@contrapposto/platform';
import { keepParts } from '@contrapposto/platform/testing';
import { useApi } from './testing/use-api.js';

const QUERY = `query ($groupBy: InsightGroup!, $filter: GenerationFilter, $threshold: Float, $first: Int, $after: String) {
  fidelityInsights(groupBy: $groupBy, filter: $filter, threshold: $threshold, first: $first, after: $after) {
    totalCount overall { count lostCount } pageInfo { hasNextPage endCursor }
    nodes { name pose { id name } prompt { name } model { name } figures { count objectKeypointSimilarity lostShare }
      worst(first: 1) { id recipe { prompt } } } } }`;

describe('fidelity insights over HTTP', () => {
  const api = useApi();

  beforeAll(async () => {
    const { request, poseVersionId, promptVersionId } = api.own;
    const prompts = [{ text: 'x, a man' }, { text: 'x, a man' }, { text: 'elsewhere' }, { versionId: promptVersionId }];
    const made = await createGenerations(
      api.database,
      keepParts,
      prompts.map((prompt, seed) => ({ ...request, poseVersionId, prompt, seed })),
    );
    for (const [index, similarity] of [0.2, 0.6, 0.9, 0.4].entries())
      await api.database.query(
        `insert into fidelities (generation_id, object_keypoint_similarity, people_count_error, joints, estimator_digest)
         values ($1, $2, 0, $3, 'e')`,
        [
          made[index]!.generation.id,
          similarity,
          JSON.stringify([{ name: 'nose', distancePx: 1, objectKeypointSimilarity: similarity }]),
        ],
      );
  });

  const ask = async (variables: object, as = api.own) => {
    const { data, errors } = await api.ask(QUERY, { first: 10, ...variables }, as);
    expect(errors).toBeUndefined();
    return data.fidelityInsights;
  };

  it('name the poses, prompts, scenes and models of what lost its pose, and the worst of it', async () => {
    const poses = await ask({ groupBy: 'POSE' });
    expect(poses).toMatchObject({
      totalCount: 1,
      overall: { count: 4, lostCount: 2 },
      nodes: [{ name: 'dancer', pose: { name: 'dancer' }, prompt: null, figures: { count: 4, lostShare: 0.5 } }],
    });
    expect(poses.nodes[0].worst).toEqual([{ id: expect.any(String), recipe: { prompt: 'x, a man' } }]);
    expect((await ask({ groupBy: 'PROMPT' })).nodes).toMatchObject([
      { name: 'dance', prompt: { name: 'dance' }, figures: { lostShare: 1 } },
      { name: 'x, a man', prompt: null, figures: { lostShare: 0.5 } },
      { name: 'elsewhere', prompt: null, figures: { lostShare: 0 } },
    ]);
    expect((await ask({ groupBy: 'SCENE' })).nodes).toMatchObject([{ name: 'x', figures: { count: 2 } }]);
    expect((await ask({ groupBy: 'MODEL' })).nodes).toMatchObject([{ name: 'own-tiny', model: { name: 'own-tiny' } }]);
    expect((await ask({ groupBy: 'JOINT', threshold: 0.7 })).nodes).toMatchObject([
      { name: 'nose', figures: { lostShare: 0.75 } },
    ]);
  });

  it('are narrowed as generations are, and come page by page', async () => {
    const [{ pose }] = (await ask({ groupBy: 'POSE' })).nodes;
    const narrowed = await ask({ groupBy: 'PROMPT', filter: { poseIds: [pose.id], scenes: ['x'] } });
    expect(narrowed.nodes).toMatchObject([{ name: 'x, a man' }]);
    expect((await ask({ groupBy: 'PROMPT', filter: { reports: 'ONLY' } })).nodes).toEqual([]);
    const first = await ask({ groupBy: 'PROMPT', first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await ask({ groupBy: 'PROMPT', first: 2, after: first.pageInfo.endCursor });
    expect(rest.nodes).toMatchObject([{ name: 'elsewhere' }]);
  });

  it("are a studio's own", async () => {
    expect(await ask({ groupBy: 'MODEL' }, api.rival)).toMatchObject({ nodes: [], overall: { count: 0 } });
  });

  it('refuse a threshold that is none', async () => {
    const { errors } = await api.ask(QUERY, { groupBy: 'POSE', threshold: 2, first: 1 });
    expect(errors![0]!.extensions).toEqual({ code: 'INVALID_INPUT', field: 'threshold' });
  });
});
