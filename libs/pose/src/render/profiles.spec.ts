import { getSkeleton } from '../skeletons/registry.js';
import { computeProfileHash } from './profile-hash.js';
import { getRendererProfile, RENDERER_PROFILE_NAMES } from './profiles.js';

const profiles = RENDERER_PROFILE_NAMES.map((name) => getRendererProfile(name));

describe('renderer profiles', () => {
  it.each(profiles)('$name speaks of joints that its skeletons have, one colour a mark', ({ passes, skeleton }) => {
    const layers = passes.flatMap((pass) => pass.layers);
    expect(layers.length).toBeGreaterThan(0);
    expect(() => getSkeleton(skeleton)).not.toThrow();
    for (const layer of layers) {
      const marks = layer.kind === 'discs' ? layer.joints.map((joint) => [joint]) : layer.limbs;
      expect(marks).toHaveLength(layer.colours.length);
      const joints = getSkeleton(layer.skeleton).keypointNames.length;
      expect(marks.flat().filter((joint) => !(Number.isInteger(joint) && joint >= 0 && joint < joints))).toEqual([]);
      expect(layer.colours.flat().filter((value) => !(Number.isInteger(value) && value >= 0 && value <= 255))).toEqual(
        [],
      );
    }
  });

  it('draw each pass on one skeleton', () => {
    for (const { passes } of profiles)
      for (const { layers } of passes) expect(new Set(layers.map(({ skeleton }) => skeleton)).size).toBe(1);
  });

  // A change here is a change of pixels: count the version up, and know that stored recipes will be refused.
  it('have the hashes that recipes were frozen with', () => {
    expect(Object.fromEntries(profiles.map((profile) => [profile.name, computeProfileHash(profile)]))).toEqual({
      'dwpose-wholebody': 'ccf5562b0bb7dc297cbf0fbafdee33e8b8639e13c81c409ccd352d850af64738',
      'humansd-v1': '1fa209a378d08c5bc8f20a2158cdb81ba6f0fc4bd5f9478190bec565511dbb11',
      'openpose18-controlnet': 'b7fedbd54fab996faf0744eb4793bbe2c64e1d220c0a95da0bd7a4778b008b92',
      't2i-keypose': 'b74b6fe67bcc942a590bcd091822cc9de20d1bbada94536e61799c5fb7013931',
      'xinsir-scaled': '4bb5c5bba6a50f946c8375c22a0c18d2a18154c8eec70e9183f7cf704858c5f8',
    });
  });

  it('have a hash of their data, not of the order it is written in', () => {
    const profile = getRendererProfile('humansd-v1');
    const { name, ...rest } = profile;
    expect(computeProfileHash({ ...rest, name })).toBe(computeProfileHash(profile));
    const strict = getRendererProfile('humansd-v1', { keypointScoreThreshold: 0.5 });
    expect(computeProfileHash(strict)).not.toBe(computeProfileHash(profile));
  });
});
