import { type Pose } from '../types.js';
import { type ConversionLossLog, type ConversionReport } from './conversion-report.js';
import { toPoseName } from './pose-file-context.js';

export interface FormattedPoseFile {
  /** After the pose's name, where the format keeps one picture a file. */
  readonly fileName: string;
  readonly text: string;
  readonly report: ConversionReport;
}

export const NAMELESS = 'pose';

/** A pose's name as a file's: its last part, without what some file system refuses. */
export function toFileBase(name: string): string {
  return name.replace(/^.*[\\/]/, '').replace(/[<>:"|?*\p{Cc}]/gu, '_');
}

/** A text that is one pose, under the pose's own name. Says so where a file cannot be called the same. */
export function nameFile(
  pose: Pose,
  ending: string,
  text: string,
  format: string,
  log: ConversionLossLog,
): FormattedPoseFile {
  const fileName = (toFileBase(pose.name ?? '') || NAMELESS) + ending;
  if (pose.name === undefined)
    log.add({ kind: 'SYNTHESIZED', what: 'name', reason: 'a pose is called after its file' });
  else if (toPoseName(fileName) !== pose.name)
    log.add({ kind: 'DROPPED', what: 'name', reason: 'a file cannot be called that' });
  return { fileName, text, report: log.toReport(pose.skeleton, format) };
}

function withoutFields(
  extra: Readonly<Record<string, unknown>> | undefined,
  fields: readonly string[],
  what: string,
  log: ConversionLossLog,
): Readonly<Record<string, unknown>> | undefined {
  if (extra === undefined) return undefined;
  const entries = Object.entries(extra).filter(([name, value]) => value !== undefined && !fields.includes(name));
  if (entries.length === Object.keys(extra).length && entries.length > 0) return extra;
  log.add({ kind: 'DROPPED', what, reason: "a field of that name is the format's own, or it has no value" });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Fields in `extra` that would be read as the format's own are left out. */
export function dropUnreadableExtras(
  pose: Pose,
  fileFields: readonly string[],
  personFields: readonly string[],
  log: ConversionLossLog,
): Pose {
  const { extra: poseExtra, ...rest } = pose;
  const extra = withoutFields(poseExtra, fileFields, 'extra', log);
  const people = pose.people.map(({ extra: personExtra, ...person }) => {
    const told = withoutFields(personExtra, personFields, 'people[].extra', log);
    return { ...person, ...(told && { extra: told }) };
  });
  return { ...rest, people, ...(extra && { extra }) };
}

/** Ids that are no whole numbers from 0 on have no place in a list of numbers. */
export function dropUnreadableIds(pose: Pose, log: ConversionLossLog): Pose {
  const people = pose.people.map((person) => {
    if (person.id === undefined || /^(0|[1-9]\d{0,30})$/.test(person.id)) return person;
    log.add({ kind: 'DROPPED', what: 'people[].id', reason: 'it is no whole number from 0 on' });
    const { id: _, ...rest } = person;
    return rest;
  });
  return { ...pose, people };
}

/** Without people nothing in the file tells the skeleton. */
export function reportSkeletonOfNobody(pose: Pose, readAs: Pose['skeleton'], log: ConversionLossLog): void {
  if (pose.people.length > 0 || pose.skeleton === readAs) return;
  log.add({ kind: 'DROPPED', what: 'skeleton', reason: `a file without people is read as ${readAs}` });
}
