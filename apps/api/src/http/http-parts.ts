import type { Services, Caller } from '../request-context.js';
import type { Metrics } from '../metrics.js';

/** What the REST paths are made from. */
export interface HttpParts extends Services {
  readonly metrics: Metrics;
  readonly adminFolder: string;
  readonly uploadLimitBytes: number;
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set by `requireCaller`. */
    caller: Caller;
  }
}
