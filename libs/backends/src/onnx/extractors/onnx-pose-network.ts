import { createHash } from 'node:crypto';
import {
  averagePlanes,
  decodeAssociativeEmbedding,
  decodeDetectedPoses,
  decodeSimcc,
  decodeUnbiasedHeatmaps,
  decodeYoloPose,
  fitPicture,
  flipAxisScores,
  flipPlanes,
  mirrorInput,
  normalizePicture,
  toPeople,
  type AxisScores,
  type DecodedPerson,
  type DetectorIdentity,
  type FeaturePlanes,
  type FittedPicture,
  type PersonDetector,
  type PoseEstimator,
  type RgbPicture,
} from '@contrapposto/eval';
import { getSkeleton, type BoundingBox, type PersonPose } from '@contrapposto/pose';
import { assertShape, createTensor, type Tensor } from '@contrapposto/tensor';
import type { LoadOptions } from '../../contract.js';
import type { Session } from '../session.js';
import type { ExtractorDescriptor } from './extractor-descriptor.js';
import { openNetwork } from './open-network.js';

const JOINTS = 17;
/** Of the Gaussian that ViTPose's heatmaps were drawn with: sigma 2. */
const HEATMAP_BLUR = 11;
const FLIP_ORDER = createFlipOrder();

/** Pose networks of others, with COCO's 17 joints: whole pictures, or one person's box at a time. */
export class OnnxPoseNetwork implements PoseEstimator {
  /** Of the network and of all that its descriptor says; what finds the boxes is apart. */
  readonly identity: DetectorIdentity;

  private constructor(
    private readonly session: Session,
    private readonly descriptor: ExtractorDescriptor,
    private readonly detector: PersonDetector | null,
  ) {
    const { folder: _place, ...settings } = descriptor;
    const digest = createHash('sha256').update(JSON.stringify(settings)).digest('hex');
    this.identity = { name: descriptor.name, digest };
  }

  /** @param detector of people, for networks that see one person at a time; without one the whole picture is taken for a person */
  static async open(
    descriptor: ExtractorDescriptor,
    detector: PersonDetector | null,
    options: LoadOptions = {},
  ): Promise<OnnxPoseNetwork> {
    const { folder, model, input, outputs } = descriptor;
    const session = await openNetwork(folder, model, { inputs: [input.name], outputs }, options);
    return new OnnxPoseNetwork(session, descriptor, detector);
  }

  async estimate(picture: RgbPicture): Promise<PersonPose[]> {
    const { fit } = this.descriptor;
    if (fit !== 'BOX' && fit !== 'UNBIASED_BOX') return this.estimateIn(picture);
    const whole: BoundingBox = [0, 0, picture.width, picture.height];
    const boxes = (await this.detector?.detect(picture)) ?? [whole];
    const people: PersonPose[] = [];
    for (const box of boxes)
      people.push(...(await this.estimateIn(picture, box)).map((person) => ({ ...person, bbox: box })));
    return people.sort((a, b) => b.score! - a.score!);
  }

  async dispose(): Promise<void> {
    await this.session.dispose();
  }

  private async estimateIn(picture: RgbPicture, box?: BoundingBox): Promise<PersonPose[]> {
    const { fit, input, normalization, scoreThreshold = 0, keypointScoreThreshold = 0 } = this.descriptor;
    const fitted = fitPicture(picture, fit, input, box);
    const data = normalizePicture(fitted, normalization);
    const outputs = await this.run(fitted, data);
    const mirrored = this.descriptor.flipTest ? await this.run(fitted, mirrorInput(data, fitted.width)) : null;
    const people = this.decode(outputs, mirrored, fitted);
    return toPeople(people, fitted, { scoreThreshold, keypointScoreThreshold });
  }

  private async run({ width, height }: FittedPicture, data: Float32Array): Promise<readonly Tensor[]> {
    const { input, outputs } = this.descriptor;
    const results = await this.session.run({ [input.name]: createTensor('float32', [1, 3, height, width], data) });
    return outputs.map((name) => results[name]!);
  }

