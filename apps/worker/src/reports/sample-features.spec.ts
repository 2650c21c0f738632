import type { Instruments } from './instruments.js';
import { decodeNumbers, encodeNumbers, isMadeWith, parseSampleFeatures } from './sample-features.js';

const IDENTITY = { name: 'network', layer: 'last', dimensions: 2 };

function createInstruments(digest: string): Instruments {
  const where = { specifier: 'onnx', source: { folder: '/srv/network' } };
  const identity = { extractor: { ...IDENTITY, digest }, resizeFilter: 'bicubic' };
  return {
    poses: { ...where, kind: 'pose-estimator', identity: { name: 'estimator', digest } },
    features: { ...where, kind: 'image-features', identity },
    embeddings: { ...where, kind: 'text-image', identity },
    reasons: {},
  };
}

describe('features of a sample', () => {
  it('come out of their row as they went in, to the bit', () => {
    const numbers = Float32Array.of(0, -1.5, 1e-30, 3.4e38, Math.fround(0.1));
    expect(encodeNumbers(Float32Array.of(1))).toBe('AACAPw==');
    expect(decodeNumbers(encodeNumbers(numbers))).toEqual(numbers);
    expect(parseSampleFeatures(null)).toBeNull();
    expect(() => parseSampleFeatures({ features: { digest: 'a' } })).toThrow('generated');
  });

  it('count only with the networks that made them', () => {
    const made = {
      picture: { width: 2, height: 2 },
      poses: { digest: 'a' },
      features: { digest: 'a', generated: '', real: '' },
      embeddings: { digest: 'a', image: '', text: '' },
    };
    const whole = { referenceSha256: 'f', caption: 'a dancer' };
    expect(isMadeWith(made, whole, createInstruments('a'))).toBe(true);
    expect(isMadeWith(made, whole, createInstruments('b'))).toBe(false);
    expect(isMadeWith(made, whole, { ...createInstruments('a'), features: null })).toBe(false);
    // Without a picture to compare with, and without a caption, there is nothing to be made.
    const { features: _features, embeddings: _embeddings, ...less } = made;
    expect(isMadeWith(less, { referenceSha256: null, caption: null }, createInstruments('a'))).toBe(true);
    expect(isMadeWith(less, whole, createInstruments('a'))).toBe(false);
  });
});
