import {
  isLabelled,
  messageOf,
  type ParsedPoseFile,
  type PersonPose,
  type Pose,
  type PoseProblem,
  type PoseStream,
} from '@contrapposto/pose';
import { Tags } from '../library/fields.js';
import type { LicenceTerms } from '../library/licence-terms.js';
import { formatPoseData, PoseData } from '../library/pose-data.js';
import { type ImportProblem, toImportProblem } from './import-report.js';
import { StatedTerms } from './stated-terms.js';

/** A pose as it goes into the library. */
export interface PickedPose {
  readonly name: string;
  readonly tags: readonly string[];
  /** That the file states for it; null where it states none. */
  readonly terms: LicenceTerms | null;
  /** The pose of libs/pose, as JSON. */
  readonly json: string;
  /** Where it stands in the file, for reports. */
  readonly record: string;
  /** Something of it was left out or repaired. */
  readonly changed: boolean;
}

/** What became of a file, beside what was taken of it. */
export interface Picking {
  /** Pictures of the file that gave no pose. */
  readonly refused: number;
  /** The first of them. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

/** Problems that are told one by one; more are only counted. */
export const PROBLEM_LIMIT = 1000;

/** What there is to know of a file while its poses are read. */
type OpenFile = Pick<PoseStream, 'envelope' | 'problems' | 'problemCount'>;

/**
 * Takes what is good of a file, pose by pose, and says what became of the rest. An image's `tags`, a list of words beside COCO's own fields,
 * become the pose's; so do the terms that the file states for it. Names are the file's, and may come twice.
 */
export class PosePicker {
  private readonly terms: StatedTerms;
  private readonly found: ImportProblem[] = [];
  private foundCount = 0;
  private refused = 0;
  /** How many of the file's problems have been looked at. */
  private seen = 0;
  /** Images with problems, and those of them that gave a pose all the same. */
  private readonly repaired = new Set<string>();
  private readonly read = new Set<string>();

  constructor(private readonly stream: OpenFile) {
    this.terms = new StatedTerms(stream);
  }

  /** Null where it cannot be kept. */
  pick(pose: Pose): PickedPose | null {
    const { problems } = this.stream;
    for (; this.seen < problems.length; this.seen++) this.repaired.add(problems[this.seen]!.imageId ?? '');
    const found: ImportProblem[] = [];
    const one = pickPose(pose, found);
    this.addProblems(found);
    if (this.repaired.has(pose.id ?? '')) this.read.add(pose.id ?? '');
    if (!one) {
      this.refused++;
      return null;
    }
    const changed = found.length > 0 || (pose.id !== undefined && this.repaired.has(pose.id));
    return { ...one, terms: this.terms.of(pose), changed };
  }

  finish(): Picking {
    const { problems, problemCount } = this.stream;
    const shown = problems.slice(0, PROBLEM_LIMIT).map(toImportProblem);
    return {
      refused: this.refused + this.countLostImages(),
      problems: [...shown, ...this.found].slice(0, PROBLEM_LIMIT),
      problemCount: problemCount() + this.foundCount,
    };
  }

  private addProblems(found: readonly ImportProblem[]): void {
    this.foundCount += found.length;
    this.found.push(...found.slice(0, Math.max(0, PROBLEM_LIMIT - this.found.length)));
  }

  /** Images that the reader could make nothing of: each may have several problems. */
  private countLostImages(): number {
    const isLost = ({ record, severity, id, code }: PoseProblem) =>
      record === 'image' && severity === 'error' && (id === null || !this.read.has(id) || code === 'DUPLICATE_ID');
    return new Set(this.stream.problems.filter(isLost).map(({ index }) => index)).size;
  }
}

/** All that is good of a file that has been read. */
export function pickPoses({ poses, problemCount, ...file }: ParsedPoseFile): Picking & { picked: PickedPose[] } {
  const picker = new PosePicker({ ...file, problemCount: () => problemCount });
  const picked = poses.flatMap((pose) => picker.pick(pose) ?? []);
  return { picked, ...picker.finish() };
}

/** Null, with an ERROR among the problems, where it cannot be kept. */
function pickPose(pose: Pose, found: ImportProblem[]): Omit<PickedPose, 'changed' | 'terms'> | null {
  const record = `image ${pose.id ?? ''}`.trimEnd();
  const report = (severity: ImportProblem['severity'], field: string | null, message: string) =>
    found.push({ severity, record, field, message: `${message} (${record}).` });
  const people = pose.people.filter(canBeDrawn);
  if (people.length === 0) {
    report('ERROR', 'people', 'Expected somebody with a labelled joint, got nobody');
    return null;
  }
  if (people.length < pose.people.length)
    report('WARNING', 'people', `${pose.people.length - people.length} crowds or people without joints were left out`);
  const { tags, data } = takeTags({ ...pose, people }, () => report('WARNING', 'tags', 'Expected words, left out'));
  const json = toStorable(data, (field, message) => report('ERROR', field, message));
  return json === null ? null : { name: nameOf(pose), tags, json, record };
}

function canBeDrawn({ crowd, keypoints }: PersonPose): boolean {
  return !crowd && keypoints.some((keypoint) => isLabelled(keypoint));
}

function takeTags(pose: Pose, refuse: () => void): { tags: readonly string[]; data: Pose } {
  if (pose.extra?.tags === undefined) return { tags: [], data: pose };
  const { tags, ...extra } = pose.extra;
  const parsed = Tags.safeParse(tags);
  if (!parsed.success) refuse();
  return { tags: parsed.data ?? [], data: { ...pose, extra } };
}

function toStorable(pose: Pose, refuse: (field: string, message: string) => void): string | null {
  const { success, error } = PoseData.safeParse(pose);
  if (!success) {
    refuse(error.issues[0]!.path.join('.'), error.issues[0]!.message);
    return null;
  }
  try {
    return formatPoseData(pose, 'importPoses');
  } catch (cause) {
    refuse('data', messageOf(cause));
    return null;
  }
}

/** The picture's name without folder and extension, else its id. */
function nameOf({ id, name }: Pose): string {
  const base = (name ?? '').replace(/^.*[\\/]/, '').replace(/\.(jpe?g|png|webp|gif|bmp|tiff?)$/i, '');
  return base.replaceAll('\0', '').trim() || `Pose ${id ?? ''}`.trimEnd();
}
