import { formatCoco, type Pose } from '@contrapposto/pose';
import type { LicenceTerms } from '../library/licence-terms.js';
import type { PoseToWrite, Written } from './pose-writers.js';

/**
 * One COCO keypoints file of all poses, Human-Art's where one has its 21 joints. Every set of terms is one of the file's `licenses`, and each
 * image names its own.
 */
export function writeCoco(items: readonly PoseToWrite[]): Written {
  const licences = new Map<string, LicenceRecord>();
  const poses = items.map(({ name, pose, terms }): Pose => {
    const license = numberLicence(terms, licences).id;
    return { ...pose, name: pose.name ?? name, extra: { ...pose.extra, license } };
  });
  const { text, report } = formatCoco(poses, { licenses: [...licences.values()], categories: [] });
  return { content: text, report };
}

interface LicenceRecord {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly attribution?: string;
  readonly author?: string;
  readonly commercial_use?: boolean;
}

function numberLicence(stated: LicenceTerms, known: Map<string, LicenceRecord>): LicenceRecord {
  const { licence, commercialUse, attribution, source, author } = stated;
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
