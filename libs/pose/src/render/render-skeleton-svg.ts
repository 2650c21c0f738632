import { removeHidden } from '../hidden-joints.js';
import { isLabelled } from '../keypoint.js';
import { isDrawable } from '../pose-warnings.js';
import { type SkeletonDefinition } from '../skeletons/definition.js';
import { getSkeleton } from '../skeletons/registry.js';
import { type Keypoint, type PersonPose, type Pose, type SkeletonName } from '../types.js';
import { type RendererProfile } from './profile.js';

export interface SkeletonSvgOptions {
  /** What a screen reader says and a browser shows on hover. Default: the pose's name. */
  readonly title?: string;
  /** Writes each joint's name beside it. Default false. */
  readonly labels?: boolean;
  /** A CSS colour behind the people, or null for none. Default null. */
  readonly background?: string | null;
  /** Width of a limb as a share of the canvas's longer side; joints are circles of this radius. Default 0.01. */
  readonly limbWidth?: number;
  /** Limbs and colours of a renderer profile instead of the skeleton's own; poses of other skeletons keep their own. */
  readonly profile?: RendererProfile;
}

interface Style {
  readonly limbs: SkeletonDefinition['limbs'];
  readonly limbColours: readonly string[];
  readonly skeleton: SkeletonDefinition;
  /** Width of a limb, in pixels of the canvas; other measures are multiples of it. */
  readonly unit: number;
  readonly labels: boolean;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML allows it, in elements and attributes: markup escaped, forbidden control characters and lone surrogates out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function format(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function toHex(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function dash(unit: number): string {
  return ` stroke-dasharray="${format(unit * 1.5)} ${format(unit)}"`;
}

function drawLimb(from: Keypoint, to: Keypoint, colour: string, { unit }: Style): string {
  const occluded = from.visibility === 1 || to.visibility === 1;
  const ends = `x1="${format(from.x)}" y1="${format(from.y)}" x2="${format(to.x)}" y2="${format(to.y)}"`;
  return `<line ${ends} stroke="${colour}"${occluded ? dash(unit) : ''}/>`;
}

function drawJoint(joint: Keypoint, index: number, { skeleton, unit, labels }: Style): string {
  const colour = skeleton.palette.keypoints[index]!;
  const fill = joint.visibility === 1 ? `fill="none"${dash(unit / 3)}` : `fill="${colour}"`;
  const place = `cx="${format(joint.x)}" cy="${format(joint.y)}" r="${format(unit)}"`;
  const name = escapeXml(skeleton.keypointNames[index]!);
  const circle = `<circle ${place} ${fill} stroke="${colour}" stroke-width="${format(unit / 3)}"/>`;
  if (!labels) return circle;
  const text = `<text x="${format(joint.x + unit * 1.5)}" y="${format(joint.y)}" font-size="${format(unit * 3)}"`;
  return `${circle}${text} fill="${colour}">${name}</text>`;
}

function drawPerson(person: PersonPose, style: Style): string {
  const joints = person.keypoints.map((joint) => (isLabelled(joint) && isDrawable(joint) ? joint : undefined));
  const limbs = style.limbs.map(([from, to], limb) => {
    const [start, end] = [joints[from], joints[to]];
    return start && end ? drawLimb(start, end, style.limbColours[limb]!, style) : '';
  });
  const dots = joints.map((joint, index) => (joint ? drawJoint(joint, index, style) : ''));
  const id = person.id === undefined ? '' : ` data-person="${escapeXml(person.id)}"`;
  return `<g${id}><g stroke-width="${format(style.unit)}" stroke-linecap="round">${limbs.join('')}</g>${dots.join('')}</g>`;
}

/** What a profile draws between joints of this skeleton, first of all. */
function findLimbLayer({ passes }: RendererProfile, skeleton: SkeletonName) {
  const layers = passes.flatMap((pass) => pass.layers).filter((layer) => layer.skeleton === skeleton);
  return layers.find((layer) => layer.kind !== 'discs');
}

function createStyle(pose: Pose, { labels = false, limbWidth = 0.01, profile }: SkeletonSvgOptions): Style {
  const skeleton = getSkeleton(pose.skeleton);
  const unit = Math.max(pose.width, pose.height) * limbWidth;
  const drawn = profile && findLimbLayer(profile, skeleton.name);
  if (!drawn) return { skeleton, limbs: skeleton.limbs, limbColours: skeleton.palette.limbs, unit, labels };
  return { skeleton, limbs: drawn.limbs, limbColours: drawn.colours.map(toHex), unit, labels };
}

/**
 * The pose as an SVG document for people to look at, in the pose's own pixels. Occluded joints are hollow and dashed, and so
 * are the limbs that lead to them; hidden joints and crowds are left out. Models want `renderSkeleton` instead: no two SVG renderers agree on
 * every pixel.
 */
export function renderSkeletonSvg(pose: Pose, options: SkeletonSvgOptions = {}): string {
  const style = createStyle(pose, options);
  const title = options.title ?? pose.name;
  const size = `width="${format(pose.width)}" height="${format(pose.height)}"`;
  const people = removeHidden(pose).people.filter((person) => !person.crowd);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${format(pose.width)} ${format(pose.height)}" role="img">`,
    title === undefined ? '' : `<title>${escapeXml(title)}</title>`,
    options.background ? `<rect ${size} fill="${escapeXml(options.background)}"/>` : '',
    ...people.map((person) => drawPerson(person, style)),
    '</svg>',
  ].join('');
}
