import { type ReportEventPartsFragment } from '../../generated/graphql.js';
import { beginProgress, describeCount, foldEvent, isOver } from './progress.js';

const createdAt = '2026-03-10T12:00:00Z';
const START = beginProgress({ lastSeq: 0, progress: null });

function fold(...events: Omit<ReportEventPartsFragment, 'createdAt'>[]) {
  return events.reduce((progress, event) => foldEvent(progress, { ...event, createdAt }), START);
}

describe('progress of a report', () => {
  it('is folded from the events', () => {
    const progress = fold(
      { seq: 1, type: 'QUEUED', payload: {} },
      { seq: 2, type: 'STARTED', payload: { attempt: 1 } },
      { seq: 3, type: 'PROGRESS', payload: { stage: 'generate', done: 12, total: 40, etaMs: 9000 } },
    );
    expect(progress).toMatchObject({ lastSeq: 3, stage: 'GENERATE', done: 12, total: 40, etaMs: 9000, notice: null });
    expect(describeCount(progress)).toBe('12 of 40 pictures');
    expect(isOver(progress)).toBe(false);
  });

  it('goes on from what the report tells', () => {
    const begun = beginProgress({ lastSeq: 7, progress: { stage: 'MEASURE', done: 1, total: 2, etaMs: null } });
    expect(begun).toMatchObject({ lastSeq: 7, stage: 'MEASURE', done: 1, total: 2 });
    const event = { seq: 7, type: 'PROGRESS' as const, payload: { done: 0 }, createdAt };
    expect(foldEvent(begun, event)).toBe(begun);
  });

  it('keeps what is done over another attempt, and says why there is one', () => {
    const progress = fold(
      { seq: 1, type: 'PROGRESS', payload: { stage: 'measure', done: 3, total: 4 } },
      { seq: 2, type: 'LEASE_EXPIRED', payload: null },
    );
    expect(progress).toMatchObject({ stage: 'MEASURE', done: 3, notice: expect.stringContaining('another goes on') });
  });

  it('counts nothing before its first stage', () => {
    expect(describeCount(START)).toBeNull();
  });

  it.each(['SUCCEEDED', 'FAILED', 'CANCELED'] as const)('is over with %s', (type) => {
    expect(isOver(fold({ seq: 1, type, payload: null }))).toBe(true);
  });
});
