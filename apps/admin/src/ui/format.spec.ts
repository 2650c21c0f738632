import { formatAgo, formatBytes, formatDuration, formatInterval, formatName, formatSimilarity } from './format.js';

describe('format', () => {
  it.each([
    [820, '0.8 s'],
    [12_400, '12 s'],
    [185_000, '3 min 5 s'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([
    [null, null, null],
    [3, 7.2, 'about 3 to 8 s'],
    [0.2, 0.4, 'about 1.0 s'],
    [null, 5, 'about 5.0 s'],
    [50, 70, 'about 50 s to 1 min 10 s'],
  ])('writes the interval %d to %d s as %s', (low, high, text) => {
    expect(formatInterval(low, high)).toBe(text);
  });

  it('counts back in the largest whole unit, and gives the date of what is older than two days', () => {
    const now = Date.parse('2026-03-10T12:00:00Z');
    expect(formatAgo('2026-03-10T11:59:40Z', now)).toBe('just now');
    expect(formatAgo('2026-03-10T09:00:00Z', now)).toMatch(/3.*ago/);
    expect(formatAgo('2026-03-01T09:00:00Z', now)).toContain('2026');
  });

  it('writes sizes, similarities and names', () => {
    expect([999, 20_480, 3_200_000].map(formatBytes)).toEqual(['999 B', '20.5 kB', '3.2 MB']);
    expect([0.5, null].map(formatSimilarity)).toEqual(['0.50', '–']);
    expect(['left_wrist', 'encode-prompt'].map(formatName)).toEqual(['Left wrist', 'Encode prompt']);
  });
});
