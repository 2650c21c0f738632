import path from 'node:path';
import { encodePng } from '@contrapposto/backends/png';
import {
  convertPose,
  fitPose,
  formatCocoKeypoints,
  formatJson,
  getRendererProfile,
  getSkeleton,
  isLabelled,
  renderSkeleton,
  renderSkeletonSvg,
  type Pose,
  type PoseFitMode,
  type PoseWarning,
  type SkeletonConversionReport,
  type SkeletonName,
} from '@contrapposto/pose';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { writeWholeFile } from '../files/write-file.js';
import type { PoseReference, Size } from '../options.js';
import { describeProblems, loadPose, loadPoseFile, selectPoses } from '../pose-source.js';
import { formatTable, type CommandResult, type Warning } from '../result.js';

/** `pose inspect`: what a file holds, and every problem in it as a warning. */
export async function inspectPoseFile(_: Context, reference: PoseReference): Promise<CommandResult> {
  const parsed = await loadPoseFile(reference);
  const { format, summary, problems, problemCount } = parsed;
  const poses = selectPoses(parsed, reference);
  const header = ['id', 'name', 'canvas', 'skeleton', 'people', 'joints'];
  return {
    text: `${reference.file}: ${format}, ${summary.images} poses, ${summary.people} people, ${problemCount} problems\n${formatTable([header, ...poses.map(describePose)])}`,
    document: { file: reference.file, format, summary, poses, problemCount, problems },
    warnings: describeProblems(parsed),
  };
}

function describePose({ id, name, width, height, skeleton, people }: Pose): string[] {
  const joints = people.map(({ keypoints }) => keypoints.filter((keypoint) => isLabelled(keypoint)).length);
  return [id ?? '', name ?? '', `${width}x${height}`, skeleton, String(people.length), joints.join(' + ')];
}

export interface RenderOptions {
  readonly out: string;
  readonly size?: Size;
  readonly profile: string;
  readonly fit: PoseFitMode;
}

/** `pose render`: PNG is the model's own raster, SVG is for people. */
export async function renderPoseFile(
  _: Context,
  reference: PoseReference,
  options: RenderOptions,
): Promise<CommandResult> {
  const kind = toPictureKind(options.out);
  const { pose, warnings } = await loadPose(reference);
  const fitted = fitPose(pose, options.size ?? pose, options.fit);
  const profile = getRendererProfile(options.profile);
  const drawn = renderSkeleton(fitted.pose, profile);
  const file = path.resolve(options.out);
  await writeWholeFile(file, kind === 'svg' ? renderSkeletonSvg(fitted.pose, { profile }) : await encodePng(drawn));
  return {
    text: file,
    document: {
      file,
      width: drawn.width,
      height: drawn.height,
      profile: profile.name,
      people: fitted.pose.people.length,
    },
    warnings: [...warnings, ...mergeWarnings(fitted.warnings, drawn.warnings)],
  };
}

/** Fitting and drawing see the same joints leave the canvas; one remark is enough. */
function mergeWarnings(...lists: (readonly PoseWarning[])[]): Warning[] {
  return [...new Map(lists.flat().map(({ code, message }) => [message, { code, message }])).values()];
}

function toPictureKind(file: string): 'svg' | 'png' {
  const kind = path.extname(file).toLowerCase();
  if (kind === '.svg' || kind === '.png') return kind === '.svg' ? 'svg' : 'png';
  throw new CliError('INVALID_OPTION', `Expected a file that ends in .png or .svg for --out, got "${file}".`);
}

export interface ConvertOptions {
  readonly to: string;
  readonly out: string;
}

const HELD_BY_COCO: readonly SkeletonName[] = ['coco17', 'humanart21'];

/** `pose convert`: COCO JSON in another skeleton; what could not be kept is a warning, unknown fields go along. */
export async function convertPoseFile(
  _: Context,
  reference: PoseReference,
  options: ConvertOptions,
): Promise<CommandResult> {
  const skeleton = getSkeleton(options.to).name;
  if (!HELD_BY_COCO.includes(skeleton)) {
    const message = `Expected a skeleton that COCO JSON can hold for --to, got ${skeleton}.`;
    throw new CliError('INVALID_OPTION', `${message}\nUse ${HELD_BY_COCO.join(' or ')}.`);
  }
  const parsed = await loadPoseFile(reference);
  const converted = selectPoses(parsed, reference).map((pose) => convertPose(pose, skeleton));
  const poses = converted.map(({ pose }) => pose);
  const file = path.resolve(options.out);
  await writeWholeFile(file, `${formatJson(formatCocoKeypoints(poses, parsed.envelope ?? undefined))}\n`);
  return {
    text: `${file}\n${poses.length} poses as ${skeleton}`,
    document: { file, skeleton, poses: poses.length, conversions: converted.map(({ report }) => report) },
    warnings: [...describeProblems(parsed), ...summarizeLosses(converted.map(({ report }) => report))],
  };
}

/** One remark per joint that somebody lost. */
function summarizeLosses(reports: readonly SkeletonConversionReport[]): Warning[] {
  const people = new Map<string, number>();
  for (const joint of reports.flatMap(({ lost }) => lost)) {
    people.set(joint.name, (people.get(joint.name) ?? 0) + joint.people);
  }
  return [...people]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({
      code: 'JOINT_LOST',
      message: `${name} has no place in the new skeleton: lost in ${count} people.`,
    }));
}
