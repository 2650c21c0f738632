import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconSearch, IconUpload } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAddress } from '../../ui/use-address.js';
import { CollectMenu } from '../collections/CollectMenu.js';
import { useCollectionEdits } from '../collections/use-collection-edits.js';
import { useLibraryEdits } from '../libraries/use-library-edits.js';
import { PoseFacets } from '../playground/PoseFacets.js';
import { usePoses } from '../playground/use-poses.js';
import { ExportDialog } from './ExportDialog.js';
import { ImportDialog } from './ImportDialog.js';
import { LicenceFilter } from './LicenceFilter.js';
import { NewPlaceDialogs } from './NewPlaceDialogs.js';
import { PickedBar } from './PickedBar.js';
import { EVERYWHERE, formatPlace, parsePlace, type PlacedSearch, toPoseSearch } from './place.js';
import { PlaceBar } from './PlaceBar.js';
import { type PlaceKind, PlaceList, PlaceSelect } from './PlaceList.js';
import { PoseCards } from './PoseCards.js';
import { PoseDrawer } from './PoseDrawer.js';
import classes from './PosesPage.module.css';
import { usePicked } from './use-picked.js';
import { type Places, usePlaces } from './use-places.js';

const PAUSE_MS = 200;
/** As PosesPage.module.css has it: from here on the libraries are beside the poses. */
const WIDE = '(min-width: 62em)';

/** The search as the address has it, and the way to another one. */
function usePlace() {
  const [params, setParams] = useAddress();
  const change = useCallback(
    (next: PlacedSearch) => {
      setParams(formatPlace(next));
    },
    [setParams],
  );
  return { search: parsePlace(params), address: params.size > 0 ? `?${params}` : '', change };
}

/** What is made anew: a library or a collection, into which the poses that are picked go at once. */
function useNewPlace(places: Places, picked: ReadonlySet<string>, onMade: (kind: PlaceKind, id: string) => void) {
  const [kind, setKind] = useState<PlaceKind | null>(null);
  const reload = () => void places.reload();
  const libraries = useLibraryEdits(reload);
  const collections = useCollectionEdits(reload);
  const finish = async (made: PlaceKind, id: string) => {
    if (made === 'collection' && picked.size > 0) await collections.collect(id, [...picked]);
    setKind(null);
    onMade(made, id);
  };
  return { kind, setKind, libraries, collections, finish };
}

/** Every pose of the studio: found, looked at, changed, brought in and taken out. One of them in a drawer where the address names it. */
export function PosesPage() {
  const { poseId } = useParams();
  const navigate = useNavigate();
  const { search, address, change } = usePlace();
  const [settled] = useDebouncedValue(address, PAUSE_MS);
  const found = usePoses(toPoseSearch(parsePlace(new URLSearchParams(settled))));
  const pages = { ...found, isLoading: found.isLoading || settled !== address };
  const places = usePlaces();
  const picked = usePicked();
  const [exportOpened, exporting] = useDisclosure();
  const [importOpened, importing] = useDisclosure();
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const searchRef = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => searchRef.current?.focus()]]);
  const making = useNewPlace(places, picked.ids, (kind, id) => {
    picked.clear();
    change({ ...EVERYWHERE, ...(kind === 'library' ? { libraryId: id } : { collectionId: id }) });
  });
  const toDetails = useCallback((id: string) => `/poses/${id}${address}`, [address]);

  return (
    <div className={classes.page}>
      {isWide && (
        <aside className={classes.places}>
          <PlaceList places={places} search={search} onChange={change} onCreate={making.setKind} />
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
          {!isWide && <PlaceSelect places={places} search={search} onChange={change} onCreate={making.setKind} />}
          <PlaceBar
            places={places}
            search={search}
            toDetails={toDetails}
            onChange={change}
            onChanged={() => void places.reload()}
          />
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
            onChange={({ tags, people, skeleton, spatial }) => {
              change({ ...search, tags, people, skeleton, spatial });
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
            isArchive={search.archived}
            picked={picked.ids}
            toDetails={toDetails}
            onPick={picked.toggle}
            onClear={() => {
              change(EVERYWHERE);
            }}
            onImport={importing.open}
          />
        </div>
        {picked.ids.size > 0 && (
          <PickedBar
            count={picked.ids.size}
            collect={
              <CollectMenu
                collections={places.collections}
                isBusy={making.collections.isBusy}
                onCollect={({ id }) => void making.collections.collect(id, [...picked.ids]).then(places.reload)}
                onCreate={() => {
                  making.setKind('collection');
                }}
              />
            }
            onExport={exporting.open}
            onClear={picked.clear}
          />
        )}
      </section>
      <PoseDrawer id={poseId ?? null} toDetails={toDetails} onClose={() => void navigate(`/poses${address}`)} />
      <ExportDialog opened={exportOpened} poseIds={[...picked.ids]} onClose={exporting.close} />
      <ImportDialog
        opened={importOpened}
        libraries={places.libraries}
        libraryId={search.libraryId}
        onImported={() => void places.reload()}
        onClose={importing.close}
      />
      <NewPlaceDialogs
        kind={making.kind}
        libraries={making.libraries}
        collections={making.collections}
        onMade={(kind, id) => void making.finish(kind, id)}
        onClose={() => {
          making.setKind(null);
        }}
      />
    </div>
  );
}
