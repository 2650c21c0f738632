import { type Pose } from '../types.js';
import { getRendererProfile } from './profiles.js';
import { escapeXml, renderSkeletonSvg } from './render-skeleton-svg.js';

const pose: Pose = {
  skeleton: 'coco17',
  width: 100,
  height: 50,
  name: '<script>&"dance".jpg',
  people: [
    {
      id: '1"><x',
      keypoints: Array.from({ length: 17 }, (_, joint) =>
        joint === 0
          ? { x: 10, y: 20.123, visibility: 2 as const }
          : joint === 1
            ? { x: 15, y: 18, visibility: 1 as const }
            : joint === 2
              ? { x: NaN, y: 18, visibility: 2 as const }
              : { x: 0, y: 0, visibility: 0 as const },
      ),
    },
    { crowd: true, keypoints: Array(17).fill({ x: 77, y: 7, visibility: 2 }) },
  ],
};

describe('renderSkeletonSvg', () => {
  it('draws labelled joints, dashes what is occluded, and escapes every text', () => {
    const svg = renderSkeletonSvg(pose);
    expect(svg).toContain('<title>&lt;script&gt;&amp;&quot;dance&quot;.jpg</title>');
    expect(svg).toContain('data-person="1&quot;&gt;&lt;x"');
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain('<circle cx="10" cy="20.12" r="1" fill="#3399ff"');
    expect(svg).toMatch(/<circle cx="15" cy="18" r="1" fill="none" stroke-dasharray/);
    expect(svg).toMatch(/<line x1="10" y1="20.12" x2="15" y2="18" stroke="#00ff00" stroke-dasharray/);
    expect(svg).not.toContain('77');
    expect(svg).not.toContain('NaN');
    expect(svg).not.toContain('<text');
  });

  it('labels joints, paints a background, and takes a profile for its colours', () => {
    const profile = getRendererProfile('humansd-v1');
    const svg = renderSkeletonSvg(pose, { labels: true, background: 'black', title: 'A dance', profile });
    expect(svg).toContain('>left_eye</text>');
    expect(svg).toContain('<rect width="100" height="50" fill="black"/>');
    expect(svg).toContain('<title>A dance</title>');
    expect(svg).toContain('stroke="#db5e56"');
  });

  it('draws limbs as wide as it is told', () => {
    const svg = renderSkeletonSvg(pose, { limbWidth: 0.025 });
    expect(svg).toContain('<g stroke-width="2.5"');
    expect(svg).toContain('r="2.5"');
  });

  it('drops what XML forbids', () => {
    expect(escapeXml('a\u0000b\ud800c\u{1f600}\n')).toBe('abc\u{1f600}\n');
  });
});
