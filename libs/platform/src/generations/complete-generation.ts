import type { Database, Transaction } from '../database/database.js';
import { requireLease } from '../work/leases.js';
import { succeed } from '../work/transitions.js';
import type { Lease } from '../work/work-kind.js';

/** A picture whose bytes lie in the storage already. */
export interface StoredImage {
  readonly kind: 'PICTURE' | 'SKELETON' | 'THUMBNAIL';
  /** The longest side of a thumbnail in pixels; 0 otherwise. */
  readonly variant: number;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** How well the picture holds the pose: see prisma/migrations, table fidelities. */
export interface Fidelity {
  readonly objectKeypointSimilarity: number | null;
  readonly cosineAveragePrecision: number | null;
  readonly peopleCountError: number;
  readonly joints: readonly unknown[];
  readonly people: readonly unknown[];
  readonly estimatorDigest: string;
}

export interface GenerationResult {
  readonly images: readonly StoredImage[];
  readonly fidelity?: Fidelity;
  readonly backendId?: string;
  readonly timings?: Readonly<Record<string, number>>;
}

/**
 * RUNNING -> SUCCEEDED. Files, pictures, fidelity, last event and the job's end commit together, or not at all: there is no moment at which
 * somebody sees some of it.
 *
 * @returns the number of the last event
 * @throws LeaseLostError where another may run it by now; then nothing is written
 */
export function completeGeneration(database: Database, lease: Lease, result: GenerationResult): Promise<number> {
  const { kind, id: generationId } = lease;
  const { images, fidelity, backendId = null, timings = null } = result;
  return database.transaction(async (tx) => {
    await requireLease(tx, lease);
    for (const image of images) await writeImage(tx, generationId, image);
    if (fidelity) await writeFidelity(tx, generationId, fidelity);
    await tx.query('update generations set backend_id = $2, timings = $3 where id = $1', [
      generationId,
      backendId,
      timings && JSON.stringify(timings),
    ]);
    return succeed(tx, kind, generationId, {
      images: images.map(announce),
      fidelity: fidelity ? summarize(fidelity) : null,
    });
  });
}

/** The same bytes may be the result of many generations. */
async function writeImage(tx: Transaction, generationId: string, image: StoredImage): Promise<void> {
  const { kind, variant, sha256, byteSize, mediaType, width, height } = image;
  await tx.query(
    'insert into stored_files (sha256, byte_size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing',
    [sha256, byteSize, mediaType],
  );
  await tx.query(
    `insert into generated_images (generation_id, kind, variant, sha256, width, height) values ($1, $2, $3, $4, $5, $6)`,
    [generationId, kind, variant, sha256, width, height],
  );
}

async function writeFidelity(tx: Transaction, generationId: string, fidelity: Fidelity): Promise<void> {
  await tx.query(
    `insert into fidelities (generation_id, object_keypoint_similarity, cosine_average_precision, people_count_error, joints, people,
       estimator_digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      generationId,
      fidelity.objectKeypointSimilarity,
      fidelity.cosineAveragePrecision,
      fidelity.peopleCountError,
      JSON.stringify(fidelity.joints),
      JSON.stringify(fidelity.people),
      fidelity.estimatorDigest,
    ],
  );
}

function announce({ kind, variant, sha256, width, height }: StoredImage) {
  return { kind, variant, sha256, width, height };
}

function summarize({ objectKeypointSimilarity, cosineAveragePrecision, peopleCountError }: Fidelity) {
  return { objectKeypointSimilarity, cosineAveragePrecision, peopleCountError };
}
