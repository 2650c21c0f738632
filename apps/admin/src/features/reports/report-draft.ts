import { type CreateEvaluationReportInput, type MetricName, type PosePreset } from '../../generated/graphql.js';
import { EMPTY_DRAFT, type RecipeDraft } from '../playground/recipe-draft.js';

/** A place of poses: `library:<id>` or `collection:<id>`. */
export type PosePlace = `${'library' | 'collection'}:${string}`;

/** What the form holds, before it is frozen. */
export interface ReportDraft {
  readonly name: string;
  /** What is judged: the samples of a data set, or poses, which become one. */
  readonly subject: 'DATASET' | 'POSES';
  readonly snapshotId: string | null;
  readonly splits: readonly string[];
  readonly scenes: readonly string[];
  /** Of each scene, the first so many; null: all. */
  readonly limit: number | null;
  readonly place: PosePlace | null;
  /** Every pose is drawn in each of them; none: in no scene. */
  readonly poseScenes: readonly string[];
  /** `{pose}` and `{scene}` stand for their names. Empty: those. */
  readonly caption: string;
  readonly generator: 'MODEL' | 'EXTERNAL';
  /** The settings for every picture; the draft's seed is the report's. */
  readonly settings: RecipeDraft;
  readonly externalName: string;
  readonly note: string;
  readonly metrics: readonly MetricName[];
  readonly posePreset: PosePreset;
  readonly bootstrap: boolean;
}

export const EMPTY_REPORT: ReportDraft = {
  name: '',
  subject: 'POSES',
  snapshotId: null,
  splits: [],
  scenes: [],
  limit: null,
  place: null,
  poseScenes: [],
  caption: '',
  generator: 'MODEL',
  settings: { ...EMPTY_DRAFT, seed: 0 },
  externalName: '',
  note: '',
  metrics: ['AP', 'CAP', 'PCE', 'CLIPSIM'],
  posePreset: 'PAPER',
  bootstrap: true,
};

/** Of the real pictures' features. */
const NEEDS_PICTURES: ReadonlySet<MetricName> = new Set(['FID', 'KID']);

/** Why a metric cannot be had of it, or null. @param hasPictures whether the samples have pictures of their own */
export function refuseMetric(
  metric: MetricName,
  { generator }: Pick<ReportDraft, 'generator'>,
  hasPictures: boolean,
): string | null {
  if (NEEDS_PICTURES.has(metric) && !hasPictures) return 'needs samples with real pictures';
  if (metric === 'TIME' && generator === 'EXTERNAL') return 'nobody times what was made elsewhere';
  return null;
}

/** What the report is called where nobody says. */
export function suggestName(subject: string | undefined, generator: string | undefined): string {
  return subject && generator ? `${generator} on ${subject}` : '';
}

function toModelInput({ settings }: ReportDraft): NonNullable<CreateEvaluationReportInput['model']> {
  const { modelId, numInferenceSteps, guidanceScale, scheduler, width, height } = settings;
  const given = { modelId, numInferenceSteps, guidanceScale, scheduler, width, height };
  const negativePrompt = settings.negativePrompt.trim();
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
    ...(negativePrompt !== '' && { negativePrompt }),
  };
}

export type UploadedPictures = NonNullable<CreateEvaluationReportInput['external']>['pictures'];

function toExternalInput({ externalName, note }: ReportDraft, pictures: UploadedPictures) {
  return { name: externalName.trim(), ...(note.trim() !== '' && { note: note.trim() }), pictures };
}

interface Rest {
  readonly name: string;
  readonly snapshotId: string;
  readonly hasPictures: boolean;
  readonly pictures: UploadedPictures;
}

/** What the API is asked; metrics that cannot be had are left out. */
export function toReportInput(
  draft: ReportDraft,
  { name, snapshotId, hasPictures, pictures }: Rest,
): CreateEvaluationReportInput {
  const { splits, scenes, limit, metrics, posePreset, bootstrap, settings, subject, generator } = draft;
  const isNarrowed = subject === 'DATASET';
  return {
    name: draft.name.trim() || name,
    snapshotId,
    ...(isNarrowed && splits.length > 0 && { splits }),
    ...(isNarrowed && scenes.length > 0 && { scenes }),
    ...(isNarrowed && limit !== null && { limit }),
    metrics: metrics.filter((metric) => refuseMetric(metric, draft, hasPictures) === null),
    posePreset,
    bootstrap,
    ...(settings.seed !== null && { seed: settings.seed }),
    ...(generator === 'MODEL' ? { model: toModelInput(draft) } : { external: toExternalInput(draft, pictures) }),
  };
}
