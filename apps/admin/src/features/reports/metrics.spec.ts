import { formatBounds, formatDifference, formatMetric, readPrimary } from './metrics.js';

const SUMMARY = {
  scene: null,
  pictureCount: 40,
  values: [
    { name: 'AP50', value: 0.9, low: null, high: null },
    { name: 'AP', value: 0.6521, low: 0.6, high: 0.7 },
  ],
};

describe('metrics', () => {
  it('writes each with its digits and unit', () => {
    expect(formatMetric('AP', 0.6521)).toBe('0.652');
    expect(formatMetric('TIME', 1240.4, 'ms')).toBe('1,240 ms');
    expect(formatMetric('FID', null)).toBe('–');
  });

  it('writes a difference with its sign', () => {
    expect(formatDifference('AP', 0.0125)).toBe('+0.013');
    expect(formatDifference('TIME', -3, 'ms')).toBe('−3 ms');
    expect(formatDifference('PCE', 0)).toBe('±0.000');
    expect(formatDifference('PCE', null)).toBe('–');
  });

  it('finds the value that stands for a metric, and its interval', () => {
    const primary = readPrimary({ primary: 'AP' }, SUMMARY);
    expect(primary).toEqual({ value: 0.6521, interval: [0.6, 0.7] });
    expect(formatBounds('AP', primary)).toBe('0.600 to 0.700');
    expect(formatBounds('AP', readPrimary({ primary: 'AP50' }, SUMMARY))).toBeNull();
    expect(readPrimary({ primary: 'AR' }, SUMMARY)).toEqual({ value: null, interval: null });
  });
});
