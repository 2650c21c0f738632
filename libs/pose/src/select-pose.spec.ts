import { selectPose } from './select-pose.js';
import { type Pose } from './types.js';

const pose = (id: string, name: string, ...people: string[]): Pose => ({
  id,
  name,
  skeleton: 'coco17',
  width: 10,
  height: 10,
  people: people.map((person) => ({ id: person, keypoints: [] })),
});
const poses = [
  pose('2000000001648', 'dance/000000001648.jpg', '51', '52'),
  pose('12', 'movie/leap.png', '2000000001648', '53'),
  pose('13', 'cartoon/leap.png'),
];

describe('selectPose', () => {
  it('finds an image first, then one person, then a file by name', () => {
    expect(selectPose(poses, '2000000001648')).toMatchObject({
      matched: 'image',
      pose: { people: [{ id: '51' }, { id: '52' }] },
    });
    expect(selectPose(poses, '52')).toMatchObject({
      matched: 'annotation',
      pose: { id: '2000000001648', people: [{ id: '52' }] },
    });
    expect(selectPose(poses, '52').pose.people).toHaveLength(1);
    for (const name of ['dance/000000001648.jpg', '000000001648.jpg', '000000001648'])
      expect(selectPose(poses, name)).toMatchObject({ matched: 'name', pose: { id: '2000000001648' } });
    expect(selectPose(poses, 'movie/leap.png').pose.id).toBe('12');
  });

  it('needs no id where there is one pose', () => {
    expect(selectPose([poses[1]!])).toEqual({ pose: poses[1], matched: 'only' });
    expect(() => selectPose(poses)).toThrow('Choose one, such as 2000000001648, 12, 13.');
    expect(() => selectPose([])).toThrow(expect.objectContaining({ code: 'POSE_NOT_FOUND' }));
  });

  it('does not guess between two of one name', () => {
    expect(() => selectPose(poses, 'leap')).toThrow(
      'which 2 have. Use an image id: 12 (movie/leap.png), 13 (cartoon/leap.png).',
    );
  });

  it('suggests what may have been meant', () => {
    expect(() => selectPose(poses, '2000000001649')).toThrow('got "2000000001649". Did you mean "2000000001648"');
    expect(() => selectPose(poses, 'movie/leep.png')).toThrow('Did you mean "movie/leap.png"');
  });
});
