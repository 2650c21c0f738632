import { PoseError } from '../errors.js';
import { suggest } from '../near-miss.js';
import { dwposeWholebody } from './dwpose-wholebody.js';
import { humansdV1 } from './humansd-v1.js';
import { openpose18Controlnet } from './openpose18-controlnet.js';
import { type RendererProfile } from './profile.js';
import { t2iKeypose } from './t2i-keypose.js';
import { xinsirScaled } from './xinsir-scaled.js';

export type RendererProfileOptions = Partial<Pick<RendererProfile, 'keypointScoreThreshold' | 'personScoreThreshold'>>;

const PROFILES: readonly RendererProfile[] = [
  humansdV1,
  openpose18Controlnet,
  xinsirScaled,
  t2iKeypose,
  dwposeWholebody,
];

export const RENDERER_PROFILE_NAMES: readonly string[] = PROFILES.map((profile) => profile.name);

function assertThreshold(name: string, value: number): void {
  if (!(value >= -1 && value <= 1))
    throw new PoseError('INVALID_PROFILE', `Expected ${name} in -1..1, got ${value}. Leave it out for the default.`);
}

/**
 * @throws PoseError UNKNOWN_RENDERER_PROFILE with the nearest names; INVALID_PROFILE for a threshold outside -1..1.
 */
export function getRendererProfile(name: string, options: RendererProfileOptions = {}): RendererProfile {
  const profile = PROFILES.find((candidate) => candidate.name === name);
  if (!profile) {
    const hint = suggest(name, RENDERER_PROFILE_NAMES);
    throw new PoseError(
      'UNKNOWN_RENDERER_PROFILE',
      `Expected the name of a renderer profile, got ${JSON.stringify(name)}. ${hint}`,
    );
  }
  const adjusted = { ...profile, ...options };
  assertThreshold('keypointScoreThreshold', adjusted.keypointScoreThreshold);
  assertThreshold('personScoreThreshold', adjusted.personScoreThreshold);
  return adjusted;
}
