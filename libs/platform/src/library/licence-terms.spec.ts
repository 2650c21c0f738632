import { allowsCommercialUse, combineTerms, inheritTerms, type LicenceTerms } from './licence-terms.js';

const NOTHING: LicenceTerms = { licence: null, commercialUse: null, attribution: null, source: null, author: null };

describe('terms', () => {
  it.each([
    ['Apache-2.0', true],
    ['cc-by-sa-4.0', true],
    ['CC-BY-NC-ND-2.5', false],
    ['CC-BY-ND-4.0', null],
    ['House rules', null],
    ['CC-BY-4.0 AND MIT', true],
    ['CC-BY-4.0 AND CC-BY-NC-4.0 AND House rules', false],
    ['CC-BY-4.0 AND NOASSERTION', null],
    [null, null],
  ])('of the licence %s say about commercial use: %s', (licence, expected) => {
    expect(allowsCommercialUse(licence)).toBe(expected);
  });

  it('are inherited from the library, one by one', () => {
    const library = { ...NOTHING, licence: 'House rules', commercialUse: true, author: 'Ada', source: 'shoot 7' };
    expect(inheritTerms({ ...NOTHING, author: 'Ben' }, library)).toEqual({ ...library, author: 'Ben' });
  });

  it('take no word on commercial use from a library whose licence they do not have', () => {
    const library = { ...NOTHING, licence: 'Apache-2.0', commercialUse: true };
    expect(inheritTerms({ ...NOTHING, licence: 'CC-BY-NC-4.0' }, library).commercialUse).toBe(false);
    expect(inheritTerms({ ...NOTHING, licence: 'Ours' }, library).commercialUse).toBeNull();
    expect(inheritTerms({ ...NOTHING, commercialUse: false }, library).commercialUse).toBe(false);
  });

  it('hold together for what is made of several', () => {
    const own = { ...NOTHING, licence: 'CC-BY-4.0', commercialUse: true, author: 'Ada', attribution: 'by Ada' };
    const part = { ...NOTHING, licence: 'CC-BY-NC-4.0', commercialUse: false, author: 'Ben', attribution: 'by Ben' };
    expect(combineTerms([own])).toEqual(own);
    expect(combineTerms([NOTHING, NOTHING])).toEqual(NOTHING);
    expect(combineTerms([own, NOTHING, own])).toMatchObject({
      licence: 'CC-BY-4.0 AND NOASSERTION',
      commercialUse: null,
    });
    expect(combineTerms([own, part, own])).toEqual({
      licence: 'CC-BY-4.0 AND CC-BY-NC-4.0',
      commercialUse: false,
      attribution: 'by Ada; by Ben',
      source: null,
      author: 'Ada, Ben',
    });
  });
});
