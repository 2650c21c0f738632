import { DEFAULT_PROPORTIONS } from '../spatial/proportions.js';
import { type SpatialClip } from '../spatial/types.js';
import { createRotation } from '../spatial/vector.js';
import { formatBvh } from './bvh/format-bvh.js';
import { formatGlb } from './gltf/format-glb.js';
import { parseSpatialFile } from './parse-spatial-file.js';
import { formatVrmPose } from './vrm/vrm-pose.js';

const person = { hips: DEFAULT_PROPORTIONS.hips, rotations: { head: createRotation([0, 1, 0], 30) } };
const clip: SpatialClip = { frames: [{ time: 0, person }] };

describe('parseSpatialFile', () => {
  it.each([
    ['bvh', formatBvh(clip).text],
    ['bvh', `\uFEFF${formatBvh(clip).text}`],
    ['gltf', formatGlb(clip).bytes],
    ['vrma', formatGlb(clip, { format: 'vrma' }).bytes],
    ['vrm-pose', formatVrmPose(person).text],
  ])('tells %s by its contents', (format, input) => {
    const { format: found, clips } = parseSpatialFile(input, { fileName: 'unnamed' });
    expect(found).toBe(format);
    const { head } = clips[0]!.frames[0]!.person.rotations;
    expect(head).toEqual(person.rotations.head.map((part) => expect.closeTo(part, 6)));
  });

  it('gives a model without animations as it stands', () => {
    const nodes = [{ name: 'Hips', translation: [0, 1, 0], children: [1] }, { name: 'Spine' }];
    const { clips, format } = parseSpatialFile(JSON.stringify({ asset: { version: '2.0' }, nodes }), {
      fileName: 'a.gltf',
    });
    expect([format, clips.length, clips[0]!.frames[0]!.person.hips]).toEqual(['gltf', 1, [0, 1, 0]]);
  });

  it.each(['', 'PNG', '[]', '{"images": []}', '{"annotations'])('refuses %j', (text) => {
    expect(() => parseSpatialFile(text, { fileName: 'a.json' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_FORMAT', message: expect.stringContaining('a.json') }),
    );
  });
});
