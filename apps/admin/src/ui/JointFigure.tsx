import { FIGURE_SIZE, type JointScore, layOutFigure, scoreLimb, toColour } from './joint-figure.js';
import classes from './JointFigure.module.css';

const RADIUS = 3.4;
const MARKED_RADIUS = 5;
const RAMP = `linear-gradient(to right, ${[0, 0.5, 1].map(toColour).join(', ')})`;

/**
 * A standing figure, each joint and limb in the colour of how well it holds; nothing for a skeleton that has no place in it.
 *
 * @param label what it says to those who do not see it
 * @param describe what a joint says when it is pointed at
 * @param ends what the colours' scale says at the end of what is lost, and at that of what holds
 * @param marked the joint that is pointed at here or elsewhere
 */
export function JointFigure({
  joints: scores,
  label,
  describe,
  ends,
  marked = null,
  onMark,
}: {
  readonly joints: readonly JointScore[];
  readonly label: string;
  readonly describe: (joint: JointScore) => string;
  readonly ends: readonly [lost: string, holds: string];
  readonly marked?: string | null;
  readonly onMark?: (name: string | null) => void;
}) {
  const figure = layOutFigure(scores);
  if (figure === null) return null;
  const [lost, holds] = ends;
  return (
    <div>
      <svg
        viewBox={`0 0 ${FIGURE_SIZE.width} ${FIGURE_SIZE.height}`}
        className={classes.figure}
        role="img"
        aria-label={label}
      >
        {figure.limbs.map((limb) => (
          <line
            key={`${limb[0].name} ${limb[1].name}`}
            x1={limb[0].x}
            y1={limb[0].y}
            x2={limb[1].x}
            y2={limb[1].y}
            stroke={toColour(scoreLimb(limb))}
            className={classes.limb}
          />
        ))}
        {figure.joints.map((joint) => (
          <circle
            key={joint.name}
            cx={joint.x}
            cy={joint.y}
            r={joint.name === marked ? MARKED_RADIUS : RADIUS}
            fill={toColour(joint.share)}
            className={classes.joint}
            onPointerEnter={() => onMark?.(joint.name)}
            onPointerLeave={() => onMark?.(null)}
          >
            <title>{describe(joint)}</title>
          </circle>
        ))}
      </svg>
      <div className={classes.scale} aria-hidden>
        <span>{lost}</span>
        <span className={classes.ramp} style={{ background: RAMP }} />
        <span>{holds}</span>
      </div>
    </div>
  );
}
