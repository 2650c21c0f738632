import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconClock } from '@tabler/icons-react';
import { type GenerationSummaryFragment } from '../../generated/graphql.js';
import classes from './Thumbnail.module.css';

type ThumbnailProps = Pick<GenerationSummaryFragment, 'state' | 'picture' | 'recipe'>;

function Placeholder({ state }: Pick<GenerationSummaryFragment, 'state'>) {
  if (state === 'RUNNING') return <Loader size="sm" color="gray" />;
  if (state === 'FAILED') return <IconAlertTriangle color="var(--mantine-color-red-5)" />;
  return state === 'CANCELED' ? <IconBan /> : <IconClock />;
}

/** A generation's picture, small and square, or a sign of its state. */
export function Thumbnail({ state, picture, recipe }: ThumbnailProps) {
  return (
    <span className={classes.thumbnail}>
      {picture ? <img src={picture.thumbnailUrl} alt={recipe.prompt} loading="lazy" /> : <Placeholder state={state} />}
    </span>
  );
}
