import { UserMistake } from '../errors/user-mistake.js';
import { isThumbnailSize, THUMBNAIL_SIZES } from '../http/thumbnail-sizes.js';

const USUAL_SIZE = 256;

/** @throws UserMistake INVALID_INPUT for a size that is not made */
export function toThumbnailUrl(sha256: string, size: number | null): string {
  const chosen = size ?? USUAL_SIZE;
  if (isThumbnailSize(chosen)) return `/files/${sha256}?size=${chosen}`;
  throw new UserMistake(
    'INVALID_INPUT',
    { expected: `one of ${THUMBNAIL_SIZES.join(', ')}`, got: String(chosen), where: 'size' },
    'size',
  );
}
