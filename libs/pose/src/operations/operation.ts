import { type Pose } from '../types.js';

interface ParameterOfAnyType {
  readonly description: string;
  /** May be left out, and then means nothing. */
  readonly optional?: true;
}

export interface NumberParameter extends ParameterOfAnyType {
  readonly type: 'number';
  /** Bounds, both inclusive. */
  readonly least: number;
  readonly most: number;
  readonly whole?: true;
  readonly unit?: string;
  readonly default?: number;
}

export interface FlagParameter extends ParameterOfAnyType {
  readonly type: 'flag';
  readonly default: boolean;
}

export interface ChoiceParameter extends ParameterOfAnyType {
  readonly type: 'choice';
  readonly choices: readonly string[];
  readonly default?: string;
}

/** Names of joints, landmarks (see skeletons/landmarks.ts) or groups of them. */
export interface JointsParameter extends ParameterOfAnyType {
  readonly type: 'joints';
  /** Groups that every skeleton knows; the joints are the skeleton's. */
  readonly groups: readonly string[];
  readonly default?: readonly string[];
}

/** The name of one joint or landmark. */
export interface JointParameter extends ParameterOfAnyType {
  readonly type: 'joint';
  readonly default?: string;
}

export interface PoseParameter extends ParameterOfAnyType {
  readonly type: 'pose';
}

export type OperationParameter =
  NumberParameter | FlagParameter | ChoiceParameter | JointsParameter | JointParameter | PoseParameter;

export type OperationParameters = Readonly<Record<string, OperationParameter>>;

type ValueOfType<P extends OperationParameter> = P extends NumberParameter
  ? number
  : P extends FlagParameter
    ? boolean
    : P extends ChoiceParameter
      ? P['choices'][number]
      : P extends JointsParameter
        ? readonly string[]
        : P extends PoseParameter
          ? Pose
          : string;

type ValueOf<P extends OperationParameter> = P extends { readonly optional: true }
  ? ValueOfType<P> | undefined
  : ValueOfType<P>;

/** What an operation with these parameters is given: each of its type and in its range. */
export type OperationValues<P extends OperationParameters> = { readonly [K in keyof P]: ValueOf<P[K]> };

/** An operation as everybody who offers it needs to know it; all but `apply` is data. */
export interface PoseOperation {
  readonly name: string;
  readonly description: string;
  readonly parameters: OperationParameters;
  /** @param values as `readOperationValues` gives them. */
  readonly apply: (pose: Pose, values: never) => Pose;
}

/** An operation whose values have the types that its parameters say. */
export function defineOperation<const P extends OperationParameters>(operation: {
  readonly name: string;
  readonly description: string;
  readonly parameters: P;
  readonly apply: (pose: Pose, values: OperationValues<P>) => Pose;
}): PoseOperation {
  return operation;
}
