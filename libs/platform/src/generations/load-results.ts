import type { Sql } from '../database/database.js';
import { groupBy, keepIds } from '../library/listing.js';
import type { Fidelity } from './complete-generation.js';

export interface GeneratedImage {
  readonly id: string;
  readonly generationId: string;
  readonly kind: 'PICTURE' | 'SKELETON' | 'THUMBNAIL';
  /** The longest side of a thumbnail in pixels; 0 otherwise. */
  readonly variant: number;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

export type GenerationFidelity = Fidelity & { readonly generationId: string };

/** The pictures of each generation, by its id: the picture, the skeleton, then thumbnails by size. */
export async function loadImages(
  sql: Sql,
  studioId: string,
  generationIds: readonly string[],
): Promise<Map<string, GeneratedImage[]>> {
  const { rows } = await sql.query<GeneratedImage>(
    `select i.id, i.generation_id as "generationId", i.kind, i.variant, i.sha256, f.byte_size::double precision as "byteSize",
       f.media_type as "mediaType", i.width, i.height
     from generated_images i join generations g on g.id = i.generation_id join stored_files f on f.sha256 = i.sha256
     where g.studio_id = $1 and i.generation_id = any($2::uuid[]) order by i.kind, i.variant`,
    [studioId, keepIds(generationIds)],
  );
  return groupBy(rows, ({ generationId }) => generationId);
}

/** How well each generation's picture holds its pose, by its id; absent where nobody has looked. */
export async function loadFidelities(
  sql: Sql,
  studioId: string,
  generationIds: readonly string[],
): Promise<Map<string, GenerationFidelity>> {
  const { rows } = await sql.query<GenerationFidelity>(
    `select y.generation_id as "generationId", y.object_keypoint_similarity as "objectKeypointSimilarity",
       y.cosine_average_precision as "cosineAveragePrecision", y.people_count_error as "peopleCountError", y.joints, y.people,
       y.estimator_digest as "estimatorDigest"
     from fidelities y join generations g on g.id = y.generation_id
     where g.studio_id = $1 and y.generation_id = any($2::uuid[])`,
    [studioId, keepIds(generationIds)],
  );
  return new Map(rows.map((row) => [row.generationId, row]));
}
