import { claimGeneration, completeGeneration } from '@contrapposto/platform';
import { toGlobalId } from '../global-id.js';
import { useApi } from '../testing/use-api.js';

const CREATE = `mutation ($input: CreateGenerationInput!) { createGeneration(input: $input) {
  created generation { id state lastSeq recipe { prompt seed width height scheduler numInferenceSteps guidanceScale pose json }
    queuePlace { ahead etaLowSeconds } model { name } poseVersion { version } events { seq type } }
  userErrors { code field message } } }`;
const SCALE = `mutation ($input: CreateGenerationInput!) { createGeneration(input: $input) {
  generation { recipe { conditioningScale json } } userErrors { code field message } } }`;
const KEYPOINTS = Array.from({ length: 17 }, (_, joint) => [joint, joint, 2]).flat();
const POSE = { skeleton: 'coco17', width: 64, height: 64, people: [{ keypoints: KEYPOINTS }] };

describe('generations over HTTP', () => {
  const api = useApi();

  const modelId = () => toGlobalId('Model', api.own.modelId);
  const create = async (input: object, as = api.own) =>
    (await api.ask(CREATE, { input: { modelId: modelId(), poseData: POSE, prompt: 'a dancer', ...input } }, as)).data
      .createGeneration;

  beforeAll(async () => {
    // The studio's own pose has one joint; recipes want them all.
    const { rows } = await api.database.query<{ id: string }>(
      'insert into pose_versions (pose_id, version, pose) select pose_id, 2, $2 from pose_versions where id = $1 returning pose_id as id',
      [
        api.own.poseVersionId,
        JSON.stringify({
          ...POSE,
          people: [{ keypoints: Array.from({ length: 17 }, () => ({ x: 1, y: 2, visibility: 2 })) }],
        }),
      ],
    );
    await api.database.query('update poses set current_version = 2 where id = $1', [rows[0]!.id]);
    await api.database.query(
      `update prompts set current_version = 1 where id = (select prompt_id from prompt_versions where id = $1)`,
      [api.own.promptVersionId],
    );
    poseId = toGlobalId('Pose', rows[0]!.id);
  });
  let poseId: string;

  it('freezes a recipe from the request and the model', async () => {
    const { created, generation, userErrors } = await create({ seed: 7, guidanceScale: 2.5, scheduler: 'DPMPP_2M' });
    expect(userErrors).toEqual([]);
    expect(created).toBe(true);
    expect(generation).toMatchObject({
      state: 'QUEUED',
      lastSeq: 1,
      queuePlace: { ahead: 0, etaLowSeconds: null },
      model: { name: 'own-tiny' },
      poseVersion: null,
      events: [{ seq: 1, type: 'QUEUED' }],
      recipe: {
        prompt: 'a dancer',
        seed: 7,
        width: 64,
        height: 64,
        scheduler: 'DPMPP_2M',
        numInferenceSteps: 4,
        guidanceScale: 2.5,
        pose: POSE,
        json: { schemaVersion: 1, scheduler: 'dpmpp-2m', family: 'humansd' },
      },
    });
  });

  it('takes a pose and a prompt of the library in their current versions', async () => {
    const promptId = toGlobalId('PromptVersion', api.own.promptVersionId);
    const { generation, userErrors } = await create({
      poseData: null,
      poseId,
      prompt: null,
      promptId,
      promptValues: { scene: 'oil painting' },
    });
    expect(userErrors).toEqual([]);
    expect(generation).toMatchObject({ poseVersion: { version: 2 }, recipe: { prompt: 'oil painting, a dancer' } });
  });

  it('gives the first generation of a key, and refuses another request under it', async () => {
    const first = await create({ idempotencyKey: 'k' });
    const second = await create({ idempotencyKey: 'k' });
    expect([second.created, second.generation.id]).toEqual([false, first.generation.id]);
    expect(await create({ idempotencyKey: 'k', prompt: 'another' })).toMatchObject({
      generation: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: 'input.idempotencyKey' }],
    });
  });

  it.each<[string, object, string, string | null]>([
    ['a size that the model cannot have', { width: 100 }, 'IMPOSSIBLE_SIZE', 'input.width'],
    ['a size beyond all limits', { height: 100_000 }, 'IMPOSSIBLE_SIZE', 'input.height'],
    ['no steps', { numInferenceSteps: 0 }, 'INVALID_INPUT', 'input.numInferenceSteps'],
    ['too much guidance', { guidanceScale: 51 }, 'INVALID_INPUT', 'input.guidanceScale'],
    ['no pose for a model that needs one', { poseData: null }, 'INVALID_INPUT', 'input.poseId'],
    ['a negative seed', { seed: -1 }, 'INVALID_INPUT', 'input.seed'],
    ['a priority out of range', { priority: 101 }, 'INVALID_INPUT', 'input.priority'],
    ['no prompt', { prompt: null }, 'INVALID_INPUT', 'input.prompt'],
    ['an id that is none', { poseData: null, poseId: 'x' }, 'INVALID_INPUT', 'input.poseId'],
    [
      'a model that nobody has',
      { modelId: toGlobalId('Model', '00000000-0000-4000-8000-000000000000') },
      'NOT_FOUND',
      'input.modelId',
    ],
  ])('refuses %s', async (_name, input, code, field) => {
    expect(await create(input)).toMatchObject({ created: false, generation: null, userErrors: [{ code, field }] });
  });

  it('freezes how strongly a branch acts, for the families that have one', async () => {
    const { rows } = await api.database.query<{ id: string }>(
      `insert into models (name, digest, family, defaults) select 'branch', 'branch', 'controlnet', defaults from models where id = $1 returning id`,
      [api.own.modelId],
    );
    const ask = async (model: string, conditioningScale?: number) => {
      const input = { modelId: toGlobalId('Model', model), poseData: POSE, prompt: 'a', conditioningScale };
      return (await api.ask(SCALE, { input })).data.createGeneration;
    };
    const branch = rows[0]!.id;
    const scaleOf = async (scale?: number) => (await ask(branch, scale)).generation.recipe.conditioningScale;
    expect([await scaleOf(0.5), await scaleOf()]).toEqual([0.5, 1]);
    expect((await ask(api.own.modelId)).generation.recipe).toMatchObject({ conditioningScale: null });
    for (const refused of [await ask(branch, 2.5), await ask(api.own.modelId, 0.5)])
      expect(refused).toMatchObject({
        generation: null,
        userErrors: [{ code: 'INVALID_INPUT', field: 'input.conditioningScale' }],
      });
  });

  it('names the sizes that are near', async () => {
    const { userErrors } = await create({ width: 100 });
    expect(userErrors[0].message).toContain('Nearest: 96 and 112.');
  });

  it('refuses a slot value that the prompt does not know, and what belongs to another studio', async () => {
    const promptId = toGlobalId('PromptVersion', api.own.promptVersionId);
    expect(await create({ prompt: null, promptId, promptValues: { scene: 'opera' } })).toMatchObject({
      userErrors: [{ code: 'PROMPT_SLOT_INVALID', field: 'input.promptValues.scene' }],
    });
    expect(await create({ poseData: null, poseId }, api.rival)).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: 'input.poseId' }],
    });
  });

  it('creates a batch of poses, prompts and seeds, or nothing', async () => {
    const batch = (input: object) =>
      api.ask(
        `mutation ($input: CreateGenerationsInput!) { createGenerations(input: $input) {
           generations { recipe { prompt seed } } userErrors { code field } } }`,
        {
          input: {
            modelId: modelId(),
            poseIds: [poseId],
            prompts: [{ prompt: 'a' }, { prompt: 'b' }],
            seeds: [1, 2],
            ...input,
          },
        },
      );
    const { data } = await batch({});
    expect(data.createGenerations).toEqual({
      userErrors: [],
      generations: ['a', 'b'].flatMap((prompt) => [1, 2].map((seed) => ({ recipe: { prompt, seed } }))),
    });
    expect((await batch({ seeds: Array(251).fill(1) })).data.createGenerations).toMatchObject({
      generations: [],
      userErrors: [{ code: 'TOO_MANY', field: null }],
    });
    expect((await batch({ prompts: [{ prompt: 'a' }, {}] })).data.createGenerations).toMatchObject({
      generations: [],
      userErrors: [{ code: 'INVALID_INPUT', field: 'input.prompts.1.prompt' }],
    });
  });

  it('cancels once and for all, and tries again what ended so', async () => {
    const { generation } = await create({});
    const change = async (what: string, as = api.own) =>
      (
        await api.ask(
          `mutation ($id: ID!) { change: ${what}(input: { id: $id }) { outcome generation { state retryOf { id } } userErrors { code } } }`,
          { id: generation.id },
          as,
        )
      ).data.change;
    expect((await change('retryGeneration')).userErrors).toEqual([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await change('cancelGeneration', api.rival)).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    for (let asking = 0; asking < 2; asking += 1)
      expect(await change('cancelGeneration')).toMatchObject({
        outcome: 'CANCELED',
        generation: { state: 'CANCELED' },
      });
    expect(await change('retryGeneration')).toMatchObject({
      generation: { state: 'QUEUED', retryOf: { id: generation.id } },
    });
  });

  it('shows results, and finds them by what they are', async () => {
    const { generation } = await create({ poseData: null, poseId, prompt: 'found' });
    const { rows } = await api.database.query<{ id: string }>(
      `select id from generations where recipe ->> 'prompt' = 'found'`,
    );
    const { lease } = (await claimGeneration(api.database, {
      generationId: rows[0]!.id,
      worker: 'w',
      leaseMs: 60_000,
    }))!;
    const picture = {
      kind: 'PICTURE',
      variant: 0,
      sha256: 'a'.repeat(64),
      byteSize: 9,
      mediaType: 'image/png',
      width: 64,
      height: 64,
    } as const;
    await completeGeneration(api.database, lease, {
      images: [picture],
      fidelity: {
        objectKeypointSimilarity: 0.75,
        cosineAveragePrecision: null,
        peopleCountError: 1,
        joints: [{ name: 'nose', distancePx: 1.5, objectKeypointSimilarity: 0.9 }],
        people: [{ keypoints: Array.from({ length: 17 }, () => ({ x: 1, y: 2, visibility: 2 })) }],
        estimatorDigest: 'e',
      },
      timings: { total: 12 },
    });
    const find = (filter: object) =>
      api.ask(
        `query ($filter: GenerationFilter) { generations(first: 5, filter: $filter) { totalCount nodes { id state timings
           picture { kind url thumbnailUrl(size: 64) byteSize } skeleton { id } images { kind }
           fidelity { objectKeypointSimilarity peopleCountError joints { name distancePx } people } } } }`,
        { filter },
      );
    const { data } = await find({
      minSimilarity: 0.7,
      states: ['SUCCEEDED'],
      poseIds: [poseId],
      modelIds: [modelId()],
    });
    expect(data.generations).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          id: generation.id,
          state: 'SUCCEEDED',
          timings: { total: 12 },
          picture: {
            kind: 'PICTURE',
            byteSize: 9,
            url: `/files/${picture.sha256}/picture.png`,
            thumbnailUrl: `/files/${picture.sha256}?size=64`,
          },
          skeleton: null,
          images: [{ kind: 'PICTURE' }],
          fidelity: {
            objectKeypointSimilarity: 0.75,
            peopleCountError: 1,
            joints: [{ name: 'nose', distancePx: 1.5 }],
            people: { skeleton: 'coco17', width: 64, height: 64, people: [{ keypoints: expect.any(Array) }] },
          },
        },
      ],
    });
    for (const none of [
      { minSimilarity: 0.8 },
      { maxSimilarity: 0.5 },
      { createdAfter: '2999-01-01T00:00:00Z' },
      { backendIds: [] },
    ])
      expect((await find(none)).data.generations.totalCount).toBe(0);
  });

  it("lists jobs of the studio's own generations", async () => {
    await create({});
    const { data } = await api.ask('{ jobs(first: 100) { totalCount nodes { task state generation { state } } } }');
    expect(data.jobs.totalCount).toBeGreaterThan(0);
    expect(data.jobs.nodes[0]).toEqual({ task: 'generation', state: 'WAITING', generation: { state: 'QUEUED' } });
    const foreign = await api.ask('{ jobs(first: 100) { totalCount } }', {}, api.rival);
    expect(foreign.data.jobs.totalCount).toBe(0);
  });
});
