import { ALL_POSES, type PoseSearch } from '../playground/use-poses.js';

/** What the page looks for, and where; it lives in the address, so that a view can be sent to somebody. */
export interface PlacedSearch extends Omit<PoseSearch, 'within'> {
  readonly libraryId: string | null;
  readonly collectionId: string | null;
  readonly favourites: boolean;
  /** Those that were put away, and no others. */
  readonly archived: boolean;
  /** Whether the terms are known to allow it; null: either. */
  readonly commercialUse: boolean | null;
  /** Exactly this one, empty for none; null: any. */
  readonly licence: string | null;
}

export const EVERYWHERE: PlacedSearch = {
  ...ALL_POSES,
  libraryId: null,
  collectionId: null,
  favourites: false,
  archived: false,
  commercialUse: null,
  licence: null,
};

function readPeople(text: string | null): number | null {
  return text !== null && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

const YES_OR_NO: Readonly<Record<string, boolean>> = { yes: true, no: false };

function formatYesOrNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}

/** Reads what an address looks for; what is not understood is left out. */
export function parsePlace(params: URLSearchParams): PlacedSearch {
  return {
    text: params.get('text') ?? '',
    tags: params.getAll('tag'),
    people: readPeople(params.get('people')),
    skeleton: params.get('skeleton'),
    spatial: YES_OR_NO[params.get('spatial') ?? ''] ?? null,
    libraryId: params.get('library'),
    collectionId: params.get('collection'),
    favourites: params.has('favourites'),
    archived: params.has('archived'),
    commercialUse: YES_OR_NO[params.get('commercial') ?? ''] ?? null,
    licence: params.get('licence'),
  };
}

/** The way back; what is not asked leaves no trace. */
export function formatPlace({ tags, ...search }: PlacedSearch): URLSearchParams {
  const params = new URLSearchParams(tags.map((tag) => ['tag', tag]));
  const entries = {
    text: search.text === '' ? null : search.text,
    people: search.people,
    library: search.libraryId,
    collection: search.collectionId,
    favourites: search.favourites ? '' : null,
    archived: search.archived ? '' : null,
    commercial: formatYesOrNo(search.commercialUse),
    licence: search.licence,
    skeleton: search.skeleton,
    spatial: formatYesOrNo(search.spatial),
  };
  for (const [key, value] of Object.entries(entries)) if (value !== null) params.set(key, String(value));
  return params;
}

/** As the poses are asked for. */
export function toPoseSearch({ text, tags, people, skeleton, spatial, ...search }: PlacedSearch): PoseSearch {
  const { libraryId, collectionId, favourites, archived, commercialUse, licence } = search;
  const within = {
    ...(libraryId !== null && { libraryIds: [libraryId] }),
    ...(collectionId !== null && { collectionIds: [collectionId] }),
    ...(favourites && { favourite: true }),
    ...(archived && { archived }),
    ...(commercialUse !== null && { commercialUse }),
    ...(licence !== null && { licence }),
  };
  return { text, tags, people, skeleton, spatial, within };
}
