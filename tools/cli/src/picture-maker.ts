import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { LoadedModel, ModelArtifact } from '@contrapposto/backends';
import { encodePictureWithRecipe, encodePng } from '@contrapposto/backends/png';
import type { PipelineEvent, PipelineResult, Recipe } from '@contrapposto/model-core';
import sharp from 'sharp';
import type { Context } from './context.js';
import { writeWholeFile } from './files/write-file.js';
import type { Progress } from './report/progress.js';

const PREVIEW_EVERY_STEPS = 3;

export interface MakeOptions {
  readonly file: string;
  /** Show a rough picture in a file beside the final one while it is made. */
  readonly preview: boolean;
  readonly progress: Progress;
}

export interface MadePicture {
  readonly file: string;
  readonly sha256: string;
  readonly result: PipelineResult;
}

/** Loads the model in a backend process. One picture after another can then be made with `makePicture`. */
export async function loadModel(context: Context, artifact: ModelArtifact, name?: string): Promise<LoadedModel> {
  const backend = await context.startBackend(name);
  const stop = (): void => void backend.dispose();
  context.signal.addEventListener('abort', stop);
  try {
    return await backend.load(artifact);
  } finally {
    context.signal.removeEventListener('abort', stop);
  }
}

/** Makes one picture and writes it with its recipe. Whatever goes wrong, no half picture and no preview stays behind. */
export async function makePicture(
  context: Context,
  model: LoadedModel,
  recipe: Recipe,
  { file, preview, progress }: MakeOptions,
): Promise<MadePicture> {
  const watcher = createWatcher(preview ? previewPath(file) : null, recipe, progress);
  try {
    const result = await model.run(recipe, {
      signal: context.signal,
      onProgress: watcher.see,
      previewEverySteps: preview ? PREVIEW_EVERY_STEPS : 0,
    });
    const png = await encodePictureWithRecipe(result.image, recipe);
    context.signal.throwIfAborted();
    await writeWholeFile(file, png);
    return { file, sha256: createHash('sha256').update(png).digest('hex'), result };
  } finally {
    progress.stop();
    await watcher.close();
  }
}

function previewPath(file: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, `${name}.preview.png`);
}

/** Follows a run: progress to the terminal, previews to their file, one write at a time, the newest wins. */
function createWatcher(file: string | null, recipe: Recipe, progress: Progress) {
  let writing = Promise.resolve();
  let shown: string | null = null;
  const write = (preview: Buffer, target: string): Promise<void> =>
    writeWholeFile(target, preview).then(() => {
      shown = target;
    });
  return {
    see: (event: PipelineEvent): void => {
      if (event.type === 'stage') {
        progress.stage(event.stage);
        return;
      }
      progress.step(event.stepIndex + 1, event.stepCount, event.elapsedMs, shown);
      const { preview } = event;
      if (preview === undefined || file === null) return;
      // A preview is a courtesy: where it cannot be written, the picture is still made, and its own write will say why.
      writing = writing
        .then(async () => write(await enlarge(await encodePng(preview), recipe), file))
        .catch(() => undefined);
    },
    close: async (): Promise<void> => {
      await writing;
      if (shown !== null) await rm(shown, { force: true });
    },
  };
}

function enlarge(png: Buffer, { width, height }: Recipe): Promise<Buffer> {
  return sharp(png).resize(width, height, { kernel: 'cubic', fit: 'fill' }).png().toBuffer();
}
