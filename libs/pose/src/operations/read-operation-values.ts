import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { isSkeletonName } from '../skeletons/registry.js';
import { type OperationParameter, type PoseOperation } from './operation.js';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : ((JSON.stringify(value) as string | undefined) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const isPose = (value: unknown): boolean =>
  isRecord(value) && isSkeletonName(String(value.skeleton)) && Array.isArray(value.people);

/** What a parameter expects, in words, and whether a value meets it. */
function describeParameter(parameter: OperationParameter): [expected: string, accepts: (value: unknown) => boolean] {
  switch (parameter.type) {
    case 'number': {
      const { least, most, whole } = parameter;
      const accepts = (value: unknown) =>
        typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
      return [`a ${whole ? 'whole ' : ''}number in ${least}..${most}`, accepts];
    }
    case 'flag':
      return ['true or false', (value) => typeof value === 'boolean'];
    case 'choice': {
      const { choices } = parameter;
      return [`one of ${choices.join(', ')}`, (value) => choices.includes(value as string)];
    }
    case 'joints':
      return [
        'a list of joints or groups',
        (value) => Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string'),
      ];
    case 'joint':
      return ['the name of a joint', (value) => typeof value === 'string' && value !== ''];
    case 'pose':
      return ['a pose', isPose];
  }
}

function readValue(operation: string, name: string, parameter: OperationParameter, given: unknown): unknown {
  const value = given ?? ('default' in parameter ? parameter.default : undefined);
  if (value === undefined && parameter.optional) return undefined;
  const [expected, accepts] = describeParameter(parameter);
  if (accepts(value)) return value;
  throw new PoseError('INVALID_OPERATION', `Expected ${name} of ${operation} to be ${expected}, got ${show(value)}.`);
}

/**
 * Values from outside, held to an operation's parameters: defaults filled in, null the same as left out.
 * @throws PoseError INVALID_OPERATION naming the parameter, what was expected and what came, also for one that there is not.
 */
export function readOperationValues({ name, parameters }: PoseOperation, given: Readonly<Record<string, unknown>>) {
  const known = Object.keys(parameters);
  for (const key of Object.keys(given))
    if (!known.includes(key))
      throw new PoseError(
        'INVALID_OPERATION',
        `Expected a parameter of ${name}, got ${JSON.stringify(key)}. ${suggest(key, known)}`.trim(),
      );
  return Object.fromEntries(
    Object.entries(parameters).map(([key, parameter]) => [key, readValue(name, key, parameter, given[key])]),
  );
}
