/** Longest sides in pixels. Few, so that nobody can fill a cache with all numbers there are. */
export const THUMBNAIL_SIZES = [64, 128, 256, 512] as const;

export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number];

export function isThumbnailSize(size: number): size is ThumbnailSize {
  return (THUMBNAIL_SIZES as readonly number[]).includes(size);
}
