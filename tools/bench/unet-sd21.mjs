/**
 * The onnx side of unet_sd21.py: `node unet-sd21.mjs <folder> <latent side> <timestep> <runs>`.
 *
 * Builds the graph over <folder>'s config and weights, runs it on sample.f32 and prompt_embeds.f32, writes onnx.f32, and
 * prints seconds and peak resident memory as JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openUNet } from '@contrapposto/backends/onnx';

const [folder, side, timestep, runs] = process.argv.slice(2);
const size = Number(side);
const read = (name, dims) => {
  const bytes = readFileSync(path.join(folder, `${name}.f32`));
  return { dtype: 'float32', dims, data: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) };
};

const started = performance.now();
const unet = await openUNet(folder);
const loadSeconds = (performance.now() - started) / 1000;
const sample = read('sample', [2, 8, size, size]);
const promptEmbeds = read('prompt_embeds', [2, 77, 1024]);
const seconds = [];
let prediction;
for (let run = 0; run < Number(runs); run++) {
  const begin = performance.now();
  prediction = await unet.predict(sample, Number(timestep), promptEmbeds);
  seconds.push((performance.now() - begin) / 1000);
}
writeFileSync(path.join(folder, 'onnx.f32'), prediction.data);
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ loadSeconds, seconds, peakBytes }));
