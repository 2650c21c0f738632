import path from 'node:path';
import {
  ConversionLossLog,
  convertPose,
  createConversionReport,
  getSkeleton,
  writePoseFiles,
  type ConversionLoss,
  type ConversionReport,
  type ParsedPoseFile,
  type Pose,
  type PoseFileFormat,
} from '@contrapposto/pose';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { isHumansdMapping, openHumansdFolder } from '../files/humansd-folder.js';
import { writeWholeFile } from '../files/write-file.js';
import type { PoseReference } from '../options.js';
import { describeProblems, loadPoseFile, selectPoses } from '../pose-source.js';
import type { CommandResult, Warning } from '../result.js';

export interface ConvertOptions {
  /** A skeleton. */
  readonly to?: string;
  readonly format: PoseFileFormat;
  readonly out: string;
  readonly dryRun?: boolean;
  /** Where the paths of a HumanSD mapping begin; by default its own folder. */
  readonly root?: string;
}

/** Poses of a HumanSD mapping, which all have to be in memory. */
const MOST_MAPPED = 50_000;

/** `pose convert`: all poses of a file, or of a HumanSD mapping's files, in another format, with another skeleton, or both; what is lost on the way is told. */
export async function convertPoseFile(
  { signal }: Context,
  reference: PoseReference,
  { to, format, out, dryRun = false, root }: ConvertOptions,
): Promise<CommandResult> {
  if (to !== undefined) assertHeld(getSkeleton(to).name, format);
  const parsed = (await isHumansdMapping(reference.file))
    ? await loadMapping(reference, root, signal)
    : await loadSource(reference);
  const { poses, losses } = changeSkeletons(selectPoses(parsed, reference), to);
  const written = writePoseFiles(poses, format, parsed.envelope ? { envelope: parsed.envelope } : {});
  const report = createConversionReport(parsed.format, format, [
    ...parsed.report.losses,
    ...losses,
    ...written.report.losses,
  ]);
  const files = placeFiles(written.files, path.resolve(out));
  if (!dryRun) for (const { file, content } of files) await writeWholeFile(file, content);
  const summary = `${poses.length} poses as ${format}${to === undefined ? '' : ` with ${to}`}`;
  return {
    text: [...files.map(({ file }) => file), dryRun ? `would be written: ${summary}` : summary].join('\n'),
    document: { files: files.map(({ file }) => file), format, poses: poses.length, dryRun, report },
    warnings: [...parsed.warnings, ...describeLosses(report)],
  };
}

type Source = Pick<ParsedPoseFile, 'poses' | 'envelope' | 'report'> & {
  readonly format: string;
  readonly warnings: readonly Warning[];
};

async function loadSource(reference: PoseReference): Promise<Source> {
  const parsed = await loadPoseFile(reference);
  return { ...parsed, warnings: describeProblems(parsed) };
}

/** What its files do not give is told, and the others are written. */
async function loadMapping({ file }: PoseReference, root: string | undefined, signal: AbortSignal): Promise<Source> {
  const folder = await openHumansdFolder(file, { ...(root !== undefined && { root }), most: MOST_MAPPED });
  const poses: Pose[] = [];
  const warnings = [...folder.warnings];
  for await (const one of folder.readPoses(signal))
    if ('refused' in one) warnings.push(one.refused);
    else {
      poses.push(one.pose);
      warnings.push(...one.warnings);
    }
  const format = 'humansd-mapping';
  return { format, poses, warnings, envelope: null, report: createConversionReport(format, 'poses', []) };
}

const HELD_BY_COCO: readonly string[] = ['coco17', 'humanart21'];

/** COCO JSON is read as one of two skeletons: another would come back as something else than was asked for. */
function assertHeld(skeleton: string, format: PoseFileFormat): void {
  if (format !== 'coco' || HELD_BY_COCO.includes(skeleton)) return;
  const message = `Expected a skeleton that COCO JSON can hold for --to, got ${skeleton}.`;
  throw new CliError('INVALID_OPTION', `${message}\nUse ${HELD_BY_COCO.join(' or ')}, or another --format.`);
}

function changeSkeletons(poses: readonly Pose[], to: string | undefined): { poses: Pose[]; losses: ConversionLoss[] } {
  if (to === undefined) return { poses: [...poses], losses: [] };
  const { name } = getSkeleton(to);
  const converted = poses.map((pose) => convertPose(pose, name));
  return { poses: converted.map(({ pose }) => pose), losses: converted.flatMap(({ report }) => report.losses) };
}

interface Placed {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** One file goes where --out says; several go into the folder of that name. */
function placeFiles(
  files: readonly { readonly fileName: string; readonly content: string | Uint8Array }[],
  out: string,
): Placed[] {
  if (files.length === 0) throw new CliError('POSE_FILE_INVALID', 'Expected at least one pose to convert, got none.');
  const [only] = files;
  if (files.length === 1 && path.extname(out) !== '') return [{ file: out, content: only!.content }];
  if (path.extname(out) === '')
    return files.map(({ fileName, content }) => ({ file: path.join(out, fileName), content }));
  throw new CliError(
    'INVALID_OPTION',
    `Expected a folder for --out, since these poses become ${files.length} files, got "${out}".\nName one pose with FILE#id, or a folder.`,
  );
}

/** A remark per kind of loss; what the way back undoes is none. */
function describeLosses({ from, to, losses }: ConversionReport): Warning[] {
  const log = new ConversionLossLog();
  for (const loss of losses) if (!loss.reversible) log.add(loss);
  return log.toReport(from, to).losses.map(({ kind, what, count, reason, bound, unit }) => {
    const error = bound === undefined ? '' : `, by up to ${Number(bound.toPrecision(3))} ${unit ?? ''}`.trimEnd();
    return { code: `CONVERSION_${kind}`, message: `${kind.toLowerCase()}: ${what} (${count}x${error}): ${reason}.` };
  });
}
