import type { LoadedExtractors } from '@contrapposto/backends';
import type { CoordinatedSample } from '@contrapposto/platform';
import sharp from 'sharp';
import type { Instruments } from './instruments.js';
import { measureSample, type MeasuringContext } from './measure-sample.js';
import { decodeNumbers, parseSampleFeatures } from './sample-features.js';

const EXTRACTOR = { name: 'network', digest: 'a', layer: 'last', dimensions: 2 };
const IDENTITY = { extractor: EXTRACTOR, resizeFilter: 'bicubic' };
const WHERE = { specifier: 'onnx', source: { folder: '/srv/network' } };
const INSTRUMENTS: Instruments = {
  poses: null,
  features: { ...WHERE, kind: 'image-features', identity: IDENTITY },
  embeddings: { ...WHERE, kind: 'text-image', identity: IDENTITY },
  reasons: {},
};
const SAMPLE = {
  key: 'a1',
  caption: 'a dancer',
  pictureSha256: 'generated',
  referenceSha256: 'real',
} as CoordinatedSample;

function paint(brightness: number): Promise<Buffer> {
  const background = { r: brightness, g: 0, b: 0 };
  return sharp({ create: { width: 2, height: 2, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Extractors whose features of a picture are its first pixel's red and 1, and which keep what they were shown. */
function createExtractors(digests: { readonly features?: string; readonly embeddings?: string }) {
  const shown: string[] = [];
  const see = (kind: string) => (picture: { readonly data: Uint8Array }) => {
    shown.push(`${kind} ${picture.data[0]}`);
    return Promise.resolve(Float32Array.of(picture.data[0]!, 1));
  };
  const common = { identity: EXTRACTOR, resizeFilter: 'bicubic', dispose: () => Promise.resolve() };
  const extractors: Pick<LoadedExtractors, 'image-features' | 'text-image'> = {
    'image-features': {
      ...common,
      ...(digests.features !== undefined && { pictureDigest: digests.features }),
      extract: see('features'),
    },
    'text-image': {
      ...common,
      ...(digests.embeddings !== undefined && { pictureDigest: digests.embeddings }),
      encodeImage: see('embeddings'),
      encodeText: () => Promise.resolve(Float32Array.of(1, 0)),
    },
  };
  return { shown, extractors };
}

function createContext(extractors: ReturnType<typeof createExtractors>['extractors']): MeasuringContext {
  const slot = {
    withExtractor: (
      _specifier: string,
      kind: keyof typeof extractors,
      _source: unknown,
      work: (it: unknown) => unknown,
    ) => work(extractors[kind]),
  };
  return {
    storage: { read: (sha256: string) => paint(sha256 === 'real' ? 20 : 10) },
    pool: { use: (_prefer: unknown, _signal: unknown, work: (it: unknown) => unknown) => work(slot) },
  } as unknown as MeasuringContext;
}

describe('measuring a sample', () => {
  it.each([
    ['once by two instruments that see alike', { features: 'p', embeddings: 'p' }, ['features 10', 'features 20']],
    ['by each of two that do not', { features: 'p', embeddings: 'q' }, ['features 10', 'features 20', 'embeddings 10']],
    ['by each where nothing is known of them', {}, ['features 10', 'features 20', 'embeddings 10']],
  ])('encodes its picture %s', async (_name, digests, expected) => {
    const { shown, extractors } = createExtractors(digests);
    const measuring = { instruments: INSTRUMENTS, poseFit: 'letterbox' as const };
    const measured = await measureSample(createContext(extractors), SAMPLE, measuring, new AbortController().signal);
    expect(shown).toEqual(expected);
    const { features, embeddings } = parseSampleFeatures(measured.features)!;
    expect([features!.generated, features!.real, embeddings!.image].map(decodeNumbers)).toEqual([
      Float32Array.of(10, 1),
      Float32Array.of(20, 1),
      Float32Array.of(10, 1),
    ]);
  });
});
