/**
 * What a report's measuring of a picture costs beside generating it: `node tools/bench/report-cost.mjs [--runs 15] [--out file.json]`.
 *
 * In one backend process, as in a slot of a worker, with the bundled model and the networks that it brings. Each run makes a picture by the
 * model's defaults, and then looks at it as a coordinator does: decodes its PNG, finds the people, extracts features of it and of a picture to
 * compare with, compares it with its caption. Finding people counts apart, since generating includes it.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openModelFolder, startBackendProcess } from '@contrapposto/backends';
import { encodePictureWithRecipe } from '@contrapposto/backends/png';
import sharp from 'sharp';
import { median } from './statistics.mjs';
import { composeRecipe, POSES } from './subject.mjs';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.join(ROOT, 'models/mannequin');
const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' }, out: { type: 'string' } } });
const WARM_UP = 2;

const artifact = await openModelFolder(folder);
const backend = await startBackendProcess('onnx');
const model = await backend.load(artifact);
const estimator = await backend.loadExtractor('pose-estimator', { folder });
const features = await backend.loadExtractor('image-features', { folder });
const encoder = await backend.loadExtractor('text-image', { folder });

const seconds = { generate: [], decode: [], people: [], features: [], embeddings: [] };
for (let run = 0; run < WARM_UP + Number(values.runs); run++) {
  const timed = async (stage, work) => {
    const started = performance.now();
    const result = await work();
    if (run >= WARM_UP) seconds[stage].push((performance.now() - started) / 1000);
    return result;
  };
  const recipe = recipeOf(run);
  const { image } = await timed('generate', () => model.run(recipe));
  const png = await encodePictureWithRecipe(image, recipe);
  const picture = await timed('decode', () => decode(png));
  await timed('people', () => estimator.estimate(picture));
  await timed('features', async () => [await features.extract(picture), await features.extract(picture)]);
  await timed('embeddings', async () => [await encoder.encodeImage(picture), await encoder.encodeText(recipe.prompt)]);
}
await backend.dispose();

const medians = Object.fromEntries(Object.entries(seconds).map(([stage, list]) => [stage, median(list)]));
const { generate, people, ...rest } = medians;
const looking = Object.values(rest).reduce((sum, value) => sum + value, 0);
const { width, height, numInferenceSteps } = recipeOf(0);
const result = {
  what: `bundled model, ${width}x${height}, ${numInferenceSteps} steps; seconds, medians of ${values.runs} runs`,
  machine: `${process.arch}, ${cpus().length} threads`,
  medianSeconds: medians,
  shareOfGenerating: { peopleTakenOver: looking / generate, peopleFoundAnew: (looking + people) / generate },
};
console.log(JSON.stringify(result, null, 2));
if (values.out) writeFileSync(values.out, `${JSON.stringify(result, null, 2)}\n`);

function recipeOf(run) {
  return composeRecipe(artifact.info, { pose: POSES[run % POSES.length], prompt: 'cartoon, a dancer', seed: run });
}

async function decode(png) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
