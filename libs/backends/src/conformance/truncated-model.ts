import { cp, mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ModelArtifact, NetworkFiles } from '../model-folder/model-artifact.js';

/** Lends a copy of the model whose UNet weights were cut in half after it was opened. */
export async function withTruncatedWeights(
  model: ModelArtifact,
  use: (truncated: ModelArtifact) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'contrapposto-truncated-'));
  try {
    await cp(model.folder, folder, { recursive: true });
    const move = (files: NetworkFiles): NetworkFiles => ({
      ...files,
      weightsPath: join(folder, relative(model.folder, files.weightsPath)),
    });
    const moved = {
      ...model,
      folder,
      unet: move(model.unet),
      vae: move(model.vae),
      textEncoder: move(model.textEncoder),
    };
    const { size } = await stat(moved.unet.weightsPath);
    await truncate(moved.unet.weightsPath, Math.floor(size / 2));
    await use(moved);
  } finally {
    await rm(folder, { recursive: true });
  }
}
