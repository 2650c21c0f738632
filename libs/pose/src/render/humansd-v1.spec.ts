import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Pose, type PersonPose, type Rgb } from '../types.js';
import { getRendererProfile } from './profiles.js';
import { renderSkeleton } from './render-skeleton.js';

const GOLDEN = new URL('../../../../tools/golden/vectors/pose_humansd_v1/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, GOLDEN));
const readGzip = (name: string) => gunzipSync(read(name));

interface Case {
  width: number;
  height: number;
  people: PersonPose[];
  sha256: string;
}

const cases: Case[] = JSON.parse(readGzip('cases.json.gz').toString());
const provenance: { pictures: number[]; colours: Rgb[] } = JSON.parse(read('provenance.json').toString());
const profile = getRendererProfile('humansd-v1');

const toPose = ({ width, height, people }: Case): Pose => ({ skeleton: 'coco17', width, height, people });
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

/** 0 for the background, i + 1 for limb i's colour. */
function toPaletteIndices(data: Uint8Array): Uint8Array {
  const indexOf = new Map(provenance.colours.map(([r, g, b], index) => [(r << 16) | (g << 8) | b, index + 1]));
  return Uint8Array.from(
    { length: data.length / 3 },
    (_, i) => indexOf.get((data[3 * i]! << 16) | (data[3 * i + 1]! << 8) | data[3 * i + 2]!) ?? 0,
  );
}

describe('humansd-v1 against OpenCV', () => {
  it('has the palette that the hue circle gives', () => {
    expect(profile.passes[0]!.layers[0]!.colours).toEqual(provenance.colours);
  });

  it('draws the stored pictures pixel for pixel', () => {
    const stored = readGzip('pictures.bin.gz');
    let offset = 0;
    for (const number of provenance.pictures) {
      const golden = cases[number]!;
      const expected = stored.subarray(offset, (offset += golden.width * golden.height));
      const drawn = toPaletteIndices(renderSkeleton(toPose(golden), profile).data);
      const differing = [...drawn.keys()].filter((pixel) => drawn[pixel] !== expected[pixel]);
      const places = differing.slice(0, 8).map((pixel) => [pixel % golden.width, Math.floor(pixel / golden.width)]);
      expect({ number, count: differing.length, places }).toEqual({ number, count: 0, places: [] });
    }
    expect(offset).toBe(stored.length);
  });

  it('draws all 200 cases with the same hash', () => {
    expect(cases).toHaveLength(200);
    const wrong = [...cases.entries()].filter(
      ([, golden]) => sha256(renderSkeleton(toPose(golden), profile).data) !== golden.sha256,
    );
    expect(wrong.map(([number]) => number)).toEqual([]);
  });
});
