import { Drawer, Group, NativeSelect, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { IconZoomCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Notice } from '../../ui/Notice.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { type Library } from '../poses/use-places.js';
import { DuplicatePair } from './DuplicatePair.js';
import classes from './NearDuplicates.module.css';
import { type DuplicateReport, type DuplicateSearch, useNearDuplicates } from './use-near-duplicates.js';

const CLOSENESS = [
  { value: '0.0001', label: 'The same but for rounding' },
  { value: '0.01', label: 'An eye has to look twice' },
  { value: '0.03', label: 'Alike' },
  { value: '0.1', label: 'Of one kind' },
];

interface FoundProps {
  readonly report: DuplicateReport;
  readonly toDetails: (id: string) => string;
  readonly onSettled: () => void;
}

function Found({ report: { shapes, pairs, truncated }, ...rest }: FoundProps) {
  if (pairs.length === 0)
    return (
      <Notice icon={<IconZoomCheck />} title="No two are that near">
        {shapes} {shapes === 1 ? 'person was' : 'people were'} compared, each with each other.
      </Notice>
    );
  return (
    <>
      <Text size="xs" c="dimmed" role="status">
        {truncated ? `The nearest ${pairs.length} pairs` : `${pairs.length} ${pairs.length === 1 ? 'pair' : 'pairs'}`}{' '}
        of {shapes} people
      </Text>
      <ul className={classes.list} aria-label="Near duplicates">
        {pairs.map((pair) => (
          <DuplicatePair key={pair.poses.map(({ id }) => id).join(' ')} pair={pair} {...rest} />
        ))}
      </ul>
    </>
  );
}

interface ReportProps {
  readonly library: Library;
  readonly toDetails: (id: string) => string;
  /** A pose was put away: lists and counts have changed. */
  readonly onSettled: () => void;
}

function Report({ library, toDetails, onSettled }: ReportProps) {
  const [search, setSearch] = useState<DuplicateSearch>({ maxDistance: 0.01, mirror: false });
  const { report, isLoading, error, reload } = useNearDuplicates(library.id, search);
  return (
    <Stack gap="md">
      <Group gap="lg" align="flex-end">
        <NativeSelect
          label="How near"
          data={CLOSENESS}
          value={String(search.maxDistance)}
          onChange={({ currentTarget }) => {
            setSearch({ ...search, maxDistance: Number(currentTarget.value) });
          }}
        />
        <Switch
          mb={8}
          size="xs"
          label="Mirror images too"
          checked={search.mirror}
          onChange={({ currentTarget }) => {
            setSearch({ ...search, mirror: currentTarget.checked });
          }}
        />
      </Group>
      {error && <Unreadable title="The library could not be compared" error={error} />}
      {!report && isLoading && <Skeleton height={240} />}
      {report && (
        <Found
          report={report}
          toDetails={toDetails}
          onSettled={() => {
            reload();
            onSettled();
          }}
        />
      )}
    </Stack>
  );
}

interface DuplicatesDrawerProps extends ReportProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The poses of a library that are nearly the same, two by two, and what to do about them. */
export function DuplicatesDrawer({ opened, onClose, ...report }: DuplicatesDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(880px, 100%)"
      title={`Near duplicates in ${report.library.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Report {...report} />
    </Drawer>
  );
}
