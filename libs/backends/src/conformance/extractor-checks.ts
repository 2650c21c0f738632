import assert from 'node:assert/strict';
import type { RgbPicture } from '@contrapposto/eval';
import type { BackendPlugin, ExtractorKind, LoadedExtractors } from '../contract.js';

/** Of a feature, and of a coordinate in pixels: other arithmetic, not another picture. */
const TOLERANCE = 1e-3;

const PICTURES = [createPicture(64, 48, 1), createPicture(40, 72, 5)] as const;

/** Asserts that the plugin's extractor gives the reference's numbers, tells of itself as it does, and that pictures differ by them. */
export async function assertExtractsAs(
  reference: BackendPlugin,
  plugin: BackendPlugin,
  kind: ExtractorKind,
  folder: string | undefined,
): Promise<void> {
  assert.ok(folder !== undefined, `expected a folder for extractors of kind ${kind}, got none (see extractorFolders)`);
  const expected = await readAll(reference, kind, folder);
  const actual = await readAll(plugin, kind, folder);
  assert.deepEqual(actual.identity, expected.identity);
  assert.notDeepEqual(expected.numbers[0], expected.numbers[1], 'expected a reference that tells pictures apart');
  actual.numbers.forEach((numbers, index) => assertNear(numbers, expected.numbers[index]!));
}

interface Readings {
  readonly identity: unknown;
  readonly numbers: readonly (readonly number[])[];
}

async function readAll(plugin: BackendPlugin, kind: ExtractorKind, folder: string): Promise<Readings> {
  const extractor: LoadedExtractors[ExtractorKind] = await plugin.loadExtractor!(kind, { folder }, { threads: 1 });
  try {
    const ofPictures = await Promise.all(PICTURES.map((picture) => look(extractor, picture)));
    const ofText = 'encodeText' in extractor ? [[...(await extractor.encodeText('a dancer'))]] : [];
    return { identity: extractor.identity, numbers: [...ofPictures, ...ofText] };
  } finally {
    await extractor.dispose();
  }
}

async function look(extractor: LoadedExtractors[ExtractorKind], picture: RgbPicture): Promise<number[]> {
  if ('extract' in extractor) return [...(await extractor.extract(picture))];
  if ('encodeImage' in extractor) return [...(await extractor.encodeImage(picture))];
  const people = await extractor.estimate(picture);
  return people.flatMap(({ keypoints }) => keypoints.flatMap(({ x, y, score = 0 }) => [x, y, score]));
}

function assertNear(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  const worst = actual.reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index]!)), 0);
  assert.ok(worst <= TOLERANCE, `expected numbers within ${TOLERANCE} of the reference's, got ${worst}`);
}

/** Stripes of a colour of their own: what a network sees in them is not the point. */
function createPicture(width: number, height: number, stride: number): RgbPicture {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * stride) % 256);
  return { width, height, data };
}
