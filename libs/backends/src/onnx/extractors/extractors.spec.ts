import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTRACTOR_PRESETS, type ExtractorPresetName, type RgbPicture } from '@contrapposto/eval';
import { createGenerator } from '@contrapposto/tensor';
import { GraphBuilder, type Value } from '../graph-builder.js';
import { createDetector } from './onnx-pose-network.js';
import { openImageFeatures, openPoseNetwork, openTextImageEncoder } from './open-extractor.js';

/** Networks with the real signatures and random weights: what they see is simple, what goes in and comes out is not. */

const JOINTS = 17;
const TOKENIZER = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../../../tools/golden/vectors/onnx/sd15/tokenizer',
);
const ONE_THREAD = { threads: 1 };

let root: string;
beforeAll(async () => (root = await mkdtemp(join(tmpdir(), 'extractors-'))));
afterAll(() => rm(root, { recursive: true }));

const draw = (count: number, seed: number): number[] => [...createGenerator(seed).uniform([count]).data];

/** Random weights for red, none for green and blue: (outputs, 3, 1, 1). */
const seesRed = (outputs: number, seed: number): number[] =>
  draw(outputs, seed).flatMap((weight) => [0.2 + weight, 0, 0]);

function pool(graph: GraphBuilder, image: Value, size: number): Value {
  return graph.node('AveragePool', [image], { attributes: { kernel_shape: [size, size], strides: [size, size] } });
}

function mapsOf(graph: GraphBuilder, image: Value, size: number, planes: number, seed: number): Value {
  const weights = graph.floats(seesRed(planes, seed), [planes, 3, 1, 1]);
  return graph.node('Conv', [pool(graph, image, size), weights], { attributes: { kernel_shape: [1, 1] } });
}

