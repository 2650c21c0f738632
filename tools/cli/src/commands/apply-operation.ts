import path from 'node:path';
import {
  applyOperation,
  getPoseOperation,
  POSE_OPERATIONS,
  writePoseFiles,
  type OperationParameter,
  type PoseOperation,
} from '@contrapposto/pose';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { writeWholeFile } from '../files/write-file.js';
import { CombinedLicences, findLicence } from '../licences.js';
import { parsePoseReference, type PoseReference } from '../options.js';
import { describeProblems, loadPose, loadPoseFile, selectPoses } from '../pose-source.js';
import { formatTable, type CommandResult } from '../result.js';

/** `pose operations`: what `pose apply` can do, each with its parameters. */
export function listOperations(): Promise<CommandResult> {
  const rows = POSE_OPERATIONS.flatMap((operation) => [
    [operation.name, '', operation.description],
    ...Object.entries(operation.parameters).map(([name, parameter]) => [
      '',
      `${name}=${describeValue(parameter)}`,
      parameter.description,
    ]),
  ]);
  const operations = POSE_OPERATIONS.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return Promise.resolve({ text: formatTable(rows), document: { operations } });
}

function describeValue(parameter: OperationParameter): string {
  const fallback = 'default' in parameter ? ` (${String(parameter.default)})` : '';
  switch (parameter.type) {
    case 'number':
      return `${parameter.least}..${parameter.most}${fallback}`;
    case 'flag':
      return `true|false${fallback}`;
    case 'choice':
      return parameter.choices.join('|') + fallback;
    case 'joints':
      return `JOINT,GROUP,...${fallback}`;
    case 'joint':
      return `JOINT${fallback}`;
    case 'pose':
      return 'FILE[#id]';
  }
}

export interface ApplyOptions {
  readonly out: string;
}

/** `pose apply`: an operation on every pose of a file, as COCO JSON. */
export async function applyToPoseFile(
  _: Context,
  reference: PoseReference,
  name: string,
  settings: readonly string[],
  { out }: ApplyOptions,
): Promise<CommandResult> {
  const operation = getPoseOperation(name);
  const parsed = await loadPoseFile(reference);
  const { values, licences } = await readSettings(operation, settings);
  const combined = new CombinedLicences(parsed.envelope);
  const poses = selectPoses(parsed, reference).map((pose) =>
    combined.apply(applyOperation(pose, { ...values, name }), licences),
  );
  const envelope = combined.toEnvelope();
  const { files, report } = writePoseFiles(poses, 'coco', envelope ? { envelope } : {});
  const file = path.resolve(out);
  await writeWholeFile(file, files[0]!.content);
  return {
    text: `${file}\n${name}: ${poses.length} poses`,
    document: { file, operation: name, poses: poses.length, report },
    warnings: describeProblems(parsed),
  };
}

interface Settings {
  readonly values: Readonly<Record<string, unknown>>;
  /** Of the poses among them. */
  readonly licences: readonly (string | null)[];
}

async function readSettings(operation: PoseOperation, settings: readonly string[]): Promise<Settings> {
  const values: Record<string, unknown> = {};
  const licences: (string | null)[] = [];
  for (const setting of settings) {
    const [name, text] = splitSetting(setting);
    const parameter = Object.hasOwn(operation.parameters, name) ? operation.parameters[name] : undefined;
    if (parameter?.type === 'pose') {
      const { pose, envelope } = await loadPose(parsePoseReference(text));
      values[name] = pose;
      licences.push(findLicence(pose, envelope));
    }
    // A name that there is not is refused by the operation, with the nearest ones.
    else values[name] = parameter ? readValue(parameter, text) : text;
  }
  return { values, licences };
}

function splitSetting(setting: string): [name: string, value: string] {
  const at = setting.indexOf('=');
  if (at > 0) return [setting.slice(0, at), setting.slice(at + 1)];
  throw new CliError('INVALID_OPTION', `Expected PARAMETER=VALUE, got "${setting}".`);
}

function readValue(parameter: Exclude<OperationParameter, { type: 'pose' }>, text: string): unknown {
  switch (parameter.type) {
    case 'number':
      return text.trim() === '' ? text : Number(text);
    case 'flag':
      return text === 'true' || (text === 'false' ? false : text);
    case 'joints':
      return text.split(',');
    case 'choice':
    case 'joint':
      return text;
  }
}
