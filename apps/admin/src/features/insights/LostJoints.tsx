import { formatName } from '../../ui/format.js';
import { JointFigure } from '../../ui/JointFigure.js';
import classes from './LostJoints.module.css';
import { type Figures } from './use-insights.js';

export interface JointFigures {
  readonly name: string;
  readonly figures: Figures;
}

function toPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Where on the body poses are lost: the joints that are lost most often stand out. */
export function LostJoints({ joints }: { readonly joints: readonly JointFigures[] }) {
  const worst = [...joints].sort((a, b) => b.figures.lostShare - a.figures.lostShare).slice(0, 3);
  const told = worst.map(({ name, figures }) => `${formatName(name).toLowerCase()} ${toPercent(figures.lostShare)}`);
  return (
    <div className={classes.figure}>
      <JointFigure
        joints={joints.map(({ name, figures }) => ({ name, share: 1 - figures.lostShare }))}
        label={`Lost most often: ${told.join(', ')}`}
        describe={({ name, share }) => `${formatName(name)}: ${toPercent(1 - share!)} lost`}
        ends={['lost', 'held']}
      />
    </div>
  );
}
