import { suggest } from '@contrapposto/pose';
import { EvalError } from '../errors.js';

/**
 * Where the area of a true person comes from, by which OKS divides and which the ranges sort by. Square pixels.
 *
 * - `ANNOTATION`: `area` as the data set gives it (COCO: the segment's; Human-Art: the box's)
 * - `BOX`: the box, width x height
 * - `BOX_SHARE`: 0.53 of the box, as xtcocotools with `use_area=False`
 * - `BODY`: the box, or that of the joints where a pose brings none; see computePersonArea
 * - `ALL_ROWS`: the box of all joints, those without a label at (-1, -1), as HumanSD's script has it
 */
export type AreaRule = 'ANNOTATION' | 'BOX' | 'BOX_SHARE' | 'BODY' | 'ALL_ROWS';

/** How alike two shapes are, for CAP; see cosine-similarity.ts. */
export type CosineRule = 'PER_AXIS' | 'ONE_SCALE' | 'PUBLISHED';

/** Square pixels, both ends included: a person on the edge of two ranges counts in both. */
export type AreaRange = readonly [least: number, most: number];

/** In the order in which statistics hold them. */
export const AREA_NAMES = ['all', 'medium', 'large'] as const;
export type AreaName = (typeof AREA_NAMES)[number];

/** What an average precision counts, and how. */
export interface PrecisionRules {
  readonly name: string;
  readonly area: AreaRule;
  readonly cosine: CosineRule;
  /**
   * A joint that was not found (visibility 0) stands where its coordinates say, in COCO's files at (0, 0); or is worth nothing.
   */
  readonly missingJoints: 'AS_THEY_STAND' | 'WORTH_NOTHING';
  /** Found people without a single joint do not count at all. */
  readonly dropsEmptyFound: boolean;
  /** True people without a labelled joint do not count at all; otherwise whoever is found about their box is forgiven. */
  readonly dropsEmptyTruth: boolean;
  /** Of similarity, ascending, at most 15. */
  readonly thresholds: readonly number[];
  /** At which precision is read off, ascending. */
  readonly recalls: readonly number[];
  /** People found in one picture that count, those of the highest scores. */
  readonly mostFound: number;
  readonly areaRanges: Readonly<Record<AreaName, AreaRange>>;
  /** Precision is averaged over batches of so many pictures, in the order of their ids; null for all pictures at once. */
  readonly batchSize: number | null;
}

/** As numpy.linspace, bit for bit: a similarity that ties with a threshold must tie here too. */
function divide(first: number, last: number, count: number): readonly number[] {
  const step = (last - first) / (count - 1);
  return Object.freeze(
    Array.from({ length: count }, (_, index) => (index === count - 1 ? last : index * step + first)),
  );
}

/** pycocotools 2.0.11, COCOeval of iouType `keypoints`. */
const COCO = freeze({
  name: 'coco',
  area: 'ANNOTATION',
  cosine: 'PER_AXIS',
  missingJoints: 'AS_THEY_STAND',
  dropsEmptyFound: false,
  dropsEmptyTruth: false,
  thresholds: divide(0.5, 0.95, 10),
  recalls: divide(0, 1, 101),
  mostFound: 20,
  areaRanges: { all: [0, 1e10], medium: [32 ** 2, 96 ** 2], large: [96 ** 2, 1e10] },
  batchSize: null,
});

const PRESETS: readonly PrecisionRules[] = [
  COCO,
  /** xtcocotools 1.14.3, `keypoints`, use_area=True. */
  freeze({ ...COCO, name: 'xtcoco', dropsEmptyFound: true }),
  /** xtcocotools 1.14.3, `keypoints`, use_area=False. */
  freeze({ ...COCO, name: 'xtcoco-box', dropsEmptyFound: true, area: 'BOX_SHARE' }),
  /** Human-Art: xtcocotools' rules; the annotated area is that of the box. */
  freeze({ ...COCO, name: 'human-art', dropsEmptyFound: true, area: 'BOX' }),
  /** HumanSD's paper, its definitions read as their words say: no joint weighted, all pictures at once, boxes where there are any. */
  freeze({ ...COCO, name: 'paper', area: 'BODY', missingJoints: 'WORTH_NOTHING', dropsEmptyTruth: true }),
  /** As `paper`, with the cosine of posenet-similarity, which the paper names: one scale for both axes. */
  freeze({
    ...COCO,
    name: 'posenet-similarity',
    area: 'BODY',
    cosine: 'ONE_SCALE',
    missingJoints: 'WORTH_NOTHING',
    dropsEmptyTruth: true,
  }),
  /** HumanSD's published script, its faults included; see README.md. */
  freeze({
    ...COCO,
    name: 'humansd-compat',
    area: 'ALL_ROWS',
    cosine: 'PUBLISHED',
    dropsEmptyFound: true,
    dropsEmptyTruth: true,
    batchSize: 10,
  }),
];

export const PRECISION_PRESET_NAMES: readonly string[] = PRESETS.map(({ name }) => name);

/** @throws EvalError UNKNOWN_PRESET */
export function getPrecisionPreset(name: string): PrecisionRules {
  const preset = PRESETS.find((candidate) => candidate.name === name);
  if (!preset)
    throw new EvalError(
      'UNKNOWN_PRESET',
      `Expected the name of a preset, got ${JSON.stringify(name)}. ${suggest(name, PRECISION_PRESET_NAMES)}`,
    );
  return preset;
}

function freeze(rules: PrecisionRules): PrecisionRules {
  for (const range of Object.values(rules.areaRanges)) Object.freeze(range);
  Object.freeze(rules.areaRanges);
  return Object.freeze(rules);
}
