import { getSkeleton } from '@contrapposto/pose';
import { formatName } from '../../ui/format.js';
import classes from './JointFigure.module.css';
import { type Figures } from './use-insights.js';

/** Somebody who stands before us, arms a little apart: a place for each joint of coco17, their left on our right. */
const PLACES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  nose: [50, 24],
  left_eye: [55, 18],
  right_eye: [45, 18],
  left_ear: [62, 22],
  right_ear: [38, 22],
  left_shoulder: [67, 48],
  right_shoulder: [33, 48],
  left_elbow: [77, 76],
  right_elbow: [23, 76],
  left_wrist: [84, 103],
  right_wrist: [16, 103],
  left_hip: [60, 102],
  right_hip: [40, 102],
  left_knee: [63, 142],
  right_knee: [37, 142],
  left_ankle: [65, 182],
  right_ankle: [35, 182],
};
const SKELETON = getSkeleton('coco17');
const LEAST_RADIUS = 2.6;
const MORE_RADIUS = 3.2;

export interface JointFigures {
  readonly name: string;
  readonly figures: Figures;
}

function toPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function placeOf(joint: number): readonly [x: number, y: number] {
  return PLACES[SKELETON.keypointNames[joint]!]!;
}

function Limbs() {
  return SKELETON.limbs.map(([from, to]) => {
    const [[x1, y1], [x2, y2]] = [placeOf(from), placeOf(to)];
    return <line key={`${from} ${to}`} x1={x1} y1={y1} x2={x2} y2={y2} className={classes.limb} />;
  });
}

/** Where on the body poses are lost: the more often a joint is, the larger and redder it is. */
export function JointFigure({ joints }: { readonly joints: readonly JointFigures[] }) {
  const worst = [...joints].sort((a, b) => b.figures.lostShare - a.figures.lostShare).slice(0, 3);
  const told = worst.map(({ name, figures }) => `${formatName(name).toLowerCase()} ${toPercent(figures.lostShare)}`);
  return (
    <svg viewBox="0 0 100 200" className={classes.figure} role="img" aria-label={`Lost most often: ${told.join(', ')}`}>
      <Limbs />
      {joints.map(({ name, figures: { lostShare } }) => {
        const [x, y] = PLACES[name] ?? [];
        if (x === undefined || y === undefined) return null;
        const fill = `color-mix(in oklab, var(--lost) ${toPercent(lostShare).replace(' ', '')}, var(--kept))`;
        return (
          <circle key={name} cx={x} cy={y} r={LEAST_RADIUS + MORE_RADIUS * lostShare} style={{ fill }}>
            <title>{`${formatName(name)}: ${toPercent(lostShare)} lost`}</title>
          </circle>
        );
      })}
    </svg>
  );
}
