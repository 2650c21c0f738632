import 'reflect-metadata';
import {
  claimReport,
  createDataset,
  createDatasetSnapshot,
  createGenerations,
  createReport,
  type Database,
} from '@contrapposto/platform';
import { createTestStudio, keepParts, type TestStudio, useTestDatabase } from '@contrapposto/platform/testing';
import { graphql } from 'graphql';
import { pino } from 'pino';
import { createRequestContext, type Services } from './request-context.js';
import { buildApiSchema } from './schema/build-schema.js';

/** Counts what is asked of a database. */
function countStatements(database: Database): { readonly database: Database; readonly texts: string[] } {
  const texts: string[] = [];
  const query: Database['query'] = (text, values) => {
    texts.push(text);
    return database.query(text, values);
  };
  return { texts, database: { ...database, query } };
}

const POSES = `poses(first: $first) { totalCount nodes { name thumbnailUrl library { name poseCount }
  currentVersion { data pose { library { name } versions { version pose { name } } } } } }`;
const GENERATIONS = `generations(first: $first) { totalCount nodes { state recipe { prompt } queuePlace { ahead } error { code }
  poseVersion { pose { name library { name poseCount } } } promptVersion { prompt { name currentVersion { template } } }
  model { name } backend { name } picture { url } skeleton { url } images { url } fidelity { peopleCountError }
  events { seq } retryOf { state images { url } fidelity { peopleCountError } } } }`;
const LIBRARIES = `poseLibraries(first: $first) { totalCount nodes { name poseCount poses(first: 3) { totalCount facets { people { count } } nodes {
  name currentVersion { version } library { name } } } } }`;
const ASSETS = `poses(first: $first) { nodes { terms { licence } isFavourite replacedBy { name } collections { name poseCount poses(first: 2) { nodes { name } } }
  usage { generationCount } versions { usage { exportCount } diff { maxDistancePx } } } }`;
const COLLECTIONS = `poseCollections(first: $first) { totalCount nodes { name poseCount poses(first: 3) { totalCount nodes { name isFavourite } } } }`;
const PROMPTS = `prompts(first: $first) { nodes { name currentVersion { prompt { name } } versions { template } } }`;
const INSIGHTS = `fidelityInsights(groupBy: POSE, first: $first) { totalCount overall { count } nodes { name figures { lostShare }
  pose { name currentVersion { data } } prompt { name } model { name }
  worst(first: 2) { picture { url } fidelity { objectKeypointSimilarity } model { name } } } }`;
const DATASETS = `datasets(first: $first) { totalCount nodes { name snapshots { version } currentSnapshot { dataset { name } splits { split }
  scenes { scene } samples(first: 2) { totalCount nodes { key poseVersion { version pose { name } } picture { url } } } } } }`;
const REPORTS = `evaluationReports(first: $first) { totalCount nodes { state progress { stage } generator { name model { name } } retryOf { name }
  snapshot { version dataset { name } } metrics { metric } events { seq }
  samples(first: 2) { totalCount nodes { key expected picture { url } generation { state } } } } }`;
const JOBS = `jobs(first: $first) { nodes { state generation { poseVersion { pose { library { name } } } }
  evaluationReport { snapshot { dataset { name } } } } }`;

