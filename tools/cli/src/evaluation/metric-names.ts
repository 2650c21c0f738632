import type { MetricName } from '@contrapposto/client';
import { InvalidArgumentError } from 'commander';
import { parseWords } from '../options.js';

export const METRIC_NAMES: readonly MetricName[] = ['AP', 'CAP', 'PCE', 'FID', 'KID', 'CLIPSIM', 'TIME'];

/** `AP,FID` -> AP and FID, in any case of letters. */
export function parseMetrics(text: string): MetricName[] {
  return parseWords(text).map((word) => {
    const found = METRIC_NAMES.find((name) => name === word.toUpperCase());
    if (found) return found;
    throw new InvalidArgumentError(`Expected metrics among ${METRIC_NAMES.join(', ')}, got "${word}".`);
  });
}
