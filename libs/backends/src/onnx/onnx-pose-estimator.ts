import { readFile } from 'node:fs/promises';
import type { RgbImage } from '@contrapposto/model-core';
import type { Keypoint, PersonPose } from '@contrapposto/pose';
import { assertShape, type Tensor } from '@contrapposto/tensor';
import { z } from 'zod';
import type { LoadOptions, PoseEstimator } from '../contract.js';
import { messageOf, ModelFolderError } from '../errors.js';
import type { ModelArtifact } from '../model-folder/model-artifact.js';
import { fitImage, type FittedImage } from './fit-image.js';
import { Session } from './session.js';

/** pose_estimator/config.json. */
const EstimatorConfig = z.looseObject({
  /** People below it are dropped. */
  scoreThreshold: z.number().min(0).max(1),
  /** Joints below it are left unlabelled. */
  keypointScoreThreshold: z.number().min(0).max(1),
  /** Size in pixels that the network was trained at; multiples of 32. */
  inputSize: z.looseObject({ width: z.int().min(32).multipleOf(32), height: z.int().min(32).multipleOf(32) }),
});

type EstimatorConfig = z.infer<typeof EstimatorConfig>;

const KEYPOINTS = 17;

/**
 * pose_estimator/model.onnx: image (N, 3, H, W) RGB in 0..1 -> keypoints (N, K, 17, 3) as x, y and score; scores (N, K),
 * descending, 0 for an empty slot. x and y are input pixels from the input's top left edge, as the figures are that it learned
 * from: a picture's scale is all that lies between them and the picture's own.
 */
export class OnnxPoseEstimator implements PoseEstimator {
  private constructor(
    private readonly session: Session,
    private readonly config: EstimatorConfig,
  ) {}

  /** @throws ModelFolderError when the folder has no pose estimator, or one that cannot be used */
  static async load(
    { folder, poseEstimator }: Pick<ModelArtifact, 'folder' | 'poseEstimator'>,
    options: LoadOptions = {},
  ): Promise<OnnxPoseEstimator> {
    if (poseEstimator === undefined) throw missing(folder);
    const config = parseConfig(poseEstimator.config);
    const session = await Session.open('pose_estimator', await readModel(poseEstimator.modelPath), null, options);
    return new OnnxPoseEstimator(session, config);
  }

  async estimate(image: RgbImage): Promise<PersonPose[]> {
    const fitted = fitImage(image, this.config.inputSize);
    const { keypoints, scores } = await this.session.run({ image: fitted.tensor });
    const { K = 0 } = assertShape(scores!, [1, 'K'], 'scores of the pose estimator');
    assertShape(keypoints!, [1, K, KEYPOINTS, 3], 'keypoints of the pose estimator');
    return Array.from({ length: K }, (_, person) => person)
      .filter((person) => scores!.data[person]! >= this.config.scoreThreshold && scores!.data[person]! > 0)
      .map((person) => ({ keypoints: this.readPerson(keypoints!, person, fitted), score: scores!.data[person]! }));
  }

  async dispose(): Promise<void> {
    await this.session.dispose();
  }

  private readPerson({ data }: Tensor, person: number, { scale }: FittedImage): Keypoint[] {
    return Array.from({ length: KEYPOINTS }, (_, joint): Keypoint => {
      const at = (person * KEYPOINTS + joint) * 3;
      const [x = 0, y = 0, score = 0] = data.subarray(at, at + 3);
      if (score < this.config.keypointScoreThreshold) return { x: 0, y: 0, visibility: 0, score };
      return { x: x / scale, y: y / scale, visibility: 2, score };
    });
  }
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const report = { expected: 'a readable ONNX model', got: messageOf(cause), where: path };
    throw ModelFolderError.of('MODEL_FILE_UNREADABLE', report, { cause });
  }
}

function parseConfig(json: unknown): EstimatorConfig {
  const result = EstimatorConfig.safeParse(json);
  if (result.success) return result.data;
  throw ModelFolderError.of('CONFIG_INVALID', {
    expected: 'scoreThreshold, keypointScoreThreshold and inputSize',
    got: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    where: 'pose_estimator/config.json',
    advice: 'Use the file that was exported with the estimator.',
  });
}

function missing(folder: string): ModelFolderError {
  return ModelFolderError.of('MODEL_FILE_MISSING', {
    expected: 'pose_estimator/model.onnx',
    got: 'none',
    where: folder,
    advice: 'Use a model folder that has a pose estimator, such as the bundled one.',
  });
}
