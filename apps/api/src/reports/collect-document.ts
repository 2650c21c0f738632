import {
  FOUND_SKELETON,
  listVisiblePeople,
  type ReportDocument,
  type ReportedGenerator,
  type ReportedSample,
} from '@contrapposto/eval';
import {
  type EvaluationReport,
  listReportSamplesOf,
  loadDatasets,
  loadModels,
  loadSnapshots,
  type Sql,
} from '@contrapposto/platform';
import { toGlobalId } from '../global-id.js';
import type { MeasuredReport } from './compare.js';
import { type PresentedSample, presentSample } from './present-sample.js';

/** Of the worst, the best and the failed samples. */
const SAMPLES_OF_A_KIND = 12;

/** A stored picture as a small `data:` URL; null where it is none that can be drawn. */
export type EmbedPicture = (sha256: string) => Promise<string | null>;

/**
 * A measured report with all that a reader without the service needs.
 *
 * @param embed for each picture; without it the document has none
 */
export async function collectDocument(
  sql: Sql,
  { report, results }: MeasuredReport,
  embed: EmbedPicture = () => Promise.resolve(null),
): Promise<ReportDocument> {
  const read = (choice: SampleChoice) => readSamples(sql, report, choice, embed);
  const { request, createdAt, finishedAt } = report;
  return {
    id: toGlobalId('EvaluationReport', report.id),
    name: report.name,
    generator: await describeGenerator(sql, report),
    dataset: await describeDataset(sql, report),
    seed: request.seed,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    request,
    results,
    worst: await read({ orderBy: 'WORST', filter: {} }),
    best: await read({ orderBy: 'BEST', filter: {} }),
    failures: await read({ orderBy: 'KEY', filter: { failedOnly: true } }),
  };
}

type SampleChoice = Pick<Parameters<typeof listReportSamplesOf>[3], 'orderBy' | 'filter'>;

async function readSamples(
  sql: Sql,
  report: EvaluationReport,
  choice: SampleChoice,
  embed: EmbedPicture,
): Promise<ReportedSample[]> {
  const request = { ...choice, measure: 'OKS', page: { first: SAMPLES_OF_A_KIND } } as const;
  const page = (await listReportSamplesOf(sql, report.studioId, [report.id], request)).get(report.id)!;
  return Promise.all(page.edges.map(({ node }) => describeSample(presentSample(report, node), embed)));
}

async function describeSample(sample: PresentedSample, embed: EmbedPicture): Promise<ReportedSample> {
  const { key, scene, caption, expected, found, failure, pictureSha256 } = sample;
  const { width, height } = expected;
  return {
    key,
    scene,
    caption: caption ?? '',
    canvas: { width, height },
    skeleton: FOUND_SKELETON,
    expected: listVisiblePeople(expected),
    found: found?.people ?? [],
    measures: {
      OKS: sample.objectKeypointSimilarity,
      CAP: sample.cosineAveragePrecision,
      PCE: sample.peopleCountError,
      CLIPSIM: sample.clipSimilarity,
    },
    failure,
    thumbnail: pictureSha256 === null ? null : await embed(pictureSha256),
  };
}

async function describeGenerator(sql: Sql, { modelId, request }: EvaluationReport): Promise<ReportedGenerator> {
  const { generator } = request;
  if (generator.kind === 'EXTERNAL')
    return { kind: 'EXTERNAL', name: generator.name, digest: null, note: generator.note ?? null };
  const { name, digest } = (await loadModels(sql, [modelId!])).get(modelId!)!;
  return { kind: 'MODEL', name, digest, note: null };
}

async function describeDataset(
  sql: Sql,
  { studioId, snapshotId }: EvaluationReport,
): Promise<ReportDocument['dataset']> {
  const { datasetId, digest } = (await loadSnapshots(sql, studioId, [snapshotId])).get(snapshotId)!;
  const { name } = (await loadDatasets(sql, studioId, [datasetId])).get(datasetId)!;
  return { name, snapshot: digest };
}
