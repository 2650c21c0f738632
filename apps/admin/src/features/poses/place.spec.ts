import { EVERYWHERE, formatPlace, parsePlace, type PlacedSearch, toPoseSearch } from './place.js';

const NARROW: PlacedSearch = {
  text: 'sit',
  tags: ['arms', 'two words'],
  people: 2,
  skeleton: 'humanart21',
  spatial: true,
  libraryId: 'l',
  collectionId: 'c',
  favourites: true,
  archived: true,
  commercialUse: false,
  licence: 'CC-BY-4.0',
};

describe('the place of a search', () => {
  it('comes back from its address', () => {
    for (const search of [EVERYWHERE, NARROW]) expect(parsePlace(formatPlace(search))).toEqual(search);
    expect(formatPlace(EVERYWHERE).size).toBe(0);
  });

  it('leaves out what it does not understand', () => {
    expect(parsePlace(new URLSearchParams('people=many&commercial=perhaps&colour=red'))).toEqual(EVERYWHERE);
  });

  it('asks the API only for what narrows', () => {
    expect(toPoseSearch(EVERYWHERE).within).toEqual({});
    expect(toPoseSearch(NARROW).within).toEqual({
      libraryIds: ['l'],
      collectionIds: ['c'],
      favourite: true,
      archived: true,
      commercialUse: false,
      licence: 'CC-BY-4.0',
    });
    expect(toPoseSearch(NARROW)).toMatchObject({ skeleton: 'humanart21', spatial: true });
  });
});
