import { EvalError } from '../errors.js';
import { getMatrixKernels, type MatrixKernels } from '../linear-algebra/kernels.js';
import { createFeatureMetric, type FeatureMetric } from './feature-metric.js';
import { computeFrechetDistance } from './frechet-distance.js';
import { computeKernelDistance, drawSubsets } from './kernel-distance.js';
import { computeKernelDistanceError } from './kernel-distance-error.js';
import { CUBIC_KERNEL } from './kernel-matrix.js';

export interface FrechetInceptionSettings {
  /** Numbers per picture: 2,048 of Inception-v3's last pooling. */
  readonly dimensions: number;
}

/**
 * Fréchet inception distance (`FID`) of generated pictures to real ones, 0 and up, 0 best; null below two pictures a side. With fewer pictures
 * than dimensions it is biased upwards: compare numbers of equal N only, and prefer KID.
 *
 * @throws EvalError INVALID_SETTINGS
 */
export function createFrechetInceptionDistance(
  { dimensions }: FrechetInceptionSettings,
  kernels: MatrixKernels = getMatrixKernels(),
): FeatureMetric {
  return createFeatureMetric({
    metric: 'FID',
    version: '1',
    preset: null,
    dimensions,
    settings: {},
    compute: (generated, real) => ({
      FID: Math.min(generated.count, real.count) < 2 ? null : computeFrechetDistance(generated, real, kernels),
    }),
  });
}

export interface KernelInceptionSettings extends FrechetInceptionSettings {
  readonly subsets: number;
  /** Pictures of either side in a subset; all where a side has fewer. */
  readonly subsetSize: number;
  readonly seed: number;
}

export type KernelInceptionPreset = 'torch-fidelity' | 'humansd-compat';

/** `humansd-compat`: as HumanSD meant it; its script misspelt the size, and so had torchmetrics' 1,000. */
export const KERNEL_INCEPTION_PRESETS: Readonly<Record<KernelInceptionPreset, KernelInceptionSettings>> = Object.freeze(
  {
    'torch-fidelity': { dimensions: 2048, subsets: 100, subsetSize: 1000, seed: 2020 },
    'humansd-compat': { dimensions: 2048, subsets: 100, subsetSize: 250, seed: 2020 },
  },
);

/**
 * Kernel inception distance (`KID`) with the cubic kernel: without bias whatever N is, and so below 0 at times; 0 for alike sets. Null below two
 * pictures a side. Papers often print it times 10 or 1,000.
 *
 * `KIDse` is its standard error (see computeKernelDistanceError), `KIDstd` the deviation over subsets. That of one subset, which is all that a side
 * of no more pictures than a subset has, would always be 0: it is null, and `KID` the distance of all pictures.
 *
 * @throws EvalError INVALID_SETTINGS, UNKNOWN_PRESET
 */
export function createKernelInceptionDistance(
  settings: KernelInceptionSettings | { readonly preset: KernelInceptionPreset },
  kernels: MatrixKernels = getMatrixKernels(),
): FeatureMetric {
  const preset = 'preset' in settings ? settings.preset : null;
  const { dimensions, ...drawing } = 'preset' in settings ? getPreset(settings.preset) : settings;
  assertCounts(drawing);
  return createFeatureMetric({
    metric: 'KID',
    version: '1',
    preset,
    dimensions,
    settings: { ...drawing, degree: CUBIC_KERNEL.degree, gamma: null, coefficient: CUBIC_KERNEL.coefficient },
    compute(generated, real) {
      const subsetSize = Math.min(drawing.subsetSize, generated.count, real.count);
      if (subsetSize < 2) return { KID: null, KIDstd: null, KIDse: null };
      const counts = { a: generated.count, b: real.count };
      const { mean, standardDeviation } = computeKernelDistance(
        generated,
        real,
        drawSubsets(counts, { ...drawing, subsetSize }),
        CUBIC_KERNEL,
        kernels,
      );
      const isWhole = subsetSize === Math.min(counts.a, counts.b);
      const error = computeKernelDistanceError(generated, real, CUBIC_KERNEL, kernels);
      return { KID: mean, KIDstd: isWhole ? null : standardDeviation, KIDse: error };
    },
  });
}

function getPreset(name: string): KernelInceptionSettings {
  if (Object.hasOwn(KERNEL_INCEPTION_PRESETS, name)) return KERNEL_INCEPTION_PRESETS[name as KernelInceptionPreset];
  const names = Object.keys(KERNEL_INCEPTION_PRESETS).join(', ');
  throw new EvalError('UNKNOWN_PRESET', `Expected a preset of KID, one of ${names}, got ${JSON.stringify(name)}.`);
}

function assertCounts({ subsets, subsetSize, seed }: Omit<KernelInceptionSettings, 'dimensions'>): void {
  if (Number.isInteger(subsets) && subsets >= 1 && Number.isInteger(subsetSize) && subsetSize >= 2 && seed >= 0) return;
  throw new EvalError(
    'INVALID_SETTINGS',
    `Expected subsets from 1, of 2 pictures or more, and a seed from 0, got ${subsets}, ${subsetSize}, ${seed}.`,
  );
}
