import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { GraphBuilder } from './graph-builder.js';
import { OnnxPoseEstimator } from './onnx-pose-estimator.js';

const CONFIG = { scoreThreshold: 0.3, keypointScoreThreshold: 0.2, inputSize: { width: 64, height: 32 } };
const JOINTS = 17;

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'estimator-'))));
afterAll(() => rm(folder, { recursive: true }));

/** An estimator that sees three people whatever the picture shows; the picture's brightness is their score's factor. */
function buildEstimator(): Uint8Array {
  const graph = new GraphBuilder('pose_estimator');
  const image = graph.input('image', 'float32', [1, 3, 32, 64]);
  const brightness = graph.node('ReduceMax', [image, graph.ints([0, 1, 2, 3])], { attributes: { keepdims: 0 } });
  const joints = Array.from({ length: 3 * JOINTS }, (_, index) => [
    index % JOINTS,
    2,
    (index % JOINTS) / JOINTS,
  ]).flat();
  graph.output('keypoints', graph.floats(joints, [1, 3, JOINTS, 3]), [1, 3, JOINTS, 3]);
  graph.output('scores', graph.node('Mul', [graph.floats([0.9, 0.5, 0.1], [1, 3]), brightness]), [1, 3]);
  return graph.encode();
}

async function load(config: object = CONFIG): Promise<OnnxPoseEstimator> {
  const modelPath = join(folder, 'model.onnx');
  await writeFile(modelPath, buildEstimator());
  return OnnxPoseEstimator.load({ folder, poseEstimator: { modelPath, config } } as unknown as ModelArtifact, {
    threads: 1,
  });
}

const white = (width: number, height: number) => ({
  width,
  height,
  channels: 3 as const,
  data: new Uint8Array(width * height * 3).fill(255),
});

describe('OnnxPoseEstimator', () => {
  it('gives people above the threshold, with faint joints unlabelled', async () => {
    const estimator = await load();
    const people = await estimator.estimate(white(64, 32));
    expect(people.map(({ score }) => score)).toEqual([expect.closeTo(0.9), expect.closeTo(0.5)]);
    expect(people[0]!.keypoints).toHaveLength(JOINTS);
    expect(people[0]!.keypoints[3]).toEqual({ x: 0, y: 0, visibility: 0, score: expect.closeTo(3 / JOINTS) });
    expect(people[0]!.keypoints[4]).toEqual({ x: 4, y: 2, visibility: 2, score: expect.closeTo(4 / JOINTS) });
    await estimator.dispose();
  });

  it('gives coordinates of the picture that it was handed', async () => {
    const estimator = await load();
    const [person] = await estimator.estimate(white(128, 32));
    expect(person!.keypoints[4]).toMatchObject({ x: 8, y: 4 });
    await estimator.dispose();
  });

  it('sees nobody in the dark', async () => {
    const estimator = await load();
    expect(await estimator.estimate({ ...white(64, 32), data: new Uint8Array(64 * 32 * 3) })).toEqual([]);
    await estimator.dispose();
  });

  it('refuses a config without its keys, and a folder without an estimator', async () => {
    await expect(load({ scoreThreshold: 2 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    const none = OnnxPoseEstimator.load({ folder });
    await expect(none).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
  });
});
