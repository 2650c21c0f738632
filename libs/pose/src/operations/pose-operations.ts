import { MAX_CANVAS_SIDE } from '../canvas.js';
import { PoseError } from '../errors.js';
import { fitPose } from '../fit-pose.js';
import { suggest } from '../near-miss.js';
import { type Pose } from '../types.js';
import { applyPart } from './apply-part.js';
import { blendPoses } from './blend-poses.js';
import { composePoses } from './compose-poses.js';
import { copyHand } from './copy-hand.js';
import { hideJoints, revealJoints } from './hide-joints.js';
import { JOINT_GROUPS } from './joint-groups.js';
import { mirrorPose } from './mirror-pose.js';
import { normalizePose } from './normalize-pose.js';
import { defineOperation, type PoseOperation } from './operation.js';
import { readOperationValues } from './read-operation-values.js';
import { rerootPose } from './reroot-pose.js';
import { retargetPose, scaleLimbs } from './retarget-pose.js';

const FAR = 2 ** 20;

const joints = (description: string) => ({ type: 'joints', groups: JOINT_GROUPS, description }) as const;
const pixels = (description: string, rest: { readonly default?: number } = {}) =>
  ({ type: 'number', least: -FAR, most: FAR, unit: 'pixels', description, ...rest }) as const;
const side = (description: string) =>
  ({ type: 'number', least: 1, most: MAX_CANVAS_SIDE, whole: true, unit: 'pixels', description }) as const;
const root = {
  type: 'joint',
  default: 'mid_hip',
  description: 'The joint or landmark that stays in its place.',
} as const;

function toCanvas({ width, height }: Pose, to: { width: number | undefined; height: number | undefined }) {
  return { width: to.width ?? width, height: to.height ?? height };
}

