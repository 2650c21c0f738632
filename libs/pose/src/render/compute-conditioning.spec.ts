import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type PersonPose, type Pose } from '../types.js';
import { computeConditioning } from './compute-conditioning.js';
import { getRendererProfile } from './profiles.js';

const GOLDEN = new URL('../../../../tools/golden/vectors/pose_humansd_v1/', import.meta.url);
const readGzip = (name: string) => gunzipSync(readFileSync(new URL(name, GOLDEN)));

interface Case {
  width: number;
  height: number;
  renderSize: number;
  people: PersonPose[];
}

const cases: Case[] = JSON.parse(readGzip('conditioning.json.gz').toString());
const profile = getRendererProfile('humansd-v1');
const empty: Pose = { skeleton: 'coco17', width: 8, height: 4, people: [] };

describe('computeConditioning', () => {
  it('equals the reference bit for bit', () => {
    const stored = readGzip('conditioning.f32.gz');
    let offset = 0;
    for (const { width, height, renderSize, people } of cases) {
      const values = 3 * width * height;
      const expected = new Float32Array(
        stored.buffer.slice(stored.byteOffset + offset, stored.byteOffset + offset + values * 4),
      );
      offset += values * 4;
      const actual = computeConditioning({ skeleton: 'coco17', width, height, people }, profile, {
        width,
        height,
        renderSize,
      });
      const differing = actual.findIndex((value, index) => !Object.is(value, expected[index]));
      expect({ width, height, renderSize, differing }).toEqual({ width, height, renderSize, differing: -1 });
    }
    expect(offset).toBe(stored.length);
  });

  it('is -1 everywhere where nothing is drawn', () => {
    expect([...computeConditioning(empty, profile, { width: 8, height: 4 })]).toEqual(new Array(96).fill(-1));
  });

  it('refuses a pose on another canvas, and a renderSize that the picture does not divide', () => {
    expect(() => computeConditioning(empty, profile, { width: 8, height: 8 })).toThrow(
      'Expected a pose on a 8 x 8 canvas, got 8 x 4. Use fitPose first.',
    );
    expect(() => computeConditioning(empty, profile, { width: 8, height: 4, renderSize: 12 })).toThrow(
      expect.objectContaining({ code: 'INVALID_RENDER_SIZE' }),
    );
  });
});
