import {
  MultiSelect,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { type DatasetPartsFragment, type SnapshotPartsFragment } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';
import { type Places } from '../poses/use-places.js';
import { type PosePlace, type ReportDraft } from './report-draft.js';

export interface SubjectFieldsProps {
  readonly draft: ReportDraft;
  readonly onChange: (part: Partial<ReportDraft>) => void;
  readonly datasets: readonly DatasetPartsFragment[];
  readonly places: Places;
  /** That the model knows. */
  readonly knownScenes: readonly string[];
  /** Of the chosen data set. */
  readonly snapshot: SnapshotPartsFragment | undefined;
}

function countPoses({ draft, places }: SubjectFieldsProps): number | null {
  const [kind, id] = draft.place?.split(':') ?? [];
  const place = (kind === 'library' ? places.libraries : places.collections).find((entry) => entry.id === id);
  return place ? place.poseCount * Math.max(1, draft.poseScenes.length) : null;
}

function PoseFields(props: SubjectFieldsProps) {
  const { draft, onChange, places } = props;
  const count = countPoses(props);
  const toOption =
    (kind: string) =>
    ({ id, name, poseCount }: Places['libraries'][number] | Places['collections'][number]) => ({
      value: `${kind}:${id}`,
      label: `${name} (${poseCount})`,
    });
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Poses of"
        data={[
          { value: '', label: 'Choose a library or collection' },
          { group: 'Libraries', items: places.libraries.map(toOption('library')) },
          { group: 'Collections', items: places.collections.map(toOption('collection')) },
        ]}
        value={draft.place ?? ''}
        onChange={({ currentTarget: { value } }) => {
          onChange({ place: value === '' ? null : (value as PosePlace) });
        }}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label="Caption"
          placeholder={draft.poseScenes.length > 0 ? '{scene}, {pose}' : '{pose}'}
          description="{pose} and {scene} become their names."
          value={draft.caption}
          onChange={({ currentTarget }) => {
            onChange({ caption: currentTarget.value });
          }}
        />
        <TagsInput
          label="Scenes"
          placeholder={draft.poseScenes.length === 0 ? 'such as oil_painting' : ''}
          description="Every pose is drawn in each."
          data={[...props.knownScenes]}
          value={[...draft.poseScenes]}
          onChange={(poseScenes) => {
            onChange({ poseScenes });
          }}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed" role="status">
        {count === null
          ? 'The poses are frozen as they are now, with their names as captions.'
          : `${count} samples, frozen as the poses are now.`}
      </Text>
    </Stack>
  );
}

function DatasetFields({ draft, onChange, datasets, snapshot }: SubjectFieldsProps) {
  const options = datasets.flatMap(({ name, currentSnapshot }) =>
    currentSnapshot ? [{ value: currentSnapshot.id, label: `${name}, version ${currentSnapshot.version}` }] : [],
  );
  const scenes = snapshot?.scenes.flatMap(({ scene }) => scene ?? []) ?? [];
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Samples of"
        data={[
          { value: '', label: options.length > 0 ? 'Choose a data set' : 'There is no data set with samples yet' },
          ...options,
        ]}
        value={draft.snapshotId ?? ''}
        onChange={({ currentTarget: { value } }) => {
          onChange({ snapshotId: value === '' ? null : value, splits: [], scenes: [] });
        }}
      />
      {snapshot && (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {snapshot.splits.length > 1 && (
            <MultiSelect
              label="Splits"
              placeholder={draft.splits.length === 0 ? 'all' : ''}
              data={snapshot.splits.map(({ split, sampleCount }) => ({
                value: split,
                label: `${split} (${sampleCount})`,
              }))}
              value={[...draft.splits]}
              onChange={(splits) => {
                onChange({ splits });
              }}
            />
          )}
          {scenes.length > 0 && (
            <MultiSelect
              label="Scenes"
              placeholder={draft.scenes.length === 0 ? 'all' : ''}
              searchable
              data={scenes.map((value) => ({ value, label: formatName(value) }))}
              value={[...draft.scenes]}
              onChange={(chosen) => {
                onChange({ scenes: chosen });
              }}
            />
          )}
          <NumberInput
            label={scenes.length > 0 ? 'At most, of each scene' : 'At most'}
            placeholder={`all ${snapshot.sampleCount}`}
            min={1}
            allowDecimal={false}
            value={draft.limit ?? ''}
            onChange={(value) => {
              onChange({ limit: typeof value === 'number' ? value : null });
            }}
          />
        </SimpleGrid>
      )}
    </Stack>
  );
}

/** What is judged: poses of a library or collection, or samples of a data set. */
export function SubjectFields(props: SubjectFieldsProps) {
  const { draft, onChange } = props;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="What is judged"
        data={[
          { value: 'POSES', label: 'Poses' },
          { value: 'DATASET', label: 'Data set' },
        ]}
        value={draft.subject}
        onChange={(subject) => {
          onChange({ subject });
        }}
      />
      {draft.subject === 'POSES' ? <PoseFields {...props} /> : <DatasetFields {...props} />}
    </Stack>
  );
}
