import { parseValue } from 'graphql';
import { compactPose } from '@contrapposto/pose';
import { parsePose, PoseData } from './pose-data.js';

const keypoints = Array.from({ length: 17 }, (_, joint) => [joint + 0.5, 1 - joint, joint % 3]).flat();
const compact = { skeleton: 'coco17', width: 64, height: 48, people: [{ keypoints, score: 0.5 }, { keypoints }] };

describe('PoseData', () => {
  it('goes there and back', () => {
    expect(compactPose(parsePose(compact))).toEqual(compact);
    expect(parsePose(compact).people[0]!.keypoints[4]).toEqual({ x: 4.5, y: -3, visibility: 1 });
  });

  it('may stand in the text of a query', () => {
    const literal = parseValue(
      `{skeleton: "coco17", width: 64, height: 48, people: [{keypoints: [${keypoints.join(', ')}]}]}`,
    );
    expect(PoseData.parseLiteral(literal, {})).toEqual(parsePose({ ...compact, people: [{ keypoints }] }));
  });

  it.each<[string, unknown, string]>([
    ['no object', 5, 'expected an object'],
    ['an unknown skeleton', { ...compact, skeleton: 'coco18' }, 'Did you mean "coco17"'],
    ['a canvas without width', { ...compact, width: 0 }, 'width: expected a whole number from 1 to 8192, got 0'],
    ['a field that it does not have', { ...compact, widths: 1 }, 'Did you mean "width"'],
    ['too many people', { ...compact, people: Array(101).fill({ keypoints }) }, 'a list of at most 100'],
    [
      'too few numbers',
      { ...compact, people: [{ keypoints: [1, 2, 2] }] },
      'people[0].keypoints: expected 51 numbers, got 3',
    ],
    [
      'a number that is none',
      { ...compact, people: [{ keypoints: keypoints.with(3, NaN) }] },
      'people[0].keypoints[3]',
    ],
    ['a visibility of 3', { ...compact, people: [{ keypoints: keypoints.with(2, 3) }] }, 'people[0].keypoints[2]'],
  ])('refuses %s', (_name, value, message) => {
    expect(() => parsePose(value)).toThrow(message);
  });
});
