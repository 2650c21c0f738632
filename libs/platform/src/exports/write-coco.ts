import { ConversionLossLog, convertPose, formatCocoKeypoints, formatJson, type Pose } from '@contrapposto/pose';
import type { LicenceNotice } from './licence-notice.js';
import type { PoseToWrite, Written } from './pose-writers.js';

const NO_PLACE = 'COCO has no place for it';

/**
 * One COCO keypoints file of all poses, Human-Art's where one has its 21 joints. Every set of terms is one of the file's `licenses`, and each
 * image names its own.
 */
export function writeCoco(items: readonly PoseToWrite[]): Written {
  const log = new ConversionLossLog();
  const licences = new Map<string, LicenceRecord>();
  const poses = items.map(({ name, pose, notice }): Pose => {
    const { spatial: _spatial, ...flat } = toCocoSkeleton(pose, log);
    countLosses(pose, log);
    return { ...flat, name: pose.name ?? name, extra: { ...pose.extra, license: numberLicence(notice, licences).id } };
  });
  const envelope = { licenses: [...licences.values()], categories: [] };
  const from = [...new Set(items.map(({ pose }) => pose.skeleton))].join(', ');
  return { content: formatJson(formatCocoKeypoints(poses, envelope)), report: log.toReport(from, 'coco') };
}

interface LicenceRecord {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly attribution?: string;
  readonly author?: string;
  readonly commercial_use?: boolean;
}

function numberLicence(notice: LicenceNotice, known: Map<string, LicenceRecord>): LicenceRecord {
  const { licence, commercialUse, attribution, source, author } = notice;
  const terms = {
    name: licence ?? 'none stated',
    url: source ?? '',
    ...(attribution !== null && { attribution }),
    ...(author !== null && { author }),
    ...(commercialUse !== null && { commercial_use: commercialUse }),
  };
  const key = JSON.stringify(terms);
  const record = known.get(key) ?? { id: known.size + 1, ...terms };
  known.set(key, record);
  return record;
}

function toCocoSkeleton(pose: Pose, log: ConversionLossLog): Pose {
  if (pose.skeleton === 'coco17' || pose.skeleton === 'humanart21') return pose;
  const { pose: converted, report } = convertPose(pose, 'coco17');
  for (const loss of report.losses) log.add(loss);
  return converted;
}

function countLosses({ people, spatial }: Pose, log: ConversionLossLog): void {
  const drop = (what: string, count: number) => log.add({ kind: 'DROPPED', what, count, reason: NO_PLACE });
  drop('spatial', spatial === undefined ? 0 : 1);
  for (const { keypoints, hidden = [] } of people) {
    drop('people[].keypoints[].score', keypoints.filter(({ score }) => score !== undefined).length);
    drop('people[].hidden', hidden.length);
  }
}
