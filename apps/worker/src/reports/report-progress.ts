import type { ReportProgress } from '@contrapposto/platform';
import { Throttle } from '../generations/throttle.js';

const PROGRESS_EVERY_MS = 1_000;

export interface ProgressPlan {
  /** Samples of the report, and those that an attempt before this one has measured. */
  readonly sampleCount: number;
  readonly measuredBefore: number;
  /** Pictures that are made besides, to measure the time. */
  readonly timedRuns: number;
}

/** Says how far a report is, at most once a second, and how long the rest will take at the pace so far. */
export class ProgressOfReport {
  private readonly throttle: Throttle<ReportProgress>;
  private readonly startedAt = performance.now();
  private measured: number;

  constructor(
    private readonly plan: ProgressPlan,
    append: (progress: ReportProgress) => Promise<unknown>,
    onError: (error: unknown) => void,
  ) {
    this.measured = plan.measuredBefore;
    this.throttle = new Throttle(PROGRESS_EVERY_MS, append, onError);
  }

  /** So many samples more were measured. */
  advance(stage: 'generate' | 'measure', count: number): void {
    this.measured += count;
    const { sampleCount: total, timedRuns } = this.plan;
    this.tell(stage, this.measured, total, total - this.measured + timedRuns);
  }

  timed(runs: number): void {
    const { timedRuns } = this.plan;
    this.tell('time', runs, timedRuns, timedRuns - runs);
  }

  compute(): void {
    this.throttle.offer({ stage: 'compute', done: 0, total: 1, etaMs: null });
  }

  /** After it nothing more is written: the last event must stay the last. */
  close(): Promise<void> {
    return this.throttle.close();
  }

  /** A timed run counts as much as a sample: each is one picture. */
  private tell(stage: ReportProgress['stage'], done: number, total: number, picturesLeft: number): void {
    const made = this.measured - this.plan.measuredBefore + (stage === 'time' ? done : 0);
    const pace = made === 0 ? null : (performance.now() - this.startedAt) / made;
    this.throttle.offer({ stage, done, total, etaMs: pace === null ? null : Math.round(pace * picturesLeft) });
  }
}
