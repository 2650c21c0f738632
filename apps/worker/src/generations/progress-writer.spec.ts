import { until } from '@contrapposto/platform/testing';
import sharp from 'sharp';
import { ProgressWriter } from './progress-writer.js';

type Written = [type: string, payload: Readonly<Record<string, unknown>>];

describe('progress as events', () => {
  const write = () => {
    const written: Written[] = [];
    const append = (...event: Written) => Promise.resolve(written.push(event));
    const errors: unknown[] = [];
    return { written, errors, writer: new ProgressWriter(append, (error) => errors.push(error)) };
  };
  const step = { type: 'step', stepIndex: 4, stepCount: 20, timestep: 500, elapsedMs: 100 } as const;

  it('says the stage, the step, and what is left at the pace so far', async () => {
    const { written, writer } = write();
    writer.stage('load-model');
    await until(() => written.length === 1);
    writer.see({ type: 'stage', stage: 'denoise' });
    writer.see(step);
    await until(() => written.length === 2);
    await writer.close();
    expect(written).toEqual([
      ['PROGRESS', { stage: 'load-model' }],
      ['PROGRESS', { stage: 'denoise', stepIndex: 4, stepCount: 20, etaMs: 300 }],
    ]);
  });

  it('shows a preview as a small PNG, in the shape of the picture', async () => {
    const { written, errors, writer } = write();
    const preview = { width: 128, height: 96, channels: 3, data: new Uint8Array(128 * 96 * 3).fill(200) } as const;
    writer.see({ ...step, preview });
    await until(() => written.some(([type]) => type === 'PREVIEW'));
    await writer.close();
    const [, { picture, ...place }] = written.find(([type]) => type === 'PREVIEW')!;
    expect(place).toEqual({ stepIndex: 4, stepCount: 20 });
    const bytes = Buffer.from(String(picture).replace('data:image/png;base64,', ''), 'base64');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 64, height: 48 });
    expect(errors).toEqual([]);
  });
});
