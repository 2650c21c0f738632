import { ActionIcon, Group, Menu, NativeSelect, NavLink, Text } from '@mantine/core';
import { IconArchive, IconBooks, IconFolder, IconPlus, IconStar, IconStack2 } from '@tabler/icons-react';
import { type ComponentType } from 'react';
import { type PlacedSearch } from './place.js';
import classes from './PlaceList.module.css';
import { type Places } from './use-places.js';

interface PlaceListProps {
  readonly places: Places;
  readonly search: PlacedSearch;
  readonly onChange: (search: PlacedSearch) => void;
  readonly onCreate: (kind: PlaceKind) => void;
}

export type PlaceKind = 'library' | 'collection';

interface Place {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly Icon: ComponentType<{ readonly size: number }>;
  readonly at: Pick<PlacedSearch, 'libraryId' | 'collectionId' | 'favourites' | 'archived'>;
}

interface PlaceGroup {
  readonly title: string;
  /** What can be made in it. */
  readonly kind?: PlaceKind;
  readonly places: readonly Place[];
}

const NOWHERE = { libraryId: null, collectionId: null, favourites: false, archived: false };

function groupPlaces({ libraries, collections }: Places): PlaceGroup[] {
  const own: Place[] = [
    { key: 'all', label: 'All poses', Icon: IconStack2, at: NOWHERE },
    { key: 'favourites', label: 'Favourites', Icon: IconStar, at: { ...NOWHERE, favourites: true } },
    { key: 'archive', label: 'Archive', Icon: IconArchive, at: { ...NOWHERE, archived: true } },
  ];
  const toLibrary = ({ id, name, poseCount }: Places['libraries'][number]): Place => {
    return { key: id, label: name, count: poseCount, Icon: IconBooks, at: { ...NOWHERE, libraryId: id } };
  };
  const toCollection = ({ id, name, poseCount }: Places['collections'][number]): Place => {
    return { key: id, label: name, count: poseCount, Icon: IconFolder, at: { ...NOWHERE, collectionId: id } };
  };
  return [
    { title: 'Studio', places: own },
    { title: 'Libraries', kind: 'library', places: libraries.map(toLibrary) },
    { title: 'Collections', kind: 'collection', places: collections.map(toCollection) },
  ];
}

function findKey({ libraryId, collectionId, favourites, archived }: PlacedSearch): string {
  return libraryId ?? collectionId ?? (favourites ? 'favourites' : archived ? 'archive' : 'all');
}

/** Libraries, collections and favourites, one below the other. */
export function PlaceList({ places, search, onChange, onCreate }: PlaceListProps) {
  const current = findKey(search);
  return (
    <nav className={classes.list} aria-label="Libraries and collections">
      {groupPlaces(places).map(({ title, kind, places: group }) => (
        <section key={title} aria-label={title}>
          <Group justify="space-between" px="sm" py={4}>
            <Text size="xs" c="dimmed" fw={500}>
              {title}
            </Text>
            {kind && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`New ${kind}`}
                onClick={() => {
                  onCreate(kind);
                }}
              >
                <IconPlus size={16} />
              </ActionIcon>
            )}
          </Group>
          {group.map(({ key, label, count, Icon, at }) => (
            <NavLink
              key={key}
              component="button"
              type="button"
              className={classes.place}
              label={label}
              leftSection={<Icon size={18} />}
              rightSection={
                count === undefined ? null : (
                  <Text size="xs" c="dimmed">
                    {count}
                  </Text>
                )
              }
              active={key === current}
              aria-current={key === current ? 'true' : undefined}
              onClick={() => {
                onChange({ ...search, ...at });
              }}
            />
          ))}
        </section>
      ))}
    </nav>
  );
}

/** The same in one line, for a phone. */
export function PlaceSelect({ places, search, onChange, onCreate }: PlaceListProps) {
  const groups = groupPlaces(places).filter((group) => group.places.length > 0);
  const all = groups.flatMap((group) => group.places);
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        flex={1}
        aria-label="Library or collection"
        value={findKey(search)}
        data={groups.map((group) => ({
          group: group.title,
          items: group.places.map(({ key, label }) => ({ value: key, label })),
        }))}
        onChange={({ currentTarget }) => {
          const chosen = all.find(({ key }) => key === currentTarget.value);
          if (chosen) onChange({ ...search, ...chosen.at });
        }}
      />
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="New library or collection">
            <IconPlus size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(['library', 'collection'] as const).map((kind) => (
            <Menu.Item
              key={kind}
              onClick={() => {
                onCreate(kind);
              }}
            >
              New {kind}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
