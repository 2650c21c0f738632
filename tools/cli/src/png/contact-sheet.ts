import type { RgbImage } from '@contrapposto/model-core';
import sharp, { type OverlayOptions } from 'sharp';

/** Side of the square in which each picture stands, and the space around it, in pixels. */
const CELL = 256;
const GAP = 12;
const BACKGROUND = '#f4f1ea';

export interface SheetEntry {
  readonly image: RgbImage;
  /** null for a picture without a pose. */
  readonly skeleton: RgbImage | null;
}

/** Two rows: skeletons above, pictures below, one column each. A PNG. */
export async function composeContactSheet(entries: readonly SheetEntry[]): Promise<Buffer> {
  const place = (cells: number): number => GAP + cells * (CELL + GAP);
  const overlays: OverlayOptions[] = [];
  for (const [column, { image, skeleton }] of entries.entries()) {
    if (skeleton) overlays.push({ input: await toCell(skeleton), left: place(column), top: place(0) });
    overlays.push({ input: await toCell(image), left: place(column), top: place(1) });
  }
  const canvas = { width: place(entries.length), height: place(2), channels: 3, background: BACKGROUND } as const;
  return sharp({ create: canvas }).composite(overlays).png().toBuffer();
}

async function toCell({ width, height, data }: RgbImage): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize(CELL, CELL, { fit: 'contain', background: BACKGROUND, kernel: 'lanczos3' })
    .png()
    .toBuffer();
}
