import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Denoiser } from '@contrapposto/model-core';
import type { LoadOptions } from '../contract.js';
import { ConfigReader } from './config-reader.js';
import { buildUNet, readUNetConfig } from './networks/unet.js';
import { OnnxDenoiser } from './ports.js';
import { Session } from './session.js';
import { openWeightsFile } from './weights.js';

/** A UNet alone, from a folder that holds its config.json and its weights: for measurements, where no model is around it. */
export async function openUNet(folder: string, options: LoadOptions = {}): Promise<Denoiser> {
  const config = readUNetConfig(
    new ConfigReader(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as never, 'config.json'),
  );
  const weights = await openWeightsFile(join(folder, 'diffusion_pytorch_model.safetensors'), folder);
  const graph = buildUNet(config, weights, 'config.json');
  return new OnnxDenoiser(await Session.open('unet', graph.encode(), weights.folder, options), config);
}
