import { compactPose, mirrorPose } from '@contrapposto/pose';
import { toPose } from '../../ui/pose-data.js';
import { previewEdit, toParameters } from './edit.js';

const pose = toPose({
  skeleton: 'coco17',
  width: 256,
  height: 256,
  people: [{ keypoints: Array.from({ length: 17 }, (_, joint) => [10 * joint, 200 - joint, 2]).flat() }],
})!;
const choice = { id: 'other', name: 'Other', currentVersion: { data: compactPose(pose) } };

describe('an edit that is tried', () => {
  it('is what the operation does', () => {
    expect(previewEdit(pose, { kind: 'operation', name: 'mirror', values: {} })).toEqual({
      pose: mirrorPose(pose),
      problem: null,
    });
    expect(previewEdit(pose, null)).toEqual({ pose, problem: null });
  });

  it('says what is lacking, and leaves the pose as it is', () => {
    const { pose: shown, problem } = previewEdit(pose, { kind: 'operation', name: 'blend', values: {} });
    expect(shown).toBe(pose);
    expect(problem).toBe('Still to be said: pose.');
  });

  it('says what is wrong', () => {
    const { problem } = previewEdit(pose, { kind: 'operation', name: 'hide', values: { joints: ['tail'] } });
    expect(problem).toContain('tail');
  });

  it('takes other poses by their shape here, and sends them by their id', () => {
    const values = { pose: choice, weight: 0.5 };
    const { pose: shown } = previewEdit(pose, { kind: 'operation', name: 'add-people', values: { pose: choice } });
    expect(shown.people).toHaveLength(2);
    expect(toParameters('blend', values)).toEqual({ pose: 'other', weight: 0.5 });
  });
});
