import { ScrollArea, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { memo, type Ref, useState } from 'react';
import { PoseFacets } from './PoseFacets.js';
import { PoseGrid } from './PoseGrid.js';
import classes from './PosePicker.module.css';
import { ALL_POSES, type PoseSearch, usePoses } from './use-poses.js';

const PAUSE_MS = 200;

interface PosePickerProps {
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly searchRef?: Ref<HTMLInputElement>;
}

/** Finds and takes a pose: by words, tags, and how many people it holds. */
export const PosePicker = memo(function PosePicker({ selected, onSelect, searchRef }: PosePickerProps) {
  const [search, setSearch] = useState<PoseSearch>(ALL_POSES);
  const [settled] = useDebouncedValue(search, PAUSE_MS);
  const pages = usePoses(settled);
  return (
    <div className={classes.picker}>
      <div className={classes.search}>
        <TextInput
          ref={searchRef}
          type="search"
          aria-label="Search poses"
          placeholder="Search poses"
          leftSection={<IconSearch size={16} />}
          value={search.text}
          onChange={({ currentTarget }) => {
            setSearch({ ...search, text: currentTarget.value });
          }}
        />
        <PoseFacets search={search} onChange={setSearch} />
        <Text size="xs" c="dimmed" role="status">
          {pages.totalCount === 1 ? '1 pose' : `${pages.totalCount} poses`}
        </Text>
      </div>
      <ScrollArea className={classes.list} type="auto" scrollbarSize={8}>
        <PoseGrid
          pages={pages}
          selected={selected}
          onSelect={onSelect}
          onClear={() => {
            setSearch(ALL_POSES);
          }}
        />
      </ScrollArea>
    </div>
  );
});
