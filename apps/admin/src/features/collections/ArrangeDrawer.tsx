import { ActionIcon, Alert, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFolderOpen, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type PoseChoiceFragment } from '../../generated/graphql.js';
import { Notice } from '../../ui/Notice.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { type Collection } from '../poses/use-places.js';
import classes from './ArrangeDrawer.module.css';
import { findPoseBefore } from './move-pose.js';
import { useCollectedPoses } from './use-collected-poses.js';
import { type CollectionEdits } from './use-collection-edits.js';

interface ArrangeProps {
  readonly collection: Collection;
  readonly edits: CollectionEdits;
}

interface RowProps {
  readonly pose: PoseChoiceFragment;
  readonly place: number;
  readonly count: number;
  readonly isOver: boolean;
  readonly onOver: (place: number | null) => void;
  readonly onMove: (id: string, to: number) => void;
  readonly onDrop: (id: string) => void;
}

/** Dragged to its place, or moved by its buttons. */
function Row({ pose: { id, name, currentVersion }, place, count, isOver, onOver, onMove, onDrop }: RowProps) {
  return (
    <li
      className={classes.row}
      data-over={isOver || undefined}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData('text/plain', id);
        dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        event.preventDefault();
        onOver(place);
      }}
      onDragEnd={() => {
        onOver(null);
      }}
      onDrop={(event) => {
        event.preventDefault();
        onOver(null);
        onMove(event.dataTransfer.getData('text/plain'), place);
      }}
    >
      <span className={classes.place}>{place + 1}</span>
      <PoseDrawing data={currentVersion.data} alt="" cropped limbWidth={0.036} className={classes.drawing} />
      <Text size="sm" truncate className={classes.name}>
        {name}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Move ${name} up`}
        disabled={place === 0}
        onClick={() => {
          onMove(id, place - 1);
        }}
      >
        <IconArrowUp size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Move ${name} down`}
        disabled={place === count - 1}
        onClick={() => {
          onMove(id, place + 1);
        }}
      >
        <IconArrowDown size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Take ${name} out of the collection`}
        onClick={() => {
          onDrop(id);
        }}
      >
        <IconX size={18} />
      </ActionIcon>
    </li>
  );
}

function Arrangement({ collection, edits }: ArrangeProps) {
  const { poses, totalCount, error, reload } = useCollectedPoses(collection.id);
  const [over, setOver] = useState<number | null>(null);
  if (error && !poses) return <Unreadable title="The collection could not be read" error={error} />;
  if (!poses) return <Skeleton height={240} />;
  if (poses.length === 0)
    return (
      <Notice icon={<IconFolderOpen />} title="Nothing is in it yet">
        Pick poses on the page, by Space or their boxes, and press Collect.
      </Notice>
    );
  const ids = poses.map(({ id }) => id);
  const move = (id: string, to: number) => {
    const after = findPoseBefore(ids, id, to);
    if (after !== undefined) void edits.collect(collection.id, [id], after).then(reload);
  };
  return (
    <Stack gap="sm">
      {edits.problem && (
        <Alert variant="light" color="red" role="alert">
          {edits.problem}
        </Alert>
      )}
      <ol className={classes.list} aria-label="Poses in order" aria-busy={edits.isBusy}>
        {poses.map((pose, place) => (
          <Row
            key={pose.id}
            pose={pose}
            place={place}
            count={poses.length}
            isOver={over === place}
            onOver={setOver}
            onMove={move}
            onDrop={(id) => void edits.drop(collection.id, [id]).then(reload)}
          />
        ))}
      </ol>
      {totalCount > poses.length && (
        <Text size="xs" c="dimmed">
          The first {poses.length} of {totalCount}. The API arranges them all.
        </Text>
      )}
    </Stack>
  );
}

interface ArrangeDrawerProps {
  readonly opened: boolean;
  readonly collection: Collection;
  readonly edits: CollectionEdits;
  readonly onClose: () => void;
}

/** The order of a collection: poses are dragged, moved one by one, and taken out. */
export function ArrangeDrawer({ opened, collection, edits, onClose }: ArrangeDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(520px, 100%)"
      title={`Arrange ${collection.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Arrangement collection={collection} edits={edits} />
    </Drawer>
  );
}
