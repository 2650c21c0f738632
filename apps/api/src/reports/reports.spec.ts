import sharp from 'sharp';
import { toGlobalId } from '../global-id.js';
import { type Eyesight, measureReport } from '../testing/measure-report.js';
import { type Free, useApi } from '../testing/use-api.js';

const SNAPSHOT =
  'snapshot { id version digest sampleCount pictureCount splits { split sampleCount } scenes { scene sampleCount } }';
const CREATE_DATASET = `mutation ($input: CreateDatasetInput!) { createDataset(input: $input) {
  dataset { id name licence revision currentSnapshot { version } } userErrors { code field } } }`;
const IMPORT = `mutation ($input: CreateDatasetSnapshotInput!) { createDatasetSnapshot(input: $input) {
  created ${SNAPSHOT} report { format taken refused problems { message } } userErrors { code field message } } }`;
const POSE_SET = `mutation ($input: CreatePoseSetInput!) { createPoseSet(input: $input) {
  created ${SNAPSHOT} userErrors { code field } } }`;
const CREATE = `mutation ($input: CreateEvaluationReportInput!) { createEvaluationReport(input: $input) {
  created report { id state lastSeq seed request { splits scenes limit metrics posePreset bootstrap }
    generator { kind name note recipe model { name } } snapshot { dataset { name } } progress { stage } exports { json } }
  userErrors { code field message } } }`;
const REPORT = `query ($id: ID!) { node(id: $id) { ... on EvaluationReport {
  state pictureCount failedCount exports { json csv html } failure { code }
  metrics { metric unit better primary overall { scene pictureCount values { name value low high } } mean { pictureCount } scenes { scene pictureCount } manifest }
  skipped { metric reason } joints { name lostShare } distributions { measure edges counts } events { seq type }
  samples(first: 10, orderBy: KEY) { totalCount nodes { key scene caption expected found failure objectKeypointSimilarity
    picture { sha256 url thumbnailUrl(size: 64) } reference { sha256 } generation { id } } } } } }`;
const COMPARE = `query ($a: ID!, $b: ID!) { compareReports(a: $a, b: $b) {
  comparison { a { name } b { name } rows { metric scope scene a { value } b { value } difference better } missing { metric } }
  reasons { metric fields reason } userErrors { code field message } } }`;

const ABSENT = '00000000-0000-4000-8000-000000000000';
const KEYPOINTS = Array.from({ length: 17 }, (_, joint) => [8 + 3 * joint, 8 + 2 * joint, 2]).flat();
const ANNOTATIONS = {
  images: ['a', 'b', 'c'].map((name, id) => ({ id, file_name: `${name}.png`, width: 64, height: 64 })),
  annotations: [0, 1, 2].map((id) => ({
    id,
    image_id: id,
    category_id: 1,
    iscrowd: 0,
    num_keypoints: 17,
    keypoints: KEYPOINTS,
    bbox: [8, 8, 50, 34],
    area: 1_700,
  })),
  categories: [{ id: 1, name: 'person' }],
};

