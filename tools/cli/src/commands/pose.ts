import path from 'node:path';
import { encodePng } from '@contrapposto/backends/png';
import {
  fitOrbitCamera,
  fitPose,
  getRendererProfile,
  isLabelled,
  projectSpatialPose,
  renderSkeleton,
  renderSkeletonSvg,
  type Pose,
  type PoseFitMode,
  type PoseWarning,
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
  /** Degrees around a pose in three dimensions, from its front towards its left. */
  readonly azimuth?: number;
  /** Degrees above its middle. */
  readonly elevation?: number;
}

/** `pose render`: PNG is the model's own raster, SVG is for people. */
export async function renderPoseFile(
  _: Context,
  reference: PoseReference,
  options: RenderOptions,
): Promise<CommandResult> {
  const kind = toPictureKind(options.out);
  const { pose: stored, warnings } = await loadPose(reference);
  const pose = seeFrom(stored, options);
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

/** The pose from another side, if one is asked for. */
function seeFrom(pose: Pose, { size, azimuth, elevation }: RenderOptions): Pose {
  if (azimuth === undefined && elevation === undefined) return pose;
  if (!pose.spatial)
    throw new CliError(
      'POSE_FILE_INVALID',
      'Expected a pose in three dimensions for --azimuth and --elevation, got one of which only a picture is known.',
    );
  const { width, height } = size ?? pose;
  const view = { azimuth: azimuth ?? 0, elevation: elevation ?? 0, aspect: width / height };
  const { skeleton } = pose;
  const seen = projectSpatialPose(pose.spatial, fitOrbitCamera(pose.spatial, view), { width, height, skeleton });
  return { ...seen, ...(pose.name !== undefined && { name: pose.name }) };
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
