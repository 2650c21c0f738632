import { applyOperation, getPoseOperation, type Pose, PoseError } from '@contrapposto/pose';
import { type PoseChoiceFragment } from '../../generated/graphql.js';
import { toPose } from '../../ui/pose-data.js';
import { lookFrom, type Orbit } from './orbit.js';

/** Values of an operation by the names of its parameters; a parameter that is a pose has that of the library. */
export type OperationValues = Readonly<Record<string, unknown>>;

/** What is tried on a pose before it is saved. */
export type Edit =
  | { readonly kind: 'orbit'; readonly orbit: Orbit }
  | { readonly kind: 'operation'; readonly name: string; readonly values: OperationValues };

export interface Preview {
  /** The pose as the edit would make it; unchanged where it cannot be done yet. */
  readonly pose: Pose;
  /** What the edit still lacks, or why it cannot be done. */
  readonly problem: string | null;
}

function mapPoses(name: string, values: OperationValues, map: (choice: PoseChoiceFragment) => unknown) {
  const { parameters } = getPoseOperation(name);
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    parameters[key]?.type === 'pose' ? map(value as PoseChoiceFragment) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** As the API takes them: poses by their ids. */
export function toParameters(name: string, values: OperationValues): Record<string, unknown> {
  return mapPoses(name, values, ({ id }) => id);
}

/** The parameters that must be said, and are not yet. */
function findLacking(name: string, values: OperationValues): string[] {
  return Object.entries(getPoseOperation(name).parameters)
    .filter(([key, parameter]) => !parameter.optional && !('default' in parameter) && values[key] === undefined)
    .map(([key]) => key);
}

function previewOperation(pose: Pose, name: string, values: OperationValues): Preview {
  const lacking = findLacking(name, values);
  if (lacking.length > 0) return { pose, problem: `Still to be said: ${lacking.join(', ')}.` };
  const given = mapPoses(name, values, ({ currentVersion }) => toPose(currentVersion.data));
  return { pose: applyOperation(pose, { ...given, name }), problem: null };
}

/** Tries an edit, by the very code that the API does it with. */
export function previewEdit(pose: Pose, edit: Edit | null): Preview {
  if (edit === null) return { pose, problem: null };
  try {
    if (edit.kind === 'operation') return previewOperation(pose, edit.name, edit.values);
    const { spatial } = pose;
    return { pose: spatial ? lookFrom({ ...pose, spatial }, edit.orbit) : pose, problem: null };
  } catch (error) {
    if (error instanceof PoseError) return { pose, problem: error.message };
    throw error;
  }
}
