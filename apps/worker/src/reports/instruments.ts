import { messageOf } from '@contrapposto/pose';
import {
  ModelFolderError,
  type ExtractorKind,
  type ExtractorSource,
  type LoadedExtractors,
} from '@contrapposto/backends';
import type { DetectorIdentity, FeatureSource, MetricName } from '@contrapposto/eval';
import type { BackendPool } from '../backends/backend-pool.js';
import type { BackendSlot } from '../backends/backend-slot.js';
import { assertAnyBackend, type UsableBackend } from '../backends/survey-backends.js';
import type { ExtractorSources } from '../extractors-file.js';
import type { ModelShelf } from '../models/open-models.js';

/** A network that a report looks at pictures with: which backend runs it, and whence. */
export interface Instrument<Kind extends ExtractorKind, Identity> {
  readonly kind: Kind;
  readonly specifier: string;
  readonly source: ExtractorSource;
  /** As it stands in manifests. */
  readonly identity: Identity;
}

/** What a report measures with. Null where no metric asks for it, or there is none that can be used: `reasons` says why. */
export interface Instruments {
  readonly poses: Instrument<'pose-estimator', DetectorIdentity> | null;
  readonly features: Instrument<'image-features', FeatureSource> | null;
  readonly embeddings: Instrument<'text-image', FeatureSource> | null;
  /** Sentences, for metrics whose network is there and cannot be used. */
  readonly reasons: Readonly<Partial<Record<MetricName, string>>>;
}

/** Which metrics need a network of a kind. */
const NEEDED_BY: Readonly<Record<ExtractorKind, readonly MetricName[]>> = {
  'pose-estimator': ['AP', 'CAP', 'PCE'],
  'image-features': ['FID', 'KID'],
  'text-image': ['CLIPSIM'],
};

export interface InstrumentContext {
  readonly models: ModelShelf;
  readonly backends: readonly UsableBackend[];
  readonly pool: BackendPool;
  readonly extractors: ExtractorSources;
}

/**
 * Loads what the metrics need: the networks of the configuration, else those of the first model folder that brings them. One that cannot be used
 * is a reason, and no failure of the report.
 *
 * @throws the signal's reason; GenerationFailure BACKEND_UNAVAILABLE where nothing runs on this worker; BackendError
 */
export async function openInstruments(
  context: InstrumentContext,
  metrics: readonly MetricName[],
  signal: AbortSignal,
): Promise<Instruments> {
  assertAnyBackend(context.backends);
  const reasons: Partial<Record<MetricName, string>> = {};
  const open = async <Kind extends ExtractorKind, Identity>(
    kind: Kind,
    identify: (extractor: LoadedExtractors[Kind]) => Identity,
  ): Promise<Instrument<Kind, Identity> | null> => {
    const served = NEEDED_BY[kind].filter((metric) => metrics.includes(metric));
    const source = findSource(context, kind);
    if (served.length === 0 || source === null) return null;
    try {
      return await load(context, kind, source, identify, signal);
    } catch (error) {
      if (!(error instanceof ModelFolderError)) throw error;
      for (const metric of served)
        reasons[metric] = `The extractor of kind ${kind} cannot be used: ${messageOf(error)}`;
      return null;
    }
  };
  const toSource = ({ identity, resizeFilter }: LoadedExtractors['image-features' | 'text-image']): FeatureSource => ({
    extractor: identity,
    resizeFilter,
  });
  return {
    poses: await open('pose-estimator', ({ identity }) => identity),
    features: await open('image-features', toSource),
    embeddings: await open('text-image', toSource),
    reasons,
  };
}

/** Hands the instrument's network to `work`. */
export function withInstrument<Kind extends ExtractorKind, T>(
  slot: BackendSlot,
  { kind, specifier, source }: Instrument<Kind, unknown>,
  work: (extractor: LoadedExtractors[Kind]) => Promise<T>,
): Promise<T> {
  return slot.withExtractor(specifier, kind, source, work);
}

async function load<Kind extends ExtractorKind, Identity>(
  { pool, backends }: InstrumentContext,
  kind: Kind,
  source: ExtractorSource,
  identify: (extractor: LoadedExtractors[Kind]) => Identity,
  signal: AbortSignal,
): Promise<Instrument<Kind, Identity> | null> {
  const backend = backends.find(({ capabilities }) => capabilities.extractors?.includes(kind));
  if (!backend) return null;
  const { specifier } = backend;
  const hasExtractors = (slot: BackendSlot) => slot.hasExtractors;
  return pool.use(hasExtractors, signal, (slot) =>
    slot.withExtractor(specifier, kind, source, (extractor) =>
      Promise.resolve({ kind, specifier, source, identity: identify(extractor) }),
    ),
  );
}

function findSource({ models, extractors }: InstrumentContext, kind: ExtractorKind): ExtractorSource | null {
  const configured = extractors[kind];
  if (configured) return configured;
  const folder = findModelFolder(models, kind);
  return folder === undefined ? null : { folder };
}

/** The first that brings such a network: the same for whatever model made the pictures, so that reports compare. */
function findModelFolder({ byDigest, estimator }: ModelShelf, kind: ExtractorKind): string | undefined {
  const artifacts = [...byDigest.values()];
  switch (kind) {
    case 'pose-estimator':
      return estimator?.artifact.folder;
    case 'image-features':
      return artifacts.find(({ imageEncoder }) => imageEncoder !== undefined)?.folder;
    case 'text-image':
      return artifacts.find(({ imageEncoder }) => imageEncoder?.hasTextProjection)?.folder;
  }
}
