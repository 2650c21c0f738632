import { NavLink, Paper, Text } from '@mantine/core';
import { IconBooks, IconFolder } from '@tabler/icons-react';
import { type LibrariesAndCollections } from './use-places.js';

interface ArchivedPlacesProps {
  readonly places: LibrariesAndCollections;
  readonly onOpen: (at: { readonly libraryId: string } | { readonly collectionId: string }) => void;
}

/** The libraries and collections that were put away: each can be looked into, and taken out again there. */
export function ArchivedPlaces({ places: { libraries, collections }, onOpen }: ArchivedPlacesProps) {
  const links = [
    ...libraries.map(({ id, ...library }) => ({ ...library, id, Icon: IconBooks, at: { libraryId: id } })),
    ...collections.map(({ id, ...collection }) => ({ ...collection, id, Icon: IconFolder, at: { collectionId: id } })),
  ];
  if (links.length === 0) return null;
  return (
    <Paper withBorder component="section" aria-label="Libraries and collections in the archive">
      {links.map(({ id, name, poseCount, Icon, at }) => (
        <NavLink
          key={id}
          component="button"
          type="button"
          label={name}
          leftSection={<Icon size={18} />}
          rightSection={
            <Text size="xs" c="dimmed">
              {poseCount}
            </Text>
          }
          onClick={() => {
            onOpen(at);
          }}
        />
      ))}
    </Paper>
  );
}
