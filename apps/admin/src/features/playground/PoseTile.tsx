import { memo } from 'react';
import { type PoseChoiceFragment } from '../../generated/graphql.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './PoseTile.module.css';

interface PoseTileProps {
  readonly pose: PoseChoiceFragment;
  readonly isSelected: boolean;
  /** Whether the Tab key stops here. */
  readonly isEntered: boolean;
  readonly onSelect: (id: string) => void;
}

export const PoseTile = memo(function PoseTile({ pose, isSelected, isEntered, onSelect }: PoseTileProps) {
  return (
    <button
      type="button"
      role="option"
      className={classes.tile}
      aria-selected={isSelected}
      tabIndex={isEntered ? 0 : -1}
      title={pose.tags.length > 0 ? `${pose.name} (${pose.tags.join(', ')})` : pose.name}
      onClick={() => {
        onSelect(pose.id);
      }}
    >
      <PoseDrawing data={pose.currentVersion.data} alt="" cropped limbWidth={0.036} className={classes.drawing} />
      <span className={classes.name}>{pose.name}</span>
    </button>
  );
});
