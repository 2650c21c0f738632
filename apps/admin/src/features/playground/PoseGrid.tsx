import { Button, Skeleton } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { type KeyboardEvent } from 'react';
import { Notice } from '../../ui/Notice.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { MorePoses } from './MorePoses.js';
import { moveFocus } from './move-focus.js';
import classes from './PoseGrid.module.css';
import { PoseTile } from './PoseTile.js';
import { type PosePages } from './use-poses.js';

interface PoseGridProps {
  readonly pages: PosePages;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onClear: () => void;
}

const SKELETONS = Array.from({ length: 12 }, (_, index) => index);

function NoPoses({ error, onClear }: { readonly error: Error | undefined; readonly onClear: () => void }) {
  if (error) return <Unreadable title="The poses could not be read" error={error} />;
  return (
    <Notice
      icon={<IconUserQuestion />}
      title="No pose is like that"
      action={
        <Button variant="default" size="xs" onClick={onClear}>
          Show all poses
        </Button>
      }
    >
      Try another word, or fewer tags.
    </Notice>
  );
}

/** Pose thumbnails to choose from: one stop of the Tab key, and the arrow keys inside. */
export function PoseGrid({ pages, selected, onSelect, onClear }: PoseGridProps) {
  const { poses, hasMore, isLoading, error, loadMore } = pages;
  if (poses.length === 0 && !isLoading) return <NoPoses error={error} onClear={onClear} />;
  const entered = poses.some(({ id }) => id === selected) ? selected : poses[0]?.id;
  return (
    <div
      className={classes.grid}
      role="listbox"
      aria-label="Poses"
      aria-busy={isLoading}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
      }}
    >
      {poses.map((pose) => (
        <PoseTile
          key={pose.id}
          pose={pose}
          isSelected={pose.id === selected}
          isEntered={pose.id === entered}
          onSelect={onSelect}
        />
      ))}
      {poses.length === 0 && SKELETONS.map((index) => <Skeleton key={index} className={classes.waiting} />)}
      {hasMore && <MorePoses className={classes.more} onSeen={loadMore} />}
    </div>
  );
}