const BUILDERS: Readonly<Record<ExtractorPresetName, (graph: GraphBuilder) => void>> = {
  'inception-v3-fid': (graph) => features(graph, 'image', 'features', 299, 2048),
  'clip-vit-b-16': (graph) => features(graph, 'pixel_values', 'image_embeds', 224, 512),
  'clip-vit-h-14': (graph) => features(graph, 'pixel_values', 'image_embeds', 224, 1024),
  'higherhrnet-w48-udp': (graph) => {
    const image = graph.input('image', 'float32', [1, 3, 'height', 'width']);
    const tags = graph.floats(Array<number>(JOINTS * 3).fill(0), [JOINTS, 3, 1, 1]);
    const coarse = pool(graph, image, 4);
    const noTags = graph.node('Conv', [coarse, tags], { attributes: { kernel_shape: [1, 1] } });
    const maps = mapsOf(graph, image, 4, JOINTS, 1);
    const both = graph.node('Concat', [maps, noTags], { attributes: { axis: 1 } });
    graph.output('heatmaps_tags', both, [1, 2 * JOINTS, 'h4', 'w4']);
    graph.output('heatmaps', mapsOf(graph, image, 2, JOINTS, 2), [1, JOINTS, 'h2', 'w2']);
  },
  vitpose: (graph) => {
    const image = graph.input('input', 'float32', ['batch', 3, 256, 192]);
    graph.output('output', mapsOf(graph, image, 4, JOINTS, 3), ['batch', JOINTS, 64, 48]);
  },
  rtmpose: (graph) => {
    const image = graph.input('input', 'float32', ['batch', 3, 256, 192]);
    const along = (axis: number, name: string, length: number): void => {
      const sums = graph.node('ReduceMax', [image, graph.ints([axis])], { attributes: { keepdims: 0 } });
      const scores = graph.node('MatMul', [graph.floats(seesRed(JOINTS, axis), [1, JOINTS, 3]), sums]);
      const halves = graph.node('Resize', [scores, '' as Value, graph.floats([1, 1, 2])], {
        attributes: { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
      });
      graph.output(name, halves, ['batch', JOINTS, length]);
    };
    along(2, 'simcc_x', 384);
    along(3, 'simcc_y', 512);
  },
  rtmo: (graph) => {
    const image = graph.input('input', 'float32', ['batch', 3, 640, 640]);
    const blue = graph.node('ReduceMax', [image, graph.ints([0, 1, 2, 3])], { attributes: { keepdims: 0 } });
    const brightness = graph.node('Div', [blue, graph.floats([255], [])]);
    const score = graph.floats([1, 1, 1, 1, 0.8, 1, 1, 1, 1, 0.05], [1, 2, 5]);
    const boxes = graph.floats([100, 200, 300, 600, 1, 0, 0, 10, 10, 1], [1, 2, 5]);
    graph.output('dets', graph.node('Mul', [graph.node('Mul', [boxes, score]), brightness]), ['batch', 'people', 5]);
    const joints = draw(2 * JOINTS * 3, 5).map((value, index) => (index % 3 === 2 ? 0.2 + value * 0.8 : value * 640));
    graph.output('keypoints', graph.floats(joints, [1, 2, JOINTS, 3]), ['batch', 'people', JOINTS, 3]);
  },
  'yolo-pose': (graph) => {
    const image = graph.input('images', 'float32', [1, 3, 640, 640]);
    const parts = [8, 16, 32].map((stride) =>
      graph.node('Reshape', [mapsOf(graph, image, stride, 5 + 3 * JOINTS, 7), graph.ints([1, 5 + 3 * JOINTS, -1])]),
    );
    graph.output('output0', graph.node('Concat', parts, { attributes: { axis: 2 } }), [1, 56, 8400]);
  },
};

function features(graph: GraphBuilder, input: string, output: string, size: number, dimensions: number): void {
  const image = graph.input(input, 'float32', ['batch', 3, size, size]);
  const means = graph.node('ReduceMean', [image, graph.ints([2, 3])], { attributes: { keepdims: 0 } });
  const weights = graph.floats(draw(3 * dimensions, dimensions), [3, dimensions]);
  graph.output(output, graph.node('MatMul', [means, weights]), ['batch', dimensions]);
}

function buildTextNetwork(dimensions: number): Uint8Array {
  const graph = new GraphBuilder('text');
  const [ids, mask] = ['input_ids', 'attention_mask'].map((name) => graph.input(name, 'int64', ['batch', 77])) as [
    Value,
    Value,
  ];
  const seen = graph.node('Cast', [graph.node('Mul', [ids, mask])], { attributes: { to: 1 } });
  const weights = graph.floats(draw(77 * dimensions, 77), [77, dimensions]);
  graph.output('text_embeds', graph.node('MatMul', [seen, weights]), ['batch', dimensions]);
  return graph.encode();
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function writeExtractor(preset: ExtractorPresetName, changes: object = {}): Promise<string> {
  const folder = await mkdtemp(join(root, `${preset}-`));
  const graph = new GraphBuilder(preset);
  BUILDERS[preset](graph);
  const model = graph.encode();
  await writeFile(join(folder, 'model.onnx'), model);
  const { kind } = EXTRACTOR_PRESETS[preset];
  const descriptor: Record<string, unknown> = {
    schemaVersion: 1,
    name: `tiny ${preset}`,
    kind,
    preset,
    model: { file: 'model.onnx', sha256: hash(model) },
  };
  if (kind === 'text-image') {
    const text = buildTextNetwork(preset === 'clip-vit-b-16' ? 512 : 1024);
    await writeFile(join(folder, 'text.onnx'), text);
    await mkdir(join(folder, 'tokenizer'));
    await cp(TOKENIZER, join(folder, 'tokenizer'), { recursive: true });
    descriptor.textModel = { file: 'text.onnx', sha256: hash(text) };
  }
  await writeFile(join(folder, 'extractor.json'), JSON.stringify({ ...descriptor, ...changes }));
  return folder;
}

/** Black, with a red dot of 8 pixels a side around a place. */
function drawDot(width: number, height: number, x: number, y: number): RgbPicture {
  const data = new Uint8Array(width * height * 3);
  for (let row = y - 4; row < y + 4; row++)
    for (let column = x - 4; column < x + 4; column++) data[(row * width + column) * 3] = 255;
  return { width, height, data };
}

const grey: RgbPicture = { width: 40, height: 30, data: new Uint8Array(40 * 30 * 3).fill(192) };

describe('features of pictures', () => {
  it('Inception-v3: 2,048 numbers, of a picture as torch-fidelity has it', async () => {
    const extractor = await openImageFeatures(await writeExtractor('inception-v3-fid'), ONE_THREAD);
    const result = await extractor.extract(grey);
    const weights = draw(3 * 2048, 2048);
    expect(result).toHaveLength(2048);
    expect(result[5]).toBeCloseTo(0.5 * (weights[5]! + weights[2048 + 5]! + weights[4096 + 5]!), 4);
    expect(extractor.resizeFilter).toBe('tensorflow-1-bilinear');
    expect(extractor.identity).toMatchObject({ layer: '2048', dimensions: 2048, name: 'tiny inception-v3-fid' });
    await extractor.dispose();
  });

  it.each([
    ['clip-vit-b-16', 512],
    ['clip-vit-h-14', 1024],
  ] as const)('%s: pictures and captions side by side', async (preset, dimensions) => {
    const encoder = await openTextImageEncoder(await writeExtractor(preset), ONE_THREAD);
    const image = await encoder.encodeImage(grey);
    expect(image).toHaveLength(dimensions);
    const { mean, deviation } = EXTRACTOR_PRESETS[preset].normalization;
    const weights = draw(3 * dimensions, dimensions);
    const expected = [0, 1, 2].reduce(
      (sum, channel) => sum + ((192 - mean[channel]!) / deviation[channel]!) * weights[channel * dimensions]!,
      0,
    );
    expect(image[0]).toBeCloseTo(expected, 3);
    const [long, short] = [await encoder.encodeText('a man '.repeat(200)), await encoder.encodeText('a man')];
    expect([long.length, short.length]).toEqual([dimensions, dimensions]);
    expect(long).not.toEqual(short);
    await encoder.dispose();
  });
});

describe('poses', () => {
  it.each([
    ['vitpose', 1.5],
    ['rtmpose', 1.5],
    ['higherhrnet-w48-udp', 2],
  ] as const)('%s finds every joint at the dot', async (preset, tolerance) => {
    const estimator = await openPoseNetwork(await writeExtractor(preset), null, ONE_THREAD);
    const people = await estimator.estimate(drawDot(120, 160, 70, 90));
    expect(people.length).toBeGreaterThan(0);
    expect(people[0]!.keypoints).toHaveLength(JOINTS);
    for (const { x, y, visibility } of people[0]!.keypoints) {
      expect(visibility).toBe(2);
      expect(Math.abs(x - 69.5)).toBeLessThan(tolerance + 4);
      expect(Math.abs(y - 89.5)).toBeLessThan(tolerance + 4);
    }
    await estimator.dispose();
  });

  it('RTMPose turns its mirror image back', async () => {
    const folder = await writeExtractor('rtmpose', { flipTest: true });
    const estimator = await openPoseNetwork(folder, null, ONE_THREAD);
    const [person] = await estimator.estimate(drawDot(120, 160, 40, 90));
    for (const { x } of person!.keypoints) expect(Math.abs(x - 39.5)).toBeLessThan(5.5);
    await estimator.dispose();
  });

  it('RTMO gives people above the threshold in the pixels of the picture', async () => {
    const estimator = await openPoseNetwork(await writeExtractor('rtmo'), null, ONE_THREAD);
    const white = { width: 320, height: 160, data: new Uint8Array(320 * 160 * 3).fill(255) };
    const people = await estimator.estimate(white);
    expect(people.map(({ score }) => score)).toEqual([expect.closeTo(0.8)]);
    expect(people[0]!.bbox).toEqual([50, 100, 100, 200].map((value) => expect.closeTo(value, 3)));
    expect(people[0]!.keypoints[0]!.x).toBeLessThan(320);
    await estimator.dispose();
  });

  it('YOLO reads 8,400 candidates', async () => {
    const estimator = await openPoseNetwork(await writeExtractor('yolo-pose'), null, ONE_THREAD);
    const people = await estimator.estimate(drawDot(320, 160, 100, 100));
    expect(people.length).toBeGreaterThan(0);
    for (const { keypoints, score } of people) {
      expect(score).toBeGreaterThan(0.25);
      expect(keypoints).toHaveLength(JOINTS);
    }
    expect(await estimator.estimate({ ...grey, data: new Uint8Array(40 * 30 * 3) })).toEqual([]);
    await estimator.dispose();
  });

  it('takes boxes from another estimator, one person each', async () => {
    const finder = {
      estimate: () =>
        Promise.resolve([
          { keypoints: [], bbox: [60, 80, 20, 20] as const, score: 1 },
          {
            keypoints: [
              { x: 55, y: 75, visibility: 2 as const },
              { x: 85, y: 105, visibility: 2 as const },
            ],
            score: 1,
          },
          { keypoints: [{ x: 0, y: 0, visibility: 0 as const }], score: 1 },
        ]),
    };
    const detector = createDetector(finder);
    expect(await detector.detect(grey)).toEqual([
      [60, 80, 20, 20],
      [55, 75, 30, 30],
    ]);
    const estimator = await openPoseNetwork(await writeExtractor('vitpose'), detector, ONE_THREAD);
    const people = await estimator.estimate(drawDot(120, 160, 70, 90));
    expect(people.map(({ bbox }) => bbox)).toContainEqual([60, 80, 20, 20]);
    expect(people).toHaveLength(2);
    await estimator.dispose();
  });
});

describe('an extractor is refused', () => {
  it.each([
    ['with another digest', { model: { file: 'model.onnx', sha256: '0'.repeat(64) } }, 'CONFIG_CONTRADICTS_WEIGHTS'],
    ['with a file outside', { model: { file: '../model.onnx', sha256: '0'.repeat(64) } }, 'CONFIG_INVALID'],
    ['with a key that nobody knows', { resizeFilter: 'lanczos' }, 'CONFIG_INVALID'],
    ['with a preset that nobody knows', { preset: 'inception-v4' }, 'CONFIG_INVALID'],
    ['with an output that it has not', { outputs: ['pool3'] }, 'CONFIG_CONTRADICTS_WEIGHTS'],
    ['of another kind than its preset', { kind: 'pose-estimator' }, 'CONFIG_INVALID'],
    [
      'with a file that is not there',
      { model: { file: 'other.onnx', sha256: '0'.repeat(64) } },
      'MODEL_FILE_UNREADABLE',
    ],
  ])('%s', async (_name, changes, code) => {
    const folder = await writeExtractor('inception-v3-fid', changes);
    await expect(openImageFeatures(folder, ONE_THREAD)).rejects.toMatchObject({ code });
  });

  it('without a descriptor, or asked for what it is not', async () => {
    await expect(openImageFeatures(root)).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
    const folder = await writeExtractor('inception-v3-fid');
    await expect(openPoseNetwork(folder)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('where its features are not as many as it says', async () => {
    const folder = await writeExtractor('inception-v3-fid', { features: { layer: '64', dimensions: 64 } });
    const extractor = await openImageFeatures(folder, ONE_THREAD);
    await expect(extractor.extract(grey)).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
    await extractor.dispose();
  });
});
