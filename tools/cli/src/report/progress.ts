import { SingleBar } from 'cli-progress';

/** Lines for a log file come at most this often. */
const LOG_INTERVAL_MS = 5_000;

/** Shows how far a picture, or another work of counted steps, is. `stop` leaves the terminal as it was, and may be called twice. */
export interface Progress {
  stage(name: string): void;
  /** @param preview where the latest preview lies, null when there is none */
  step(done: number, total: number, elapsedMs: number, preview: string | null): void;
  stop(): void;
}

export const SILENT: Progress = { stage: () => undefined, step: () => undefined, stop: () => undefined };

/** A bar on a terminal, a line now and then in a log file. @param unit what is counted */
export function createProgress(stream: NodeJS.WriteStream, unit = 'steps'): Progress {
  return stream.isTTY ? createBar(stream, unit) : createLog(stream, unit);
}

function createBar(stream: NodeJS.WriteStream, unit: string): Progress {
  const bar = new SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    format: '{bar} {note}',
    barCompleteChar: '\u2588',
    barIncompleteChar: '\u2591',
    barsize: 30,
    gracefulExit: false,
  });
  const show = (done: number, total: number, note: string): void => {
    if (!bar.isActive) bar.start(total, done, { note });
    bar.setTotal(total);
    bar.update(done, { note });
  };
  let at: readonly [done: number, total: number] = [0, 1];
  return {
    stage: (name) => {
      show(...at, name);
    },
    step: (done, total, elapsedMs, preview) => {
      at = [done, total];
      show(done, total, describeStep(done, total, elapsedMs, preview, unit));
    },
    stop: () => {
      bar.stop();
    },
  };
}

function createLog(stream: NodeJS.WriteStream, unit: string): Progress {
  let last = 0;
  return {
    stage: () => undefined,
    step: (done, total, elapsedMs, preview) => {
      if (elapsedMs - last < LOG_INTERVAL_MS || done === total) return;
      last = elapsedMs;
      stream.write(`${describeStep(done, total, elapsedMs, preview, unit)}\n`);
    },
    stop: () => undefined,
  };
}

/** `3/25 steps, 4.2 s left, preview: out/picture.preview.png` */
function describeStep(done: number, total: number, elapsedMs: number, preview: string | null, unit: string): string {
  const left = formatSeconds((elapsedMs / Math.max(done, 1)) * (total - done));
  return `${done}/${total} ${unit}, ${left} left${preview === null ? '' : `, preview: ${preview}`}`;
}

/** `4.2 s`, `1 min 05 s` */
export function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
