import { CollectionBar } from '../collections/CollectionBar.js';
import { LibraryBar } from '../libraries/LibraryBar.js';
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

/** What can be done with the library or collection that is looked at. */
export function PlaceBar({ places, search, toDetails, onChange, onChanged }: PlaceBarProps) {
  const library = places.libraries.find(({ id }) => id === search.libraryId);
  const collection = places.collections.find(({ id }) => id === search.collectionId);
  const leave = () => {
    onChange(EVERYWHERE);
  };
  if (library)
    return (
      <LibraryBar key={library.id} library={library} toDetails={toDetails} onChanged={onChanged} onArchived={leave} />
    );
  if (collection)
    return <CollectionBar key={collection.id} collection={collection} onChanged={onChanged} onArchived={leave} />;
  return null;
}
