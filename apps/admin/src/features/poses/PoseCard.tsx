import { Checkbox } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { type PoseChoiceFragment } from '../../generated/graphql.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './PoseCard.module.css';

interface PoseCardProps {
  readonly pose: PoseChoiceFragment;
  /** The address of its details. */
  readonly to: string;
  readonly isPicked: boolean;
  readonly onPick: (id: string) => void;
}

/** A pose of the grid: a way to its details, and a box to pick it. Space on the picture picks it too. */
export const PoseCard = memo(function PoseCard({ pose, to, isPicked, onPick }: PoseCardProps) {
  const { id, name, tags, isFavourite, deprecatedAt, currentVersion } = pose;
  return (
    <li className={classes.card} data-picked={isPicked || undefined}>
      <Link
        to={to}
        className={classes.link}
        title={tags.length > 0 ? `${name} (${tags.join(', ')})` : name}
        onKeyDown={(event) => {
          if (event.key !== ' ') return;
          event.preventDefault();
          onPick(id);
        }}
      >
        <PoseDrawing data={currentVersion.data} alt="" cropped limbWidth={0.03} className={classes.drawing} />
        <span className={classes.name} data-deprecated={deprecatedAt !== null || undefined}>
          {name}
        </span>
      </Link>
      {isFavourite && <IconStarFilled size={16} className={classes.star} role="img" aria-label="Favourite" />}
      <Checkbox
        className={classes.pick}
        aria-label={`Pick ${name}`}
        checked={isPicked}
        tabIndex={-1}
        onChange={() => {
          onPick(id);
        }}
      />
    </li>
  );
});
