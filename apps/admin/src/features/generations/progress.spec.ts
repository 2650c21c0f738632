import { type EventPartsFragment } from '../../generated/graphql.js';
import { foldEvent, isOver, NO_PROGRESS, type Progress } from './progress.js';

const createdAt = '2026-03-10T12:00:00Z';

function fold(...events: readonly Omit<EventPartsFragment, 'createdAt'>[]): Progress {
  return events.map((event) => ({ ...event, createdAt })).reduce(foldEvent, NO_PROGRESS);
}

describe('progress', () => {
  it('is where the last events left it', () => {
    const progress = fold(
      { seq: 1, type: 'QUEUED', payload: { priority: 0 } },
      { seq: 2, type: 'STARTED', payload: { attempt: 1, worker: 'w' } },
      { seq: 3, type: 'PROGRESS', payload: { stage: 'denoise', stepIndex: 4, stepCount: 20, etaMs: 900 } },
      { seq: 4, type: 'PREVIEW', payload: { stepIndex: 4, stepCount: 20, picture: 'data:image/png;base64,AA==' } },
    );
    expect(progress).toEqual({
      lastSeq: 4,
      lastType: 'PREVIEW',
      stage: 'denoise',
      stepIndex: 4,
      stepCount: 20,
      etaMs: 900,
      preview: 'data:image/png;base64,AA==',
      notice: null,
    });
    expect(isOver(progress)).toBe(false);
  });

  it('takes an event once, however often it comes', () => {
    const event = { seq: 1, type: 'PROGRESS' as const, payload: { stage: 'decode' }, createdAt };
    const once = foldEvent(NO_PROGRESS, event);
    expect(foldEvent(once, { ...event, payload: { stage: 'denoise' } })).toBe(once);
  });

  it('begins anew with another attempt, and says why', () => {
    const waiting = fold(
      { seq: 1, type: 'PROGRESS', payload: { stage: 'denoise', stepIndex: 4, stepCount: 20 } },
      { seq: 2, type: 'RETRY_SCHEDULED', payload: { attempt: 1, code: 'BACKEND_CRASHED' } },
    );
    expect(waiting).toMatchObject({ stage: null, stepIndex: null, notice: expect.stringContaining('BACKEND_CRASHED') });
    expect(foldEvent(waiting, { seq: 3, type: 'STARTED', payload: {}, createdAt }).notice).toBeNull();
  });

  it('shows no picture from elsewhere', () => {
    expect(fold({ seq: 1, type: 'PREVIEW', payload: { picture: 'https://example.org/a.png' } }).preview).toBeNull();
  });

  it.each(['SUCCEEDED', 'FAILED', 'CANCELED'] as const)('is over with %s', (type) => {
    expect(isOver(fold({ seq: 1, type, payload: null }))).toBe(true);
  });
});
