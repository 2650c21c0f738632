import { type PersonPose, type Pose } from '../types.js';
import { ConversionLossLog } from './conversion-report.js';
import { formatCocoKeypoints } from './format-coco.js';
import { formatJson } from './format-json.js';
import { type FormattedPoseFile, NAMELESS } from './formatted-file.js';
import { type CocoEnvelope } from './parse-coco.js';

const isSide = (value: number) => Number.isInteger(value) && value >= 1;

function countWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length;
}

function logPoses(poses: readonly Pose[], log: ConversionLossLog): void {
  const isRefused = ({ width, height }: Pose) => !isSide(width) || !isSide(height);
  const isNobodys = ({ people, skeleton }: Pose) => people.length === 0 && skeleton === 'humanart21';
  const drop = (what: string, count: number, reason: string) => log.add({ kind: 'DROPPED', what, count, reason });
  drop('width, height', countWhere(poses, isRefused), 'a side is a whole number of pixels, at least 1');
  drop(
    'spatial',
    countWhere(poses, ({ spatial }) => spatial !== undefined),
    'COCO has no place for it',
  );
  drop('skeleton', countWhere(poses, isNobodys), 'without people a picture is read as coco17');
}

function logPeople(people: readonly PersonPose[], log: ConversionLossLog): void {
  const joints = people.flatMap(({ keypoints }) => keypoints);
  const isOdd = ({ bbox, area, score }: PersonPose) => ![...(bbox ?? []), area ?? 0, score ?? 0].every(Number.isFinite);
  const drop = (what: string, count: number, reason = 'COCO has no place for it') =>
    log.add({ kind: 'DROPPED', what, count, reason });
  drop(
    'people[].keypoints[].score',
    countWhere(joints, ({ score }) => score !== undefined && !Number.isFinite(score)),
    'JSON has no such number',
  );
  drop(
    'people[].keypoints[] not finite',
    countWhere(joints, ({ x, y }) => !Number.isFinite(x + y)),
    'JSON has no such number',
  );
  drop('people[] not finite', countWhere(people, isOdd), 'JSON has no such number');
  drop(
    'people[].hidden',
    countWhere(people, ({ hidden }) => hidden !== undefined),
  );
  const unnamed = countWhere(people, ({ extra }) => extra?.category_id === undefined);
  const reason = 'an annotation has a category';
  log.add({ kind: 'SYNTHESIZED', what: 'people[].extra', count: unnamed, reason });
  logIds(people, log);
}

/** A repeated id is written as it is, and read as none. */
function logIds(people: readonly PersonPose[], log: ConversionLossLog): void {
  const ids = people.flatMap(({ id }) => id ?? []);
  const missing = people.length - ids.length;
  log.add({ kind: 'SYNTHESIZED', what: 'people[].id', count: missing, reason: 'an annotation has an id' });
  const repeated = ids.length - new Set(ids).size;
  log.add({ kind: 'DROPPED', what: 'people[].id', count: repeated, reason: 'an earlier annotation has the same' });
}

/**
 * Poses as the text of a COCO keypoints file, or of Human-Art's as soon as one pose has its 21 joints, with an account of what is
 * lost: skeletons other than these two, joints hidden by intent. Ids that are missing are made.
 */
export function formatCoco(poses: readonly Pose[], envelope?: CocoEnvelope): FormattedPoseFile {
  const log = new ConversionLossLog();
  logPoses(poses, log);
  logPeople(
    poses.flatMap(({ people }) => people),
    log,
  );
  const text = formatJson(formatCocoKeypoints(poses, envelope, log));
  const from = [...new Set(poses.map(({ skeleton }) => skeleton))].join(', ') || 'poses';
  const format = poses.some(({ skeleton }) => skeleton === 'humanart21') ? 'humanart' : 'coco';
  return { fileName: `${NAMELESS}s.json`, text, report: log.toReport(from, format) };
}
