import {
  computeProfileHash,
  getRendererProfile,
  RENDERER_PROFILE_NAMES,
  type RendererProfile,
} from '@contrapposto/pose';
import { ModelCoreError } from './errors.js';
import type { Recipe } from './recipe.js';

/** What a recipe that is frozen now says of a profile's data; nothing of a name that is none, which is refused when it runs. */
export function freezeProfileHash(name: string | null): Pick<Recipe, 'rendererProfileHash'> {
  if (name === null || !RENDERER_PROFILE_NAMES.includes(name)) return {};
  return { rendererProfileHash: computeProfileHash(getRendererProfile(name)) };
}

/**
 * The profile that a recipe names, which must be the very one that it was frozen with, where it says so.
 *
 * @throws ModelCoreError RENDERER_PROFILE_CHANGED; PoseError UNKNOWN_RENDERER_PROFILE
 */
export function openRendererProfile({ rendererProfile, rendererProfileHash }: Recipe): RendererProfile {
  const profile = getRendererProfile(rendererProfile ?? '');
  const hash = computeProfileHash(profile);
  if (rendererProfileHash === undefined || rendererProfileHash === hash) return profile;
  throw new ModelCoreError(
    'RENDERER_PROFILE_CHANGED',
    `expected the renderer profile ${profile.name} with the hash ${rendererProfileHash}, got version ${String(profile.version)} with ` +
      `${hash}, which draws other pixels. Run the recipe where it was made, or leave the hash out for a new picture.`,
  );
}