describe('statements of a query', () => {
  const clone = useTestDatabase();
  const schema = buildApiSchema();
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await createTestStudio(clone.current);
    const { database, studioId, promptVersionId, request } = { database: clone.current, ...studio };
    await database.query('update poses set current_version = 1');
    await database.query('update prompts set current_version = 1');
    for (let n = 0; n < 12; n += 1) {
      await database.query(
        `with l as (insert into pose_libraries (studio_id, name) values ($1, $2) returning id),
           p as (insert into poses (library_id, name, current_version) select id, 'p' || n, 1 from l, generate_series(1, 4) n returning id)
         insert into pose_versions (pose_id, version, pose)
         select id, 1, (select pose from pose_versions limit 1) from p`,
        [studioId, `library ${n}`],
      );
      await database.query(
        `with p as (insert into prompts (studio_id, name, current_version) values ($1, $2, 1) returning id)
         insert into prompt_versions (prompt_id, version, template) select id, 1, 'a' from p`,
        [studioId, `prompt ${n}`],
      );
    }
    await database.query(
      `with c as (insert into pose_collections (studio_id, name) select $1, 'collection ' || n from generate_series(1, 12) n returning id)
       insert into pose_collection_items (collection_id, pose_id, position) select c.id, p.id, row_number() over () from c, poses p`,
      [studioId],
    );
    // Some before the generations and some after them: the oldest jobs are of both.
    await createReports([0, 1, 2, 3, 4, 5]);
    const { rows } = await database.query<{ id: string }>('select id from pose_versions');
    await createGenerations(
      database,
      keepParts,
      rows.map(({ id }, index) => ({
        ...request,
        poseVersionId: id,
        ...(index % 2 === 0 && { prompt: { versionId: promptVersionId } }),
      })),
    );
    await database.query(
      `insert into fidelities (generation_id, object_keypoint_similarity, people_count_error, estimator_digest)
       select id, 0.25, 0, 'e' from generations`,
    );
    await createReports([6, 7, 8, 9, 10, 11]);
  });

  /** Of several snapshots, with poses of the library; one runs. */
  async function createReports(numbers: readonly number[]): Promise<void> {
    const { studioId, modelId, poseVersionId } = studio;
    const pose = { skeleton: 'coco17' as const, width: 64, height: 64, people: [] };
    for (const n of numbers) {
      const { id: datasetId } = await createDataset(clone.current, { studioId, name: `set ${n}` });
      const samples = ['a', 'b'].map((key) => ({ key, scene: key, pose, poseVersionId }));
      const { snapshot } = await createDatasetSnapshot(clone.current, studioId, { datasetId, samples });
      const generator = { kind: 'MODEL', modelId, recipe: { poseFit: 'letterbox' } } as const;
      const request = { snapshotId: snapshot.id, metrics: ['AP' as const], seed: 1, generator };
      const { report } = await createReport(clone.current, studioId, { name: `report ${n}`, request });
      if (n === 0) await claimReport(clone.current, { reportId: report.id, worker: 'w', leaseMs: 60_000 });
    }
  }

  async function count(selection: string, first: number): Promise<{ statements: number; nodes: number }> {
    const { database, texts } = countStatements(clone.current);
    const services = { database, logger: pino({ level: 'silent' }) } as unknown as Services;
    const contextValue = createRequestContext(services, { studioId: studio.studioId }, new AbortController().signal);
    const source = `query ($first: Int) { ${selection} }`;
    const { data, errors } = await graphql({ schema, source, contextValue, variableValues: { first } });
    expect(errors).toBeUndefined();
    const [connection] = Object.values(data as Record<string, { nodes: unknown[] }>);
    return { statements: texts.length, nodes: connection!.nodes.length };
  }

  it.each([
    ['poses', POSES, 7],
    ['generations', GENERATIONS, 13],
    ['libraries', LIBRARIES, 8],
    ['poses as assets', ASSETS, 9],
    ['collections', COLLECTIONS, 5],
    ['insights', INSIGHTS, 10],
    ['prompts', PROMPTS, 4],
    ['data sets', DATASETS, 10],
    ['reports', REPORTS, 9],
    ['jobs', JOBS, 8],
  ])('are as many for one node of %s as for many', async (_name, selection, expected) => {
    const one = await count(selection, 1);
    const many = await count(selection, 12);
    expect([one.nodes, many.nodes]).toEqual([1, 12]);
    expect(many.statements).toBe(expected);
    // One node may lack what another has: never more than a statement for each kind of relation.
    expect(one.statements).toBeLessThanOrEqual(many.statements);
  });
});
