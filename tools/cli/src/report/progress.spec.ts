import { PassThrough } from 'node:stream';
import { createProgress, formatSeconds } from './progress.js';

function createLogStream() {
  const stream = Object.assign(new PassThrough(), { isTTY: false });
  return { stream: stream as unknown as NodeJS.WriteStream, read: (): string => String(stream.read() ?? '') };
}

describe('progress in a log file', () => {
  it('says how far it is and how long it will take, now and then', () => {
    const { stream, read } = createLogStream();
    const progress = createProgress(stream);
    progress.stage('tokenize');
    for (let step = 1; step <= 20; step++) progress.step(step, 20, step * 1000, step > 9 ? 'out/a.preview.png' : null);
    progress.stop();
    expect(read().split('\n')).toEqual([
      '5/20 steps, 15.0 s left',
      '10/20 steps, 10.0 s left, preview: out/a.preview.png',
      '15/20 steps, 5.0 s left, preview: out/a.preview.png',
      '',
    ]);
  });
});

describe('formatSeconds', () => {
  it.each([
    [0, '0.0 s'],
    [4230, '4.2 s'],
    [65_000, '1 min 05 s'],
    [119_800, '2 min 00 s'],
  ])('%d ms -> %s', (milliseconds, text) => {
    expect(formatSeconds(milliseconds)).toBe(text);
  });
});
