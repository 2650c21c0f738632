import { describeSituation, fromReport, sortActive, type Work } from './work.js';

const WAITING: Work = {
  id: 'a',
  kind: 'REPORT',
  name: 'First of all',
  detail: 'tiny on Judged, version 1',
  to: '/reports/a',
  state: 'QUEUED',
  attempt: 0,
  maxAttempts: 3,
  createdAt: '2026-03-10T10:00:00Z',
  isToBeCanceled: false,
  progress: null,
  failure: null,
  ahead: null,
};

describe('sortActive', () => {
  it('puts what is being done first, then what has waited the longest', () => {
    const works = [
      { ...WAITING, id: 'late', createdAt: '2026-03-10T11:00:00Z' },
      WAITING,
      { ...WAITING, id: 'running', state: 'RUNNING' as const, createdAt: '2026-03-10T12:00:00Z' },
    ];
    expect(sortActive(works).map(({ id }) => id)).toEqual(['running', 'a', 'late']);
  });
});

describe('describeSituation', () => {
  it('tells the place in the queue', () => {
    expect(describeSituation({ ...WAITING, ahead: 2 }, true)).toEqual({ text: '2 ahead in the queue', isStuck: false });
    expect(describeSituation({ ...WAITING, ahead: 0 }, true).text).toBe('Next in the queue');
    expect(describeSituation(WAITING, true).text).toBe('Waits for a worker');
  });

  it('says that nobody is there to do it', () => {
    expect(describeSituation(WAITING, false).isStuck).toBe(true);
    expect(describeSituation({ ...WAITING, state: 'RUNNING' }, false).isStuck).toBe(true);
  });

  it('says that an attempt failed', () => {
    expect(describeSituation({ ...WAITING, attempt: 1 }, true)).toEqual({
      text: 'Attempt 1 did not end well: it is tried again.',
      isStuck: false,
    });
  });

  it('tells how far it is, and in which attempt', () => {
    const running: Work = {
      ...WAITING,
      state: 'RUNNING',
      attempt: 1,
      progress: { share: 0.3, text: '12 of 40 pictures' },
    };
    expect(describeSituation(running, true).text).toBe('12 of 40 pictures');
    expect(describeSituation({ ...running, attempt: 2 }, true).text).toBe('12 of 40 pictures, attempt 2 of 3');
    expect(describeSituation({ ...running, isToBeCanceled: true }, true).text).toBe('To be canceled');
  });

  it('says why it failed', () => {
    const failure = { code: 'MODEL_MISSING', message: 'No worker has it.' };
    expect(describeSituation({ ...WAITING, state: 'FAILED', failure }, true)).toEqual({
      text: 'MODEL_MISSING: No worker has it.',
      isStuck: true,
    });
  });
});

describe('fromReport', () => {
  it('reads how far a report is from what it said last', () => {
    const work = fromReport({
      id: 'r',
      name: 'Night run',
      state: 'RUNNING',
      lastSeq: 4,
      attempt: 1,
      maxAttempts: 3,
      createdAt: '2026-03-10T10:00:00Z',
      startedAt: '2026-03-10T10:00:01Z',
      finishedAt: null,
      cancelRequestedAt: null,
      progress: { stage: 'GENERATE', done: 10, total: 40, etaMs: null },
      failure: null,
      generator: { kind: 'MODEL', name: 'tiny', model: { id: 'm', name: 'tiny', version: null } },
      snapshot: { id: 's', version: 2, dataset: { id: 'd', name: 'Held out' } },
    });
    expect(work).toMatchObject({
      kind: 'REPORT',
      to: '/reports/r',
      detail: 'tiny · Held out, version 2',
      progress: { share: 0.25, text: '10 of 40 pictures' },
      isToBeCanceled: false,
    });
  });
});
