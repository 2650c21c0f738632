import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconSearch, IconUpload } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { PoseFacets } from '../playground/PoseFacets.js';
import { usePoses } from '../playground/use-poses.js';
import { ExportDialog } from './ExportDialog.js';
import { ImportDialog } from './ImportDialog.js';
import { LicenceFilter } from './LicenceFilter.js';
import { PickedBar } from './PickedBar.js';
import { EVERYWHERE, formatPlace, parsePlace, type PlacedSearch, toPoseSearch } from './place.js';
import { PlaceList, PlaceSelect } from './PlaceList.js';
import { PoseCards } from './PoseCards.js';
import { PoseDrawer } from './PoseDrawer.js';
import classes from './PosesPage.module.css';
import { usePicked } from './use-picked.js';
import { usePlaces } from './use-places.js';

const PAUSE_MS = 200;
/** As PosesPage.module.css has it: from here on the libraries are beside the poses. */
const WIDE = '(min-width: 62em)';

/** The search as the address has it, and the way to another one. */
function usePlace() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (next: PlacedSearch) => {
      setParams(formatPlace(next), { replace: true });
    },
    [setParams],
  );
  return { search: parsePlace(params), address: params.size > 0 ? `?${params}` : '', change };
}

/** Every pose of the studio: found, looked at, changed, brought in and taken out. One of them in a drawer where the address names it. */
export function PosesPage() {
  const { poseId } = useParams();
  const navigate = useNavigate();
  const { search, address, change } = usePlace();
  const [settled] = useDebouncedValue(address, PAUSE_MS);
  const pages = usePoses(toPoseSearch(parsePlace(new URLSearchParams(settled))));
  const places = usePlaces();
  const picked = usePicked();
  const [exportOpened, exporting] = useDisclosure();
  const [importOpened, importing] = useDisclosure();
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const searchRef = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => searchRef.current?.focus()]]);
  const toDetails = useCallback((id: string) => `/poses/${id}${address}`, [address]);

  return (
    <div className={classes.page}>
      {isWide && (
        <aside className={classes.places}>
          <PlaceList places={places} search={search} onChange={change} />
        </aside>
      )}
      <section className={classes.poses} aria-label="Poses">
        <div className={classes.search}>
          <Group justify="space-between" wrap="nowrap">
            <Title order={1} size="h3">
              Poses
            </Title>
            <Button variant="default" size="xs" leftSection={<IconUpload size={16} />} onClick={importing.open}>
              Import
            </Button>
          </Group>
          {!isWide && <PlaceSelect places={places} search={search} onChange={change} />}
          <Group gap="sm" wrap="nowrap">
            <TextInput
              ref={searchRef}
              className={classes.text}
              type="search"
              aria-label="Search poses"
              placeholder="Search poses"
              leftSection={<IconSearch size={16} />}
              value={search.text}
              onChange={({ currentTarget }) => {
                change({ ...search, text: currentTarget.value });
              }}
            />
            <LicenceFilter search={search} onChange={change} />
          </Group>
          <PoseFacets
            ground="var(--page)"
            search={toPoseSearch(parsePlace(new URLSearchParams(settled)))}
            onChange={({ tags, people }) => {
              change({ ...search, tags, people });
            }}
          />
          <Text size="xs" c="dimmed" role="status">
            {pages.totalCount === 1 ? '1 pose' : `${pages.totalCount} poses`}
          </Text>
        </div>
        <div className={classes.grid}>
          <PoseCards
            pages={pages}
            isNarrowed={address !== ''}
            picked={picked.ids}
            toDetails={toDetails}
            onPick={picked.toggle}
            onClear={() => {
              change(EVERYWHERE);
            }}
            onImport={importing.open}
          />
        </div>
        {picked.ids.size > 0 && <PickedBar count={picked.ids.size} onExport={exporting.open} onClear={picked.clear} />}
      </section>
      <PoseDrawer id={poseId ?? null} toDetails={toDetails} onClose={() => void navigate(`/poses${address}`)} />
      <ExportDialog opened={exportOpened} poseIds={[...picked.ids]} onClose={exporting.close} />
      <ImportDialog
        opened={importOpened}
        libraries={places.libraries}
        libraryId={search.libraryId}
        onImported={places.reload}
        onClose={importing.close}
      />
    </div>
  );
}
