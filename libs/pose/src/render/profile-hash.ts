import { computeSha256 } from '../sha256.js';
import { type RendererProfile } from './profile.js';

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * SHA-256, in hex, of a profile's data as canonical JSON (keys sorted, no spaces): two profiles with the same hash draw the same
 * pixels. It changes with any limb, colour, width or threshold, whatever the name and version say.
 */
export function computeProfileHash(profile: RendererProfile): string {
  return computeSha256(JSON.stringify(profile, sortKeys));
}
