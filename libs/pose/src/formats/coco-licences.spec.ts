import { findSpdxId, readCocoLicences } from './coco-licences.js';

describe('licences of a COCO file', () => {
  it.each([
    ['http://creativecommons.org/licenses/by-nc-sa/2.0/', 'CC-BY-NC-SA-2.0'],
    ['https://creativecommons.org/licenses/by-nc-nd/4.0/deed.en', 'CC-BY-NC-ND-4.0'],
    ['https://www.creativecommons.org/licenses/BY/4.0/legalcode', 'CC-BY-4.0'],
    ['https://creativecommons.org/licenses/by-sa/2.5', 'CC-BY-SA-2.5'],
    ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
    // A country's version is another text, and another id where there is one.
    ['https://creativecommons.org/licenses/by-nc/3.0/de/', null],
    ['https://creativecommons.org.example/licenses/by/4.0/', null],
    ['https://creativecommons.org/licenses/by/9.9/', null],
    ['http://flickr.com/commons/usage/', null],
  ])('have the id of their address: %s, %s', (url, id) => {
    expect(findSpdxId(url)).toBe(id);
  });

  it('are read as far as they can be', () => {
    const read = readCocoLicences([
      { id: 1, name: 'Attribution License', url: 'http://creativecommons.org/licenses/by/2.0/' },
      { id: 9007199254740993n, name: ' House rules ', commercial_use: true, attribution: 'by Ada', author: 'Ada' },
      { id: 'text', name: 'none stated', url: 7, commercial_use: 'yes' },
      { name: 'without an id' },
      null,
    ]);
    const nothing = { licence: null, url: null, commercialUse: null, attribution: null, author: null };
    expect(Object.fromEntries(read)).toEqual({
      1: { ...nothing, licence: 'CC-BY-2.0', url: 'http://creativecommons.org/licenses/by/2.0/' },
      '9007199254740993': {
        ...nothing,
        licence: 'House rules',
        commercialUse: true,
        attribution: 'by Ada',
        author: 'Ada',
      },
      text: nothing,
    });
    expect(readCocoLicences({ id: 1 }).size).toBe(0);
  });
});
