/** The samples that the paper's tables are about: the first of each scene, of what `python -m mannequin.synth.dataset --annotations` wrote. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { toFile } from './report-seed.mjs';
import { ROOT } from './service.mjs';

/** As a data set of the service, and of the seed. */
export const HELD_OUT = {
  name: 'Held-out figures',
  description: 'Synthetic figures in the twenty scenes of Human-Art that no bundled model has seen.',
  licence: 'Apache-2.0',
  source: 'tools/train, mannequin.synth.dataset',
};
export const SPLIT = 'held-out';
const SEED = path.join(ROOT, 'prisma', 'seed', 'reports');

/**
 * Pictures come as WebP without loss, which is half of the size, and still by the names that the annotations give them.
 *
 * @param limit of each scene, in the order of names
 * @returns { annotations, pictures: [{ name, bytes }] }, in the order of names
 */
export function readHeldOut(folder, limit) {
  return readSamples(folder, limit, (name) =>
    sharp(path.join(folder, name)).removeAlpha().webp({ lossless: true, effort: 6 }).toBuffer(),
  );
}

/** The hundred that come with the project, for its seeded reports. See readHeldOut. */
export function readSeededHeldOut(limit) {
  return readSamples(SEED, limit, (name) => readFileSync(path.join(SEED, toFile('samples', name))));
}

async function readSamples(folder, limit, readPicture) {
  const all = JSON.parse(readFileSync(path.join(folder, 'annotations.json'), 'utf8'));
  const images = chooseImages(all.images, limit);
  const chosen = new Set(images.map(({ id }) => id));
  const annotations = { ...all, images, annotations: all.annotations.filter(({ image_id: id }) => chosen.has(id)) };
  const pictures = await Promise.all(
    images.map(async ({ file_name: name }) => ({ name, bytes: await readPicture(name) })),
  );
  return { annotations, pictures };
}

function chooseImages(images, limit) {
  const counts = new Map();
  return images
    .toSorted((a, b) => (a.file_name < b.file_name ? -1 : 1))
    .filter(({ category }) => {
      const count = (counts.get(category) ?? 0) + 1;
      counts.set(category, count);
      return count <= limit;
    });
}
