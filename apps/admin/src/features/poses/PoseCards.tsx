import { Button, Skeleton } from '@mantine/core';
import { IconArchiveOff, IconUserQuestion } from '@tabler/icons-react';
import { type KeyboardEvent } from 'react';
import { Notice } from '../../ui/Notice.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { moveFocus } from '../playground/move-focus.js';
import { MorePoses } from '../playground/MorePoses.js';
import { type PosePages } from '../playground/use-poses.js';
import { PoseCard } from './PoseCard.js';
import classes from './PoseCards.module.css';

interface PoseCardsProps {
  readonly pages: PosePages;
  readonly isNarrowed: boolean;
  readonly isArchive: boolean;
  readonly picked: ReadonlySet<string>;
  readonly toDetails: (id: string) => string;
  readonly onPick: (id: string) => void;
  readonly onClear: () => void;
  readonly onImport: () => void;
}

const WAITING = Array.from({ length: 12 }, (_, index) => index);

function NoPoses({ pages, isNarrowed, isArchive, onClear, onImport }: PoseCardsProps) {
  if (pages.error) return <Unreadable title="The poses could not be read" error={pages.error} />;
  if (isArchive)
    return (
      <Notice icon={<IconArchiveOff />} title="No such pose is in the archive">
        Poses that are put away one by one are listed here, and can be taken out again.
      </Notice>
    );
  if (isNarrowed)
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
        Try another word, fewer tags, or another library.
      </Notice>
    );
  return (
    <Notice
      icon={<IconUserQuestion />}
      title="There are no poses yet"
      action={<Button onClick={onImport}>Import</Button>}
    >
      Bring in what the studio has: COCO, OpenPose, BVH, glTF, VRM and more.
    </Notice>
  );
}

/** The poses that were found. The arrow keys move among them, Enter opens one, Space picks it. */
export function PoseCards(props: PoseCardsProps) {
  const { pages, picked, toDetails, onPick } = props;
  const { poses, hasMore, isLoading, loadMore } = pages;
  if (poses.length === 0 && !isLoading) return <NoPoses {...props} />;
  return (
    <ul
      className={classes.grid}
      aria-label="Poses"
      aria-busy={isLoading}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        if (moveFocus(event.currentTarget, event.key, 'a')) event.preventDefault();
      }}
    >
      {poses.map((pose) => (
        <PoseCard key={pose.id} pose={pose} to={toDetails(pose.id)} isPicked={picked.has(pose.id)} onPick={onPick} />
      ))}
      {poses.length === 0 &&
        WAITING.map((index) => <Skeleton key={index} component="li" className={classes.waiting} />)}
      {hasMore && <MorePoses as="li" className={classes.more} onSeen={loadMore} />}
    </ul>
  );
}
