import {
  countPoses,
  type Edge,
  type Page,
  PAGE_LIMIT,
  PlatformError,
  type Pose,
  type PoseFilter,
  type PoseLike,
  readPoseFacets,
  selectPoseIds,
  type SimilarPose,
} from '@contrapposto/platform';
import { judgePose } from '../errors/judge-pose.js';
import { UserMistake } from '../errors/user-mistake.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import type { PageArgs } from '../schema/page.js';
import type { ComparisonInput, SimilarToInput } from '../schema/pose-search.js';
import { said } from './inputs.js';
import { PosePage } from './pose-connection.js';

/** Beyond so many, nothing is like anything. */
const MOST_SIMILAR = 200;

/** A page of the poses that a filter finds, the nearest in shape first. Only forwards, and 200 at most on all pages. */
export async function readSimilarPoses(
  context: RequestContext,
  similarTo: SimilarToInput,
  filter: PoseFilter,
  args: PageArgs,
): Promise<PosePage> {
  const { database, studioId } = context;
  const first = readFirst(args);
  const after = args.after ? parseCursor(args.after) : null;
  const found = await search(context, similarTo, filter, after ? MOST_SIMILAR : Math.min(first + 1, MOST_SIMILAR));
  const page = await toPage(context, found.slice(after ? placeAfter(found, after) : 0), first, after !== null);
  return new PosePage(page, {
    count: () => countPoses(database, studioId, filter),
    readFacets: () => readPoseFacets(database, studioId, filter),
  });
}

/** What is said of a comparison. */
export function toComparison({ joints, visibleOnly, rotation, mirror, missingJointCost }: ComparisonInput) {
  return said({ joints, visibleOnly, rotation, mirror, missingJointCost });
}

async function search(
  { poseSearch, database, studioId }: RequestContext,
  similarTo: SimilarToInput,
  filter: PoseFilter,
  limit: number,
): Promise<SimilarPose[]> {
  const like = toLike(similarTo);
  const isFiltered = Object.keys(filter).some((key) => key !== 'archived') || filter.archived === true;
  const among = isFiltered ? { poseIds: await selectPoseIds(database, studioId, filter) } : {};
  const comparison = toComparison(similarTo);
  const request = { like, comparison, limit, ...among, ...said({ maxDistance: similarTo.maxDistance }) };
  return judgePose('similarTo', () => poseSearch.findSimilar(studioId, request).catch(renameField));
}

/** The platform calls `like` what GraphQL calls `similarTo`. */
function renameField(error: unknown): never {
  if (error instanceof PlatformError && error.field?.startsWith('like') && error.code === 'NOT_FOUND')
    throw new UserMistake('NOT_FOUND', error.message, error.field.replace('like', 'similarTo'));
  throw error;
}

function toLike({ poseId, poseData, person }: SimilarToInput): PoseLike {
  const which = { person: person ?? 0 };
  if (poseId && !poseData) return { poseId: requireGlobalId(poseId, ['Pose'], 'similarTo.poseId').id, ...which };
  if (poseData && !poseId) return { pose: poseData, ...which };
  const got = poseId ? 'both' : 'neither';
  throw new UserMistake(
    'INVALID_INPUT',
    { expected: 'either poseId or poseData', got, where: 'similarTo' },
    'similarTo',
  );
}

function readFirst({ first, last, before }: PageArgs): number {
  if (Number.isInteger(first) && first! >= 1 && first! <= PAGE_LIMIT && (last ?? before ?? null) === null)
    return first!;
  const expected = `first from 1 to ${PAGE_LIMIT}, and no last or before: the nearest come first`;
  throw new UserMistake('INVALID_INPUT', { expected, got: String(first ?? last), where: 'page, first' }, 'first');
}

interface Place {
  readonly distance: number;
  readonly poseId: string;
}

function formatCursor({ distance, poseId }: Place): string {
  return Buffer.from(JSON.stringify(['SIMILAR', distance, poseId])).toString('base64url');
}

function parseCursor(cursor: string): Place {
  const [, distance, poseId] = /^\["SIMILAR",([0-9.e+-]{1,30}),"([0-9a-f-]{36})"\]$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  ) ?? [''];
  if (distance !== undefined && poseId !== undefined) return { distance: Number(distance), poseId };
  const report = { expected: 'a cursor of this list', got: JSON.stringify(cursor.slice(0, 80)), where: 'page, after' };
  throw new UserMistake('INVALID_INPUT', report, 'after');
}

/** Behind that pose; where it is gone, behind all that are as near. */
function placeAfter(found: readonly SimilarPose[], { distance, poseId }: Place): number {
  const place = found.findIndex((other) => other.poseId === poseId);
  if (place >= 0) return place + 1;
  const farther = found.findIndex((other) => other.distance > distance);
  return farther >= 0 ? farther : found.length;
}

type SimilarEdge = Edge<Pose> & { readonly similarity: SimilarPose };

async function toPage(
  { loaders }: RequestContext,
  found: readonly SimilarPose[],
  first: number,
  hasPreviousPage: boolean,
): Promise<Page<Pose>> {
  const edges = found.slice(0, first).map(async (similarity): Promise<SimilarEdge[]> => {
    const node = await loaders.pose.load(similarity.poseId);
    return node ? [{ node, cursor: formatCursor(similarity), similarity }] : [];
  });
  return { edges: (await Promise.all(edges)).flat(), hasNextPage: found.length > first, hasPreviousPage };
}
