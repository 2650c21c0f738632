import type { Pose } from '@contrapposto/pose';
import { CombinedLicences, findLicence } from './licences.js';

const poseOf = (license?: unknown): Pose => ({
  skeleton: 'coco17',
  width: 8,
  height: 8,
  people: [],
  ...(license !== undefined && { extra: { license } }),
});
const ENVELOPE = {
  categories: [],
  licenses: [
    { id: 4, name: 'Attribution License', url: 'http://creativecommons.org/licenses/by/2.0/' },
    { id: 7, name: 'House rules', url: '' },
  ],
};

describe('licences of what is made from several poses', () => {
  it('are what their files say', () => {
    expect(findLicence(poseOf(4), ENVELOPE)).toBe('CC-BY-2.0');
    expect(findLicence(poseOf(7), ENVELOPE)).toBe('House rules');
    expect(findLicence(poseOf(8), ENVELOPE)).toBeNull();
    expect(findLicence(poseOf(), null)).toBeNull();
  });

  it('hold together, each set written once', () => {
    const combined = new CombinedLicences(ENVELOPE);
    expect(combined.apply(poseOf(4), ['CC-BY-NC-4.0'])).toEqual(poseOf(8));
    expect(combined.apply(poseOf(4), ['CC-BY-NC-4.0'])).toEqual(poseOf(8));
    expect(combined.apply(poseOf(7), [null])).toEqual(poseOf(9));
    expect(combined.toEnvelope()).toEqual({
      categories: [],
      licenses: [
        ...ENVELOPE.licenses,
        { id: 8, name: 'CC-BY-2.0 AND CC-BY-NC-4.0', url: '' },
        { id: 9, name: 'House rules AND NOASSERTION', url: '' },
      ],
    });
  });

  it('stay as they are where the parts have no other', () => {
    const combined = new CombinedLicences(ENVELOPE);
    expect(combined.apply(poseOf(4), ['CC-BY-2.0'])).toEqual(poseOf(4));
    expect(combined.apply(poseOf(), [null])).toEqual(poseOf());
    expect(combined.toEnvelope()).toBe(ENVELOPE);
    expect(new CombinedLicences(null).toEnvelope()).toBeUndefined();
  });
});
