import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVectors } from '../../../../../tools/golden/vector-file.js';
import { openBundledImageFeatures, openBundledTextImage } from './bundled-clip.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const FOLDER = join(ROOT, 'tools/golden/vectors/onnx/clip-pair');
const golden = readVectors('onnx/clip-pair/golden');
const { captions } = golden.meta as { captions: string[] };
const ONE_THREAD = { threads: 1 };

function readPicture(number: number) {
  const [height, width] = golden.shape(`picture/${number}`) as [number, number, number];
  return { width, height, data: golden.uint8(`picture/${number}`) };
}

function expectNear(actual: Float32Array, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 4));
}

describe('the bundled CLIP pair', () => {
  it("gives transformers' features of pictures and captions", async () => {
    const encoder = await openBundledTextImage(FOLDER, ONE_THREAD);
    for (const number of [0, 1])
      expectNear(await encoder.encodeImage(readPicture(number)), golden.float32(`image/${number}`));
    for (const [number, caption] of captions.entries())
      expectNear(await encoder.encodeText(caption), golden.float32(`text/${number}`));
    await encoder.dispose();
  });

  it('of the bundled model sees pictures of any size', async () => {
    const extractor = await openBundledImageFeatures(join(ROOT, 'models/mannequin'), ONE_THREAD);
    expect(extractor.identity).toMatchObject({ dimensions: 128, layer: 'projection', name: 'bundled CLIP' });
    const [one, other] = [await extractor.extract(readPicture(0)), await extractor.extract(readPicture(1))];
    expect([one.length, one.every(Number.isFinite)]).toEqual([128, true]);
    expect(one).not.toEqual(other);
    await extractor.dispose();
  });

  it('says that both of its extractors see a picture alike', async () => {
    const [features, both] = [
      await openBundledImageFeatures(FOLDER, ONE_THREAD),
      await openBundledTextImage(FOLDER, ONE_THREAD),
    ];
    expect(both.pictureDigest).toBe(features.pictureDigest);
    expect(both.identity.digest).not.toBe(features.identity.digest);
    expect(await both.encodeImage(readPicture(0))).toEqual(await features.extract(readPicture(0)));
    await Promise.all([features.dispose(), both.dispose()]);
  });

  it('is refused where a half is missing', async () => {
    const none = openBundledImageFeatures(join(ROOT, 'tools/golden/vectors/onnx/sd15'));
    await expect(none).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
  });
});
