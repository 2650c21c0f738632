import { measureInferenceTime } from './inference-time.js';

/** A machine whose n-th picture takes so many milliseconds. */
function createMachine(milliseconds: readonly number[]) {
  let now = 1000;
  const made: number[] = [];
  const makePicture = (run: number): Promise<void> => {
    made.push(run);
    now += milliseconds[run]!;
    return Promise.resolve();
  };
  return { makePicture, clock: () => now, made };
}

describe('measureInferenceTime', () => {
  it('leaves the runs that warm up out, and names the median', async () => {
    const { makePicture, clock, made } = createMachine([9000, 5000, 100, 400, 200, 300]);
    const time = await measureInferenceTime(makePicture, ['denoising'], clock, { warmUpRuns: 2, runs: 4 });
    expect(made).toEqual([0, 1, 2, 3, 4, 5]);
    expect(time).toMatchObject({ median: 0.25, mean: 0.25, least: 0.1, most: 0.4, seconds: [0.1, 0.4, 0.2, 0.3] });
    expect(time.inside).toEqual(['denoising']);
  });

  it('runs 20 times after 3 by default', async () => {
    const { makePicture, clock, made } = createMachine(Array<number>(23).fill(7));
    const time = await measureInferenceTime(makePicture, [], clock);
    expect([made.length, time.seconds.length, time.median]).toEqual([23, 20, 0.007]);
  });

  it('refuses no runs, and passes on what fails', async () => {
    const { makePicture, clock } = createMachine([]);
    const none = measureInferenceTime(makePicture, [], clock, { warmUpRuns: 0, runs: 0 });
    await expect(none).rejects.toMatchObject({ code: 'INVALID_SETTINGS' });
    const broken = measureInferenceTime(() => Promise.reject(new Error('out of memory')), [], clock);
    await expect(broken).rejects.toThrow('out of memory');
  });
});
