import { createHash } from 'node:crypto';
import { computeSha256 } from './sha256.js';

const expected = (message: Uint8Array | string) => createHash('sha256').update(message).digest('hex');

describe('computeSha256', () => {
  it('has the published constants', () => {
    expect(computeSha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(computeSha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it("equals node's for every length around a block's end", () => {
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 255);
      expect(computeSha256(message)).toBe(expected(message));
    }
  });

  it('takes text as UTF-8, and long messages', () => {
    for (const text of ['Pose für zwei', '姿勢', 'x'.repeat(1_000_000)])
      expect(computeSha256(text)).toBe(expected(text));
  });
});