describe('evaluation reports over HTTP', () => {
  const api = useApi();
  let snapshotId: string;

  const upload = async (fileName: string, body: string | Buffer): Promise<string> => {
    const response = await api.get(`/uploads?fileName=${fileName}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return ((await response.json()) as { id: string }).id;
  };
  const paint = (background: string) =>
    sharp({ create: { width: 32, height: 32, channels: 3, background } })
      .png()
      .toBuffer();
  const createReport = async (input: object, as = api.own): Promise<Free> => {
    const whole = { name: 'first look', snapshotId, metrics: ['AP', 'PCE'], model: { modelId: modelId() }, ...input };
    return (await api.ask(CREATE, { input: whole }, as)).data.createEvaluationReport;
  };
  const modelId = () => toGlobalId('Model', api.own.modelId);
  const rowId = (globalId: string) => Buffer.from(globalId, 'base64url').toString().split(':')[1]!;
  const createMeasured = async (name: string, eyesight: Eyesight, input: object = {}): Promise<string> => {
    const { report } = await createReport({ name, ...input });
    await measureReport(api.database, rowId(report.id), eyesight);
    return report.id;
  };
  const read = async (id: string): Promise<Free> => (await api.ask(REPORT, { id })).data.node;

  beforeAll(async () => {
    const { dataset } = (await api.ask(CREATE_DATASET, { input: { name: 'holdout', licence: 'CC-BY-4.0' } })).data
      .createDataset;
    const annotations = await upload('set.json', JSON.stringify(ANNOTATIONS));
    const pictures = [{ fileName: 'a.png', uploadId: await upload('a.png', await paint('#c0ffee')) }];
    const input = { datasetId: dataset.id, annotationsUploadId: annotations, pictures, split: 'test' };
    const { data } = await api.ask(IMPORT, { input });
    expect(data.createDatasetSnapshot).toMatchObject({
      userErrors: [],
      created: true,
      snapshot: {
        version: 1,
        sampleCount: 3,
        pictureCount: 1,
        splits: [{ split: 'test', sampleCount: 3 }],
        scenes: [{ scene: null, sampleCount: 3 }],
      },
      report: { taken: 3, refused: 0, problems: [] },
    });
    snapshotId = data.createDatasetSnapshot.snapshot.id;
  });

  it('freezes what a data set holds once: the same again is the same snapshot', async () => {
    const { data } = await api.ask(CREATE_DATASET, { input: { name: 'HOLDOUT' } });
    expect(data.createDataset).toEqual({
      dataset: null,
      userErrors: [{ code: 'ALREADY_EXISTS', field: 'input.name' }],
    });
    const libraryId = toGlobalId('PoseLibrary', await libraryOf(api.own.studioId));
    const poseSet = async (input: object, as = api.own) =>
      (await api.ask(POSE_SET, { input: { name: 'starters', libraryId, ...input } }, as)).data.createPoseSet;
    const first = await poseSet({ scenes: ['mural', 'sketch'] });
    const scenes = ['mural', 'sketch'].map((scene) => ({ scene, sampleCount: 1 }));
    expect(first).toMatchObject({ created: true, snapshot: { version: 1, sampleCount: 2, pictureCount: 0, scenes } });
    const again = await poseSet({ scenes: ['mural', 'sketch'] });
    expect([again.created, again.snapshot.id]).toEqual([false, first.snapshot.id]);
    expect((await poseSet({})).snapshot.version).toBe(2);
    expect(await poseSet({ libraryId: null })).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT' }] });
    expect(await poseSet({}, api.rival)).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: 'input.libraryId' }],
    });
    const page = await api.ask(
      `query ($id: ID!) { node(id: $id) { ... on DatasetSnapshot { dataset { name currentSnapshot { version } snapshots { version } }
         licences { kind } samples(first: 1, scene: "sketch") { totalCount nodes { key scene caption pose poseVersion { version } picture { url } } } } } }`,
      { id: first.snapshot.id },
    );
    expect(page.data.node).toMatchObject({
      dataset: { name: 'starters', currentSnapshot: { version: 2 }, snapshots: [{ version: 2 }, { version: 1 }] },
      licences: [{ kind: 'POSE' }],
      samples: {
        totalCount: 1,
        nodes: [{ scene: 'sketch', caption: 'sketch, dancer', poseVersion: { version: 1 }, picture: null }],
      },
    });
  });

  it('edits data sets, and puts them away', async () => {
    const { dataset } = (await api.ask(CREATE_DATASET, { input: { name: 'draft' } })).data.createDataset;
    const update = `mutation ($input: UpdateDatasetInput!) { updateDataset(input: $input) { dataset { name licence revision } userErrors { code } } }`;
    const edited = await api.ask(update, { input: { id: dataset.id, revision: 1, licence: 'CC0-1.0' } });
    expect(edited.data.updateDataset.dataset).toEqual({ name: 'draft', licence: 'CC0-1.0', revision: 2 });
    const stale = await api.ask(update, { input: { id: dataset.id, revision: 1, name: 'other' } });
    expect(stale.data.updateDataset.userErrors).toEqual([{ code: 'STALE_REVISION' }]);
    const archive = `mutation ($input: ArchiveInput!) { archiveDataset(input: $input) { dataset { archivedAt } userErrors { code } } }`;
    const { data } = await api.ask(archive, { input: { id: dataset.id, revision: 2 } });
    expect(data.archiveDataset).toEqual({ dataset: { archivedAt: expect.any(String) }, userErrors: [] });
    const names = async (filter: object, as = api.own) => {
      const query =
        'query ($filter: DatasetFilter) { datasets(first: 10, filter: $filter) { totalCount nodes { name } } }';
      return (await api.ask(query, { filter }, as)).data.datasets.nodes.map(({ name }: Free) => name);
    };
    expect([await names({ archived: true }), await names({ text: 'draft' })]).toEqual([['draft'], []]);
    expect(await names({}, api.rival)).toEqual([]);
  });

  it("freezes a model's settings as they are when it is asked", async () => {
    const model = { modelId: modelId(), guidanceScale: 2.5, negativePrompt: 'blurry' };
    const { created, report, userErrors } = await createReport({ model, seed: 100, scenes: null });
    expect(userErrors).toEqual([]);
    expect(created).toBe(true);
    expect(report).toMatchObject({
      state: 'QUEUED',
      lastSeq: 1,
      seed: 100,
      progress: null,
      exports: null,
      request: {
        splits: null,
        scenes: null,
        limit: null,
        metrics: ['AP', 'PCE'],
        posePreset: 'PAPER',
        bootstrap: true,
      },
      generator: { kind: 'MODEL', name: 'own-tiny', note: null, model: { name: 'own-tiny' } },
      snapshot: { dataset: { name: 'holdout' } },
    });
    const { recipe } = report.generator;
    expect(recipe).toMatchObject({ width: 64, numInferenceSteps: 4, guidanceScale: 2.5, negativePrompt: 'blurry' });
    for (const own of ['pose', 'prompt', 'seed']) expect(recipe).not.toHaveProperty(own);

    const query = '{ jobs(last: 1) { nodes { task state generation { id } evaluationReport { id } } } }';
    const job = { task: 'report', state: 'WAITING', generation: null, evaluationReport: { id: report.id } };
    expect((await api.ask(query)).data.jobs.nodes).toEqual([job]);
    expect((await api.ask(query, {}, api.rival)).data.jobs.nodes).toEqual([]);
  });

  it.each<[string, () => object, string, string | null]>([
    ['a size that the model cannot have', () => ({ model: { width: 100 } }), 'IMPOSSIBLE_SIZE', 'input.model.width'],
    ['too much guidance', () => ({ model: { guidanceScale: 51 } }), 'INVALID_INPUT', 'input.model.guidanceScale'],
    [
      'a scale that its family does not take',
      () => ({ model: { conditioningScale: 1 } }),
      'INVALID_INPUT',
      'input.model.conditioningScale',
    ],
    [
      'a model that nobody has',
      () => ({ model: { modelId: toGlobalId('Model', ABSENT) } }),
      'NOT_FOUND',
      'input.model.modelId',
    ],
    ['neither model nor pictures', () => ({ model: null }), 'INVALID_INPUT', 'input.model'],
    ['no metrics', () => ({ metrics: [] }), 'INVALID_INPUT', 'input.metrics'],
    ['no name', () => ({ name: ' ' }), 'INVALID_INPUT', 'input.name'],
    ['a seed below 0', () => ({ seed: -1 }), 'INVALID_INPUT', 'input.seed'],
    ['a scene without samples', () => ({ scenes: ['opera'] }), 'INVALID_INPUT', null],
    ['a snapshot that is none', () => ({ snapshotId: 'x' }), 'INVALID_INPUT', 'input.snapshotId'],
  ])('refuses %s', async (_name, input, code, field) => {
    expect(await createReport(input())).toMatchObject({ report: null, created: false, userErrors: [{ code, field }] });
  });

  it("shows and changes nothing of another studio's", async () => {
    expect(await createReport({}, api.rival)).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', field: 'input.snapshotId' }],
    });
    const { report } = await createReport({});
    const cancel =
      'mutation ($id: ID!) { cancelEvaluationReport(input: { id: $id }) { report { state } userErrors { code } } }';
    const { data } = await api.ask(cancel, { id: report.id }, api.rival);
    expect(data.cancelEvaluationReport).toEqual({ report: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(
      (await api.ask('query ($id: ID!) { node(id: $id) { id } }', { id: report.id }, api.rival)).data.node,
    ).toBeNull();
    const list = await api.ask('{ evaluationReports(first: 10) { totalCount } }', {}, api.rival);
    expect(list.data.evaluationReports.totalCount).toBe(0);
  });

  it('gives the first report of a key', async () => {
    const [first, second] = [await createReport({ idempotencyKey: 'k' }), await createReport({ idempotencyKey: 'k' })];
    expect([second.created, second.report.id]).toEqual([false, first.report.id]);
    const setSteps = (steps: number) =>
      api.database.query(`update models set defaults = defaults || jsonb_build_object('numInferenceSteps', $1::int)`, [
        steps,
      ]);
    await setSteps(5);
    expect((await createReport({ idempotencyKey: 'k' })).report.id).toBe(first.report.id);
    await setSteps(4);
    expect(await createReport({ idempotencyKey: 'k', seed: 3 })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: 'input.idempotencyKey' }],
    });
  });

  it('judges pictures that were made elsewhere, given one for each sample', async () => {
    const red = await upload('red.png', await paint('#ff0000'));
    const pictures = (...keys: string[]) => keys.map((key) => ({ key: `${key}.png`, uploadId: red }));
    const external = (given: object[]) => ({ model: null, external: { name: 'NTED', note: 'v2', pictures: given } });
    expect(await createReport(external(pictures('a', 'b')))).toMatchObject({
      userErrors: [
        { code: 'INVALID_INPUT', field: 'input.external.pictures', message: expect.stringContaining('c.png') },
      ],
    });
    expect(await createReport(external([{ key: 'a.png', uploadId: 'x' }]))).toMatchObject({
      userErrors: [{ code: 'INVALID_INPUT', field: 'input.external.pictures.0.uploadId' }],
    });
    const id = await createMeasured('NTED', { offBy: 1 }, external(pictures('a', 'b', 'c')));
    const [sample] = (await read(id)).samples.nodes;
    expect(sample).toMatchObject({ generation: null, reference: { sha256: expect.any(String) } });
    const thumbnail = await api.get(sample.picture.thumbnailUrl);
    expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const picture = await api.get(sample.picture.url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await api.get(sample.picture.url, {}, api.rival)).status).toBe(404);
    const { data } = await api.ask(
      'query ($id: ID!) { node(id: $id) { ... on EvaluationReport { generator { kind name note model { name } recipe } } } }',
      { id },
    );
    expect(data.node.generator).toEqual({ kind: 'EXTERNAL', name: 'NTED', note: 'v2', model: null, recipe: null });
  });

  it('shows metrics, joints, distributions and samples of a measured report', async () => {
    const metrics = ['AP', 'PCE', 'FID'];
    const id = await createMeasured('whole', { offBy: 0, lost: ['c.png'] }, { metrics });
    const report = await read(id);
    expect(report).toMatchObject({ state: 'SUCCEEDED', pictureCount: 3, failedCount: 1, failure: null });
    expect(report.events.map(({ type }: Free) => type)).toEqual(['QUEUED', 'STARTED', 'SUCCEEDED']);
    expect(report.exports).toEqual({
      json: `/reports/${id}.json`,
      csv: `/reports/${id}.csv`,
      html: `/reports/${id}.html`,
    });
    const [precision, count] = report.metrics;
    expect(precision).toMatchObject({ metric: 'AP', better: 'HIGHER', primary: 'AP', scenes: [], mean: null });
    const [value] = precision.overall.values.filter(({ name }: Free) => name === 'AP');
    expect(value).toMatchObject({ value: expect.closeTo(2 / 3, 1), low: null, high: null });
    expect(count).toMatchObject({ metric: 'PCE', better: 'LOWER', overall: { pictureCount: 3 } });
    expect(report.skipped).toEqual([{ metric: 'FID', reason: expect.any(String) }]);
    expect(report.joints[0]).toEqual({ name: 'nose', lostShare: expect.closeTo(1 / 3) });
    const bins = report.distributions.find(({ measure }: Free) => measure === 'OKS');
    expect(bins.edges).toHaveLength(Number(bins.counts.length) + 1);
    const [first, , lost] = report.samples.nodes;
    expect(report.samples.totalCount).toBe(3);
    expect(first).toMatchObject({ key: 'a.png', failure: null, picture: null, objectKeypointSimilarity: 1 });
    expect(first.found.people[0].keypoints).toEqual(first.expected.people[0].keypoints);
    expect(lost).toMatchObject({ key: 'c.png', found: null, failure: 'no picture', objectKeypointSimilarity: null });
  });

  it('finds samples from the worst or the best on, those that failed, and reports by what they are', async () => {
    const id = await createMeasured('searched', { offBy: 2, lost: ['b.png'] });
    const keys = async (choice: string) => {
      const query = `query ($id: ID!) { node(id: $id) { ... on EvaluationReport { samples(first: 3, ${choice}) { totalCount nodes { key } } } } }`;
      return (await api.ask(query, { id })).data.node.samples;
    };
    expect((await keys('orderBy: WORST')).nodes[0]).toEqual({ key: 'b.png' });
    expect((await keys('orderBy: BEST')).nodes[2]).toEqual({ key: 'b.png' });
    expect(await keys('failedOnly: true')).toEqual({ totalCount: 1, nodes: [{ key: 'b.png' }] });
    const list = async (filter: object) => {
      const query =
        'query ($filter: EvaluationReportFilter) { evaluationReports(first: 50, filter: $filter) { nodes { name } } }';
      return (await api.ask(query, { filter })).data.evaluationReports.nodes.map(({ name }: Free) => name);
    };
    expect(await list({ search: 'searched', states: ['SUCCEEDED'], snapshotId, modelId: modelId() })).toEqual([
      'searched',
    ]);
    expect(await list({ search: 'searched', states: ['FAILED'] })).toEqual([]);
    const archive =
      'mutation ($id: ID!) { archiveEvaluationReport(input: { id: $id }) { report { archivedAt } userErrors { code } } }';
    expect((await api.ask(archive, { id })).data.archiveEvaluationReport.report.archivedAt).not.toBeNull();
    expect([await list({ search: 'searched' }), await list({ archived: true })]).toEqual([[], ['searched']]);
  });

  it('compares reports that were made in the same way, and ranks them', async () => {
    const near = await createMeasured('near', { offBy: 0.5 });
    const far = await createMeasured('far', { offBy: 12 });
    const { comparison, reasons, userErrors } = (await api.ask(COMPARE, { a: near, b: far })).data.compareReports;
    expect([reasons, userErrors]).toEqual([[], []]);
    expect(comparison).toMatchObject({ a: { name: 'near' }, b: { name: 'far' }, missing: [] });
    const [row] = comparison.rows;
    expect(row).toMatchObject({ metric: 'AP', scope: 'OVERALL', scene: null, better: 'A' });
    expect(row.difference).toBeCloseTo(Number(row.b.value) - Number(row.a.value));
    const { data } = await api.ask(
      `query ($id: ID!) { leaderboard(snapshotId: $id, metric: AP) { better unit entries { rank report { name } value { name value } } } }`,
      { id: snapshotId },
    );
    const [largest] = data.leaderboard;
    const names = largest.entries.map(({ report }: Free) => report.name);
    expect(names.indexOf('near')).toBeLessThan(names.indexOf('far'));
    expect(largest.entries[0]).toMatchObject({ rank: 1, value: { name: 'AP' } });
  });

  it('refuses to compare what was made otherwise, with the reasons', async () => {
    const one = await createMeasured('one eye', { offBy: 0 });
    const detector = { name: 'another eye', digest: 'f'.repeat(64) };
    const other = await createMeasured('other eye', { offBy: 0, options: { detector } });
    const { comparison, reasons, userErrors } = (await api.ask(COMPARE, { a: one, b: other })).data.compareReports;
    expect(comparison).toBeNull();
    expect(userErrors).toEqual([
      { code: 'INCOMPARABLE', field: null, message: expect.stringContaining('another eye') },
    ]);
    expect(reasons[0]).toEqual({ metric: 'AP', fields: ['detector'], reason: expect.stringContaining('detector') });
    const { report } = await createReport({});
    const { errors } = await api.ask(COMPARE, { a: one, b: report.id });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'b' } }]);
  });

  it('cancels once and for all, and tries again what ended so', async () => {
    const { report } = await createReport({});
    const cancel =
      'mutation ($id: ID!) { cancelEvaluationReport(input: { id: $id }) { outcome report { state } userErrors { code } } }';
    const retry =
      'mutation ($id: ID!) { retryEvaluationReport(input: { id: $id }) { report { id state retryOf { id } } userErrors { code } } }';
    expect((await api.ask(retry, { id: report.id })).data.retryEvaluationReport.userErrors).toEqual([
      { code: 'ILLEGAL_TRANSITION' },
    ]);
    const { data } = await api.ask(cancel, { id: report.id });
    expect(data.cancelEvaluationReport).toEqual({ outcome: 'CANCELED', report: { state: 'CANCELED' }, userErrors: [] });
    const again = (await api.ask(retry, { id: report.id })).data.retryEvaluationReport.report;
    expect(again).toMatchObject({ state: 'QUEUED', retryOf: { id: report.id } });
    expect(again.id).not.toBe(report.id);
  });

  const libraryOf = async (studioId: string) =>
    (await api.database.query<{ id: string }>('select id from pose_libraries where studio_id = $1', [studioId]))
      .rows[0]!.id;
});
