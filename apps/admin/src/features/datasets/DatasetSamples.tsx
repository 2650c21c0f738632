import { useQuery } from '@apollo/client/react';
import { Button, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { type CSSProperties, useState } from 'react';
import {
  type DatasetSamplePartsFragment,
  DatasetSamplesDocument,
  type SnapshotPartsFragment,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { formatName } from '../../ui/format.js';
import { narrowNode } from '../../ui/narrow-node.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './DatasetSamples.module.css';

const PAGE_SIZE = 24;

function Sample({ sample: { key, caption, scene, pose, picture } }: { readonly sample: DatasetSamplePartsFragment }) {
  const ratio = pose ? pose.width / pose.height : 1;
  return (
    <li className={classes.sample}>
      <div className={classes.frame} style={{ '--ratio': ratio } as CSSProperties}>
        {picture && <img src={picture.thumbnailUrl} alt={caption ?? key} loading="lazy" className={classes.layer} />}
        {pose && <PoseDrawing data={pose} alt={picture ? '' : (caption ?? key)} className={classes.layer} />}
      </div>
      <Text size="xs" truncate title={caption ?? key}>
        {caption ?? key}
      </Text>
      <Text size="xs" c="dimmed" truncate title={key}>
        {scene === null ? key : formatName(scene)}
      </Text>
    </li>
  );
}

interface Narrowed {
  readonly split: string | null;
  readonly scene: string | null;
}

interface FilterProps {
  readonly snapshot: SnapshotPartsFragment;
  readonly narrowed: Narrowed;
  readonly onChange: (narrowed: Narrowed) => void;
}

function Filter({ snapshot: { splits, scenes }, narrowed, onChange }: FilterProps) {
  const named = scenes.flatMap(({ scene, sampleCount }) => (scene === null ? [] : [{ scene, sampleCount }]));
  return (
    <Group gap="sm">
      {splits.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Split"
          data={[
            { value: '', label: 'All splits' },
            ...splits.map(({ split, sampleCount }) => ({ value: split, label: `${split} (${sampleCount})` })),
          ]}
          value={narrowed.split ?? ''}
          onChange={({ currentTarget: { value } }) => {
            onChange({ ...narrowed, split: value === '' ? null : value });
          }}
        />
      )}
      {named.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label="Scene"
          data={[
            { value: '', label: 'All scenes' },
            ...named.map(({ scene, sampleCount }) => ({
              value: scene,
              label: `${formatName(scene)} (${sampleCount})`,
            })),
          ]}
          value={narrowed.scene ?? ''}
          onChange={({ currentTarget: { value } }) => {
            onChange({ ...narrowed, scene: value === '' ? null : value });
          }}
        />
      )}
    </Group>
  );
}

/** The samples of a snapshot, each with its pose over its picture. */
export function DatasetSamples({ snapshot }: { readonly snapshot: SnapshotPartsFragment }) {
  const [narrowed, setNarrowed] = useState<Narrowed>({ split: null, scene: null });
  const { data, previousData, loading, error, fetchMore } = useQuery(DatasetSamplesDocument, {
    variables: { id: snapshot.id, first: PAGE_SIZE, ...narrowed },
  });
  const samples = narrowNode((data ?? previousData)?.node)?.samples;
  const loadMore = () => {
    // What goes wrong leaves the list as it is; the button asks again.
    fetchMore({ variables: { after: samples?.pageInfo.endCursor ?? null } }).catch(() => undefined);
  };
  if (!samples) return error ? <Text c="red">{describeError(error)}</Text> : <Skeleton height={200} />;
  return (
    <Stack gap="sm">
      <Filter snapshot={snapshot} narrowed={narrowed} onChange={setNarrowed} />
      <ul className={classes.grid} aria-label="Samples" aria-busy={loading}>
        {samples.edges.map(({ node }) => (
          <Sample key={node.key} sample={node} />
        ))}
      </ul>
      <Group justify="space-between">
        <Text size="xs" c="dimmed" role="status">
          {samples.edges.length} of {samples.totalCount}
        </Text>
        {samples.pageInfo.hasNextPage && (
          <Button variant="default" size="xs" loading={loading} onClick={loadMore}>
            Show more
          </Button>
        )}
      </Group>
    </Stack>
  );
}
