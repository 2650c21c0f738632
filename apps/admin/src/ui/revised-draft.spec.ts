import { pickChanges, rebaseDraft, startDraft, yieldField } from './revised-draft.js';

const STORED = { name: 'Leap', tags: ['jump'], licence: '' };

describe('a draft of what others change too', () => {
  const typed = { ...startDraft(STORED, 1), draft: { ...STORED, name: 'Great leap' } };

  it('is saved by the fields that differ', () => {
    expect(pickChanges(startDraft(STORED, 1))).toEqual({});
    expect(pickChanges(typed)).toEqual({ name: 'Great leap' });
  });

  it('keeps what was typed, and takes and tells what others did', () => {
    const rebased = rebaseDraft(typed, { ...STORED, name: 'Hop', tags: ['hop'] }, 2);
    expect(rebased.draft).toEqual({ name: 'Great leap', tags: ['hop'], licence: '' });
    expect(rebased.meanwhile).toEqual([
      { key: 'name', theirs: 'Hop', isContested: true },
      { key: 'tags', theirs: ['hop'], isContested: false },
    ]);
    expect(pickChanges(rebased)).toEqual({ name: 'Great leap' });
  });

  it('gives way field by field', () => {
    const rebased = yieldField(rebaseDraft(typed, { ...STORED, name: 'Hop' }, 2), 'name');
    expect(rebased).toMatchObject({ draft: { name: 'Hop' }, meanwhile: [] });
  });

  it('has nothing to tell of what was saved from here', () => {
    const conflict = rebaseDraft(typed, { ...STORED, name: 'Hop' }, 2);
    expect(rebaseDraft(typed, typed.draft, 2).meanwhile).toEqual([]);
    expect(rebaseDraft(conflict, conflict.draft, 3).meanwhile).toEqual([]);
  });
});
