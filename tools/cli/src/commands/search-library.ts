import type { Pose, SimilarPose } from '@contrapposto/client';
import { compactPose } from '@contrapposto/pose';
import type { Context } from '../context.js';
import type { PoseReference } from '../options.js';
import { loadPose } from '../pose-source.js';
import { formatTable, type CommandResult } from '../result.js';
import { openService, type ServiceOptions } from '../service.js';

export interface SearchOptions extends ServiceOptions {
  readonly tag?: readonly string[];
  readonly skeleton?: string;
  readonly licence?: string;
  /** True: in three dimensions alone. */
  readonly spatial?: boolean;
  /** Nearest in shape first, rather than by name. */
  readonly like?: PoseReference;
  readonly mirror?: boolean;
  readonly limit: number;
}

type Found = Pose & { readonly similarity?: SimilarPose['similarity'] };

/** `library search`: poses by words and tags, or by their shape. */
export async function searchLibrary(
  context: Context,
  text: string | undefined,
  options: SearchOptions,
): Promise<CommandResult> {
  const found: Found[] = [];
  for await (const pose of find(context, text, options)) {
    found.push(pose);
    if (found.length === options.limit) break;
  }
  const rows = found.map(({ name, library, tags, similarity, id }) => [
    name,
    ...(options.like ? [similarity ? describe(similarity) : ''] : []),
    library.name,
    tags.join(', '),
    id,
  ]);
  const header = ['name', ...(options.like ? ['distance'] : []), 'library', 'tags', 'id'];
  return {
    text: found.length === 0 ? 'nothing found' : formatTable([header, ...rows]),
    document: { poses: found },
  };
}

async function* find(
  context: Context,
  text: string | undefined,
  { tag: tags = [], skeleton, licence, spatial, like, mirror = false, ...options }: SearchOptions,
): AsyncGenerator<Found> {
  const { signal } = context;
  const service = openService(context, options);
  const filter = {
    ...(text !== undefined && { text }),
    ...(tags.length > 0 && { tags }),
    ...(skeleton !== undefined && { skeleton }),
    ...(licence !== undefined && { licence }),
    ...(spatial !== undefined && { spatial }),
  };
  const pageSize = Math.min(options.limit, 100);
  if (!like) {
    yield* service.searchPoses(filter, { orderBy: 'NAME_ASC', pageSize, signal });
    return;
  }
  // Shapes are compared in the picture.
  const { spatial: _, ...pose } = (await loadPose(like)).pose;
  for await (const { node, similarity } of service.findSimilarPoses(
    { poseData: compactPose(pose), mirror },
    { filter, pageSize, signal },
  ))
    yield { ...node, similarity };
}

/** The distance, and the joint that makes most of it. */
function describe({ distance, mirrored, joints }: NonNullable<SimilarPose['similarity']>): string {
  const [most] = joints;
  const by = most && most.distance > 0 ? `, most by ${most.joint}` : '';
  return `${distance.toFixed(3)}${mirrored ? ' mirrored' : ''}${by}`;
}
