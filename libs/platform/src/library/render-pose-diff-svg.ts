import { type Pose, renderSkeletonSvg } from '@contrapposto/pose';
import type { PoseDiff } from './compute-pose-diff.js';

/**
 * Both states of a pose on one canvas: the old one faint, the new one over it, and from where to where each joint went. Drawn from numbers
 * alone: no text of the pose is in the markup.
 */
export function renderPoseDiffSvg(from: Pose, to: Pose, { people }: PoseDiff): string {
  const [width, height] = [Math.max(from.width, to.width), Math.max(from.height, to.height)];
  const ways = people.flatMap(({ joints }) =>
    joints.flatMap(({ from: a, to: b }) => (a && b ? [[a, b] as const] : [])),
  );
  const lines = ways.map(
    ([a, b]) => `<line x1="${round(a.x)}" y1="${round(a.y)}" x2="${round(b.x)}" y2="${round(b.y)}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<g opacity="0.3">${renderSkeletonSvg(strip(from))}</g>`,
    renderSkeletonSvg(strip(to)),
    `<g stroke="#e11d48" stroke-width="${round(Math.max(width, height) / 250)}" stroke-linecap="round">${lines.join('')}</g>`,
    '</svg>',
  ].join('');
}

/** Only what is drawn. */
function strip({ skeleton, width, height, people }: Pose): Pose {
  const bare = people.map(({ keypoints, crowd }) => ({ keypoints, ...(crowd && { crowd }) }));
  return { skeleton, width, height, people: bare };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
