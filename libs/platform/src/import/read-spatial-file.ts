import {
  type CanvasSize,
  ConversionLossLog,
  fitOrbitCamera,
  looksLikeGlb,
  type ParsedPoseFile,
  parseBvh,
  parseGltf,
  parseVrmPose,
  type Pose,
  PoseError,
  projectSpatialPose,
  type SpatialClip,
  sampleClip,
  type SpatialPerson,
} from '@contrapposto/pose';

/** Files of people in three dimensions: one who moves, or stands still. */
export type SpatialFileFormat = 'bvh' | 'glb' | 'vrma' | 'vrm-pose';

export interface SpatialFileOptions {
  readonly fileName: string;
  /** Of the pictures in which people are seen from the front. */
  readonly canvas?: CanvasSize | undefined;
  /** Of a clip, one pose each so many seconds. */
  readonly secondsBetweenPoses?: number | undefined;
  readonly maxPoses: number;
  readonly maxProblems: number;
}

export type ParsedSpatialFile = Pick<ParsedPoseFile, 'poses' | 'problems' | 'problemCount' | 'report'> & {
  readonly format: SpatialFileFormat;
};

type Findings = Pick<ParsedSpatialFile, 'problems' | 'problemCount' | 'report' | 'format'>;

const USUAL_CANVAS = { width: 512, height: 512 };
const USUAL_SECONDS = 1;
/** Frame times are written with few digits: 60 frames of 0.033333 s are two seconds. */
const ROUNDING = 1e-3;
/** Where a file says what it is. */
const HEAD_BYTES = 4096;

/** Null for a file that holds no people in three dimensions, as far as its beginning tells. @throws PoseError */
export function readSpatialFile(bytes: Uint8Array, options: SpatialFileOptions): ParsedSpatialFile | null {
  const { fileName, maxProblems } = options;
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
  if (looksLikeGlb(bytes) || /\.gltf$/i.test(fileName)) {
    const { clips, rest, kind, ...found } = parseGltf(bytes, { fileName, limits: { maxProblems } });
    const format = kind === 'vrma' ? 'vrma' : 'glb';
    const all = clips.length > 0 ? clips : [toStill(rest)];
    return toPoses(all, { ...found, format }, options);
  }
  if (/^\s*HIERARCHY\b/.test(head)) {
    const { clip, ...found } = parseBvh(bytes, { fileName, limits: { maxProblems } });
    return toPoses([clip], { ...found, format: 'bvh' }, options);
  }
  if (/^\s*\{[^]*"hips"\s*:\s*\{\s*"(rotation|position)"/.test(head)) {
    const { person, ...found } = parseVrmPose(bytes, { fileName });
    return toPoses([toStill(person)], { ...found, format: 'vrm-pose' }, options);
  }
  return null;
}

function toStill(person: SpatialPerson): SpatialClip {
  return { frames: [{ time: 0, person }] };
}

function toPoses(
  clips: readonly SpatialClip[],
  { problems, problemCount, report, format }: Findings,
  options: SpatialFileOptions,
): ParsedSpatialFile {
  const { secondsBetweenPoses = USUAL_SECONDS, maxPoses, fileName } = options;
  const moments = clips.flatMap((clip) => listMoments(clip, secondsBetweenPoses).map((time) => ({ clip, time })));
  if (moments.length > maxPoses)
    throw new PoseError(
      'LIMIT_EXCEEDED',
      `Expected at most ${maxPoses} poses, got ${moments.length} (${fileName}). Leave more seconds between two.`,
    );
  const base = fileName.replace(/\.[^.]*$/, '');
  const poses = moments.map(({ clip, time }, index) => {
    const name = [base, ...(clips.length > 1 ? [clip.name ?? String(clips.indexOf(clip) + 1)] : [])].join(' ');
    return toPose(
      sampleClip(clip, time),
      index,
      clip.frames.length > 1 ? `${name} ${formatSeconds(time)}` : name,
      options,
    );
  });
  return { format, poses, problems, problemCount, report: addSampling(report, clips, poses.length) };
}

function listMoments({ frames }: SpatialClip, seconds: number): number[] {
  if (frames.length === 0) return [];
  const [first, last] = [frames[0]!.time, frames.at(-1)!.time];
  return Array.from(
    { length: Math.floor((last - first) / seconds + ROUNDING) + 1 },
    (_, index) => first + index * seconds,
  );
}

function formatSeconds(time: number): string {
  return `${Math.round(time * 100) / 100} s`;
}

/** Seen from the front, as large as the picture allows. */
function toPose(
  person: SpatialPerson,
  index: number,
  name: string,
  { canvas = USUAL_CANVAS }: SpatialFileOptions,
): Pose {
  const people = [person];
  const camera = fitOrbitCamera({ people }, { name: 'front', aspect: canvas.width / canvas.height });
  const pose = projectSpatialPose({ people, cameras: [camera] }, camera, canvas);
  return { ...pose, id: String(index), name };
}

/** What of a clip lies between its poses. */
function addSampling(report: ParsedSpatialFile['report'], clips: readonly SpatialClip[], poses: number) {
  const frames = clips.reduce((sum, clip) => sum + clip.frames.length, 0);
  if (frames <= poses) return report;
  const log = new ConversionLossLog();
  for (const loss of report.losses) log.add(loss);
  log.add({ kind: 'DROPPED', what: 'frames', count: frames - poses, reason: 'a library keeps poses, not motion' });
  return log.toReport(report.from, report.to);
}
