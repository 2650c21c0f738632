/** The same samples by several models, as one picture: rows of samples, columns of what was asked for and of what each model made of it. */
import { expandPose, fitPose, getRendererProfile, renderSkeleton } from '@contrapposto/pose';
import sharp from 'sharp';

/** Pixels. */
const SIDE = 128;
const DRAWN = 512;
const GAP = 4;
const LABEL = 22;
const ROWS = 8;

/**
 * @param reports [{ name, report }], all on the same samples
 * @param snapshot whose samples bring their poses
 * @returns a PNG
 */
export async function drawSamples(client, url, snapshot, reports) {
  const pictures = await Promise.all(reports.map(({ report }) => readPictures(client, report.id)));
  const samples = await chooseSamples(client, snapshot, pictures[0]);
  const columns = ['pose', ...reports.map(({ name }) => name.replace(/^table-/, ''))];
  const cells = await Promise.all(
    samples.flatMap((sample, row) => [
      drawPose(sample.pose).then((input) => place(input, row, 0)),
      ...pictures.map(async (byKey, index) => place(await download(url, byKey.get(sample.key)), row, index + 1)),
    ]),
  );
  const width = columns.length * (SIDE + GAP) + GAP;
  const height = LABEL + samples.length * (SIDE + GAP);
  const labels = Buffer.from(drawLabels(columns, width));
  const sheet = sharp({ create: { width, height, channels: 3, background: 'white' } });
  return sheet
    .composite([{ input: labels, top: 0, left: 0 }, ...cells])
    .png({ palette: true })
    .toBuffer();
}

/** By the sample's key. */
async function readPictures(client, reportId) {
  const byKey = new Map();
  for await (const { key, picture } of client.listReportSamples(reportId, { orderBy: 'KEY' })) byKey.set(key, picture);
  return byKey;
}

/** One of every second scene or so, spread over all that the reports judged. */
async function chooseSamples(client, snapshot, byKey) {
  const scenes = new Map();
  for await (const sample of client.listDatasetSamples(snapshot.id))
    if (byKey.has(sample.key) && !scenes.has(sample.scene)) scenes.set(sample.scene, sample);
  const all = [...scenes.values()];
  return Array.from({ length: Math.min(ROWS, all.length) }, (_, row) => all[Math.floor((row * all.length) / ROWS)]);
}

async function drawPose(compact) {
  // Drawn large and made smaller, as the model sees it.
  const { pose: large } = fitPose(expandPose(compact), { width: DRAWN, height: DRAWN }, 'letterbox');
  const { data } = renderSkeleton(large, getRendererProfile('humansd-v1'));
  return fit(sharp(data, { raw: { width: DRAWN, height: DRAWN, channels: 3 } }));
}

async function download(url, picture) {
  if (!picture) return fit(sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: '#cccccc' } }));
  const response = await fetch(new URL(picture.url, url));
  if (!response.ok) throw new Error(`expected ${picture.url}, got status ${response.status}`);
  return fit(sharp(Buffer.from(await response.arrayBuffer())));
}

function fit(picture) {
  return picture.resize(SIDE, SIDE, { fit: 'contain', background: 'black' }).removeAlpha().png().toBuffer();
}

function place(input, row, column) {
  return { input, top: LABEL + row * (SIDE + GAP), left: GAP + column * (SIDE + GAP) };
}

function drawLabels(columns, width) {
  const texts = columns.map(
    (name, column) => `<text x="${GAP + column * (SIDE + GAP) + SIDE / 2}" y="16">${name}</text>`,
  );
  const style = 'font-family="sans-serif" font-size="12" text-anchor="middle"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${LABEL}" ${style}>${texts.join('')}</svg>`;
}
