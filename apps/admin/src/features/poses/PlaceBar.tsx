import { CollectionBar } from '../collections/CollectionBar.js';
import { LibraryBar } from '../libraries/LibraryBar.js';
import { ArchivedPlaces } from './ArchivedPlaces.js';
import { EVERYWHERE, type PlacedSearch } from './place.js';
import { type Places } from './use-places.js';

interface PlaceBarProps {
  readonly places: Places;
  readonly search: PlacedSearch;
  readonly toDetails: (id: string) => string;
  readonly onChange: (search: PlacedSearch) => void;
  /** Names, counts or poses are not what they were. */
  readonly onChanged: () => void;
}

function findPlace<T extends { readonly id: string }>(
  inUse: readonly T[],
  archived: readonly T[],
  id: string | null,
): { readonly place: T; readonly isArchived: boolean } | null {
  const place = [...inUse, ...archived].find((candidate) => candidate.id === id);
  return place ? { place, isArchived: !inUse.includes(place) } : null;
}

/** What can be done with the library or collection that is looked at. */
export function PlaceBar({ places, search, toDetails, onChange, onChanged }: PlaceBarProps) {
  const { archived } = places;
  const library = findPlace(places.libraries, archived.libraries, search.libraryId);
  const collection = findPlace(places.collections, archived.collections, search.collectionId);
  const leave = () => {
    onChange(EVERYWHERE);
  };
  if (library)
    return (
      <LibraryBar
        key={library.place.id}
        library={library.place}
        isArchived={library.isArchived}
        toDetails={toDetails}
        onChanged={onChanged}
        onArchived={leave}
      />
    );
  if (collection)
    return (
      <CollectionBar
        key={collection.place.id}
        collection={collection.place}
        isArchived={collection.isArchived}
        onChanged={onChanged}
        onArchived={leave}
      />
    );
  if (!search.archived) return null;
  return (
    <ArchivedPlaces
      places={archived}
      onOpen={(at) => {
        onChange({ ...EVERYWHERE, ...at });
      }}
    />
  );
}