/** Everything that can be done to a pose, by name. */
export const POSE_OPERATIONS: readonly PoseOperation[] = [
  defineOperation({
    name: 'mirror',
    description: 'Mirrors people, left joints in place of right ones. Twice gives the pose again.',
    parameters: {},
    apply: mirrorPose,
  }),
  defineOperation({
    name: 'copy-hand',
    description: "Gives everybody's other hand the pose of one hand, mirrored.",
    parameters: {
      from: { type: 'choice', choices: ['left', 'right'], description: 'The hand whose pose is copied.' },
      along: {
        type: 'choice',
        choices: ['forearm', 'picture'],
        default: 'forearm',
        description: 'Keep the angle to the forearm, or what a mirror would show.',
      },
    },
    apply: (pose, { from, along }) => copyHand(pose, from, { along }),
  }),
  defineOperation({
    name: 'hide',
    description: 'Hides joints from every renderer; reveal undoes it.',
    parameters: { joints: joints('What to hide.') },
    apply: (pose, values) => hideJoints(pose, values.joints),
  }),
  defineOperation({
    name: 'reveal',
    description: 'Shows joints again that were hidden.',
    parameters: { joints: { ...joints('What to show.'), default: ['all'] } },
    apply: (pose, values) => revealJoints(pose, values.joints),
  }),
  defineOperation({
    name: 'apply-part',
    description: 'Takes part of another pose: arms, legs, head, hands, or any joints.',
    parameters: {
      pose: { type: 'pose', description: 'Where the part comes from.' },
      joints: joints('The part.'),
      attach: {
        type: 'flag',
        default: true,
        description: 'Set the part onto this body, in its size, rather than where it was in the other picture.',
      },
    },
    apply: (pose, { pose: other, ...options }) => applyPart(pose, other, options),
  }),
  defineOperation({
    name: 'blend',
    description: 'A pose between this one and another.',
    parameters: {
      pose: { type: 'pose', description: 'The other pose.' },
      weight: { type: 'number', least: 0, most: 1, default: 0.5, description: "The other pose's share." },
      method: {
        type: 'choice',
        choices: ['bones', 'joints'],
        default: 'bones',
        description: 'Turn each bone and mix its length, or mix coordinates.',
      },
    },
    apply: (pose, { pose: other, ...options }) => blendPoses(pose, other, options),
  }),
  defineOperation({
    name: 'normalize',
    description: 'Brings people to the middle of the canvas in a standard size.',
    parameters: {
      by: {
        type: 'choice',
        choices: ['torso', 'box'],
        default: 'torso',
        description: 'Measure the mean torso, or the box around all joints.',
      },
      size: {
        type: 'number',
        least: 0.001,
        most: 1,
        optional: true,
        description: "The measure's share of the canvas: 0.2 of the height by torso, 0.9 by box.",
      },
      width: { ...side("The canvas's width; the pose's own if left out."), optional: true },
      height: { ...side("The canvas's height; the pose's own if left out."), optional: true },
    },
    apply: (pose, { by, size, ...canvas }) =>
      normalizePose(pose, { by, canvas: toCanvas(pose, canvas), ...(size !== undefined && { size }) }),
  }),
  defineOperation({
    name: 'fit',
    description: 'Brings the pose onto a canvas of another size.',
    parameters: {
      width: side("The canvas's width."),
      height: side("The canvas's height."),
      mode: {
        type: 'choice',
        choices: ['letterbox', 'stretch', 'none'],
        default: 'letterbox',
        description: 'One scale, centred; a scale per axis; or none, which cuts off what does not fit.',
      },
    },
    apply: (pose, { mode, ...canvas }) => fitPose(pose, canvas, mode).pose,
  }),
  defineOperation({
    name: 'retarget',
    description: "Puts the pose onto another body: bones keep their directions and take that body's lengths.",
    parameters: {
      pose: { type: 'pose', description: 'The body to take lengths from, at best standing.' },
      keep: {
        type: 'choice',
        choices: ['proportions', 'lengths'],
        default: 'proportions',
        description: "The other body's proportions in this one's size, or its lengths in pixels.",
      },
      root,
    },
    apply: (pose, { pose: other, ...options }) => retargetPose(pose, other, options),
  }),
  defineOperation({
    name: 'scale-limbs',
    description: 'Makes bones longer or shorter in their own direction.',
    parameters: {
      joints: joints('The bones that end in these.'),
      factor: { type: 'number', least: 0.01, most: 100, description: 'How many times as long.' },
      root,
    },
    apply: scaleLimbs,
  }),
  defineOperation({
    name: 'reroot',
    description: 'Moves people so that one of their joints lies at a point.',
    parameters: {
      joint: { type: 'joint', description: 'The joint or landmark that people are placed by.' },
      x: pixels('Where it goes.'),
      y: pixels('Where it goes.'),
      person: {
        type: 'number',
        least: 0,
        most: 100_000,
        whole: true,
        optional: true,
        description: 'The only person to move, counted from 0.',
      },
    },
    apply: (pose, { person, ...options }) => rerootPose(pose, { ...options, ...(person !== undefined && { person }) }),
  }),
  defineOperation({
    name: 'add-people',
    description: 'Puts the people of another pose onto this canvas.',
    parameters: {
      pose: { type: 'pose', description: 'The people to add.' },
      x: pixels("Where the left edge of the other pose's canvas goes.", { default: 0 }),
      y: pixels("Where the top edge of the other pose's canvas goes.", { default: 0 }),
      scale: {
        type: 'number',
        least: 0.001,
        most: 1000,
        default: 1,
        description: "Pixels of this canvas per pixel of the other pose's.",
      },
      behind: {
        type: 'flag',
        default: false,
        description: 'Draw them before, and so behind, the people of this pose.',
      },
    },
    apply: (pose, { pose: other, behind, ...place }) => {
      const { people: added } = composePoses([{ pose: other, ...place }], pose);
      const { spatial: _, ...rest } = pose;
      return { ...rest, people: behind ? [...added, ...pose.people] : [...pose.people, ...added] };
    },
  }),
];

const NAMES: readonly string[] = POSE_OPERATIONS.map(({ name }) => name);

/** @throws PoseError INVALID_OPERATION, with the nearest names. */
export function getPoseOperation(name: string): PoseOperation {
  const operation = POSE_OPERATIONS.find((candidate) => candidate.name === name);
  if (operation) return operation;
  throw new PoseError(
    'INVALID_OPERATION',
    `Expected the name of an operation, got ${JSON.stringify(name)}. ${suggest(name, NAMES)}`.trim(),
  );
}

/** An operation by name, with its parameters beside it, as it comes from a command line or a request. */
export interface OperationRequest {
  readonly name: string;
  readonly [parameter: string]: unknown;
}

/**
 * Does to a pose what a request says.
 * @throws PoseError INVALID_OPERATION for an operation, a parameter or a value that there is not; and what the operation throws.
 */
export function applyOperation(pose: Pose, { name, ...given }: OperationRequest): Pose {
  const operation = getPoseOperation(name);
  return operation.apply(pose, readOperationValues(operation, given) as never);
}
