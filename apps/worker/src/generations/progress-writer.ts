import { encodePng } from '@contrapposto/backends/png';
import type { PipelineEvent, PipelineStage, RgbImage, StepEvent } from '@contrapposto/model-core';
import sharp from 'sharp';
import { Throttle } from './throttle.js';

/** What the worker does beside the pipeline's own stages. */
export type WorkerStage = PipelineStage | 'load-model' | 'read-back';

type Payload = Readonly<Record<string, unknown>>;

/** Writes an event of the generation's log. */
export type AppendProgress = (type: 'PROGRESS' | 'PREVIEW', payload: Payload) => Promise<unknown>;

const PROGRESS_EVERY_MS = 250;
const PREVIEW_EVERY_MS = 500;
/** Longest side of a preview, pixels. */
const PREVIEW_SIDE = 64;

/** Turns what a run says into events, at most so many a second: what comes in between is replaced by what comes after. Never holds the run up. */
export class ProgressWriter {
  private readonly progress: Throttle<Payload>;
  private readonly preview: Throttle<StepEvent & { preview: RgbImage }>;

  constructor(append: AppendProgress, onError: (error: unknown) => void) {
    this.progress = new Throttle(PROGRESS_EVERY_MS, (payload) => append('PROGRESS', payload), onError);
    this.preview = new Throttle(
      PREVIEW_EVERY_MS,
      async (step) => append('PREVIEW', await describePreview(step)),
      onError,
    );
  }

  stage(stage: WorkerStage): void {
    this.progress.offer({ stage });
  }

  see(event: PipelineEvent): void {
    if (event.type === 'stage') {
      this.stage(event.stage);
      return;
    }
    const { stepIndex, stepCount, elapsedMs, preview } = event;
    const etaMs = Math.round((elapsedMs / (stepIndex + 1)) * (stepCount - stepIndex - 1));
    this.progress.offer({ stage: 'denoise', stepIndex, stepCount, etaMs });
    if (preview) this.preview.offer({ ...event, preview });
  }

  /** After it nothing more is written: the last event must stay the last. */
  async close(): Promise<void> {
    await Promise.all([this.progress.close(), this.preview.close()]);
  }
}

async function describePreview({ stepIndex, stepCount, preview }: StepEvent & { preview: RgbImage }): Promise<Payload> {
  const png = await encodePng(await shrink(preview));
  return { stepIndex, stepCount, picture: `data:image/png;base64,${png.toString('base64')}` };
}

async function shrink(image: RgbImage): Promise<RgbImage> {
  const { width, height, data } = image;
  if (Math.max(width, height) <= PREVIEW_SIDE) return image;
  const shrunk = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: shrunk.info.width, height: shrunk.info.height, channels: 3, data: shrunk.data };
}