  private decode(
    outputs: readonly Tensor[],
    mirrored: readonly Tensor[] | null,
    input: FittedPicture,
  ): DecodedPerson[] {
    switch (this.descriptor.decoding) {
      case 'ASSOCIATIVE_EMBEDDING':
        return decodeAssociativeEmbedding(
          readEmbedding(outputs),
          mirrored && readEmbedding(mirrored),
          FLIP_ORDER,
          input,
        );
      case 'UNBIASED_HEATMAPS': {
        const own = readPlanes(outputs[0]!, JOINTS);
        const other = mirrored && flipPlanes(readPlanes(mirrored[0]!, JOINTS), FLIP_ORDER);
        return [decodeUnbiasedHeatmaps(other ? averagePlanes(own, other) : own, input, HEATMAP_BLUR)];
      }
      case 'SIMCC':
        return [decodeSimcc(readAxis(outputs, mirrored, 0), readAxis(outputs, mirrored, 1), input)];
      case 'YOLO_POSE': {
        const { N = 0 } = assertShape(outputs[0]!, [1, 5 + 3 * JOINTS, 'N'], 'output of the pose network');
        const { scoreThreshold = 0 } = this.descriptor;
        return decodeYoloPose(outputs[0]!.data, 5 + 3 * JOINTS, N, { scoreThreshold });
      }
      case 'DETECTED_POSES': {
        const { N = 0 } = assertShape(outputs[0]!, [1, 'N', 5], 'boxes of the pose network');
        assertShape(outputs[1]!, [1, N, JOINTS, 3], 'keypoints of the pose network');
        return decodeDetectedPoses(outputs[0]!.data, outputs[1]!.data, N, JOINTS);
      }
      case 'FEATURES':
        throw new Error(`expected a decoding of poses, got ${this.descriptor.decoding}`);
    }
  }
}

/** Boxes of people from an estimator of whole pictures; that of their joints where it gives none. */
export function createDetector(estimator: PoseEstimator): PersonDetector {
  return {
    async detect(picture) {
      const people = await estimator.estimate(picture);
      return people.map((person) => person.bbox ?? boundJoints(person)).filter((box) => box !== null);
    },
  };
}

function boundJoints({ keypoints }: PersonPose): BoundingBox | null {
  const found = keypoints.filter(({ visibility }) => visibility > 0);
  if (found.length === 0) return null;
  const [xs, ys] = [found.map(({ x }) => x), found.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

function readEmbedding([coarse, fine]: readonly Tensor[]) {
  return { coarse: readPlanes(coarse!, 2 * JOINTS), fine: readPlanes(fine!, JOINTS) };
}

function readPlanes(tensor: Tensor, count: number): FeaturePlanes {
  const { H = 0, W = 0 } = assertShape(tensor, [1, count, 'H', 'W'], 'heatmaps of the pose network');
  return { count, width: W, height: H, data: tensor.data };
}

/** SimCC along x (0) or y (1), averaged with the mirror image's. */
function readAxis(outputs: readonly Tensor[], mirrored: readonly Tensor[] | null, axis: 0 | 1): AxisScores {
  const read = (tensors: readonly Tensor[]): AxisScores => {
    const { L = 0 } = assertShape(tensors[axis]!, [1, JOINTS, 'L'], 'SimCC of the pose network');
    return { joints: JOINTS, length: L, data: tensors[axis]!.data };
  };
  const own = read(outputs);
  if (!mirrored) return own;
  const other = flipAxisScores(read(mirrored), FLIP_ORDER, axis === 0);
  return { ...own, data: own.data.map((value, at) => (value + other.data[at]!) / 2) };
}

function createFlipOrder(): number[] {
  const order = Array.from({ length: JOINTS }, (_, joint) => joint);
  for (const [left, right] of getSkeleton('coco17').flipPairs) [order[left], order[right]] = [right, left];
  return order;
}
