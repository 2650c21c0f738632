import {
  type GenerationState,
  type GenerationWorkFragment,
  type ReportFactsFragment,
} from '../../generated/graphql.js';
import { formatModel } from '../../ui/format.js';
import { describeGenerator, describeSnapshot } from '../reports/describe-report.js';
import { beginProgress, describeCount } from '../reports/progress.js';

/** What a worker does, has yet to do, or could not do: a generation or a report. */
export interface Work {
  readonly id: string;
  readonly kind: 'GENERATION' | 'REPORT';
  readonly name: string;
  /** What it is made of. */
  readonly detail: string;
  /** The address of all that is known of it. */
  readonly to: string;
  readonly state: GenerationState;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: string;
  readonly isToBeCanceled: boolean;
  /** How far it is, where it says so. */
  readonly progress: { readonly share: number; readonly text: string } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** How many come before it; null where that is not known. */
  readonly ahead: number | null;
}

type Shared = 'id' | 'state' | 'attempt' | 'maxAttempts' | 'createdAt';

function pickShared({ id, state, attempt, maxAttempts, createdAt }: Pick<Work, Shared>): Pick<Work, Shared> {
  return { id, state, attempt, maxAttempts, createdAt };
}

export function fromGeneration(generation: GenerationWorkFragment): Work {
  const { id, recipe, model, error, queuePlace, cancelRequestedAt } = generation;
  return {
    ...pickShared(generation),
    kind: 'GENERATION',
    name: recipe.prompt || 'No prompt',
    detail: formatModel(model),
    to: `/generations/${id}`,
    isToBeCanceled: cancelRequestedAt !== null,
    progress: null,
    failure: error,
    ahead: queuePlace?.ahead ?? null,
  };
}

export function fromReport(report: ReportFactsFragment): Work {
  const { id, name, failure, progress, cancelRequestedAt } = report;
  const text = describeCount(beginProgress(report));
  return {
    ...pickShared(report),
    kind: 'REPORT',
    name,
    detail: `${describeGenerator(report)} · ${describeSnapshot(report)}`,
    to: `/reports/${id}`,
    isToBeCanceled: cancelRequestedAt !== null,
    progress: progress && text !== null ? { share: progress.done / progress.total, text } : null,
    failure,
    ahead: null,
  };
}

/** What is being done comes first, then what waits, the longest first. */
export function sortActive(works: readonly Work[]): Work[] {
  const rank = ({ state }: Work) => (state === 'RUNNING' ? 0 : 1);
  return [...works].sort((a, b) => rank(a) - rank(b) || Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

/** The latest first. */
export function sortFailed(works: readonly Work[]): Work[] {
  return [...works].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

/** How a piece of work is getting on. */
export interface Situation {
  readonly text: string;
  /** Whether it does not go on by itself, or waits for somebody to do something. */
  readonly isStuck: boolean;
}

function describeQueued({ attempt, ahead }: Work, hasWorker: boolean): Situation {
  if (!hasWorker) return { text: 'No worker is heard of: it waits for one.', isStuck: true };
  if (attempt > 0) return { text: `Attempt ${attempt} did not end well: it is tried again.`, isStuck: false };
  if (ahead === null) return { text: 'Waits for a worker', isStuck: false };
  return { text: ahead === 0 ? 'Next in the queue' : `${ahead} ahead in the queue`, isStuck: false };
}

/** What to say of a piece of work. @param hasWorker whether any worker was heard of within the last minute */
export function describeSituation(work: Work, hasWorker: boolean): Situation {
  const { state, isToBeCanceled, failure, progress, attempt, maxAttempts } = work;
  if (state === 'FAILED')
    return { text: failure ? `${failure.code}: ${failure.message}` : 'It failed without saying why.', isStuck: true };
  if (!hasWorker && state === 'RUNNING')
    return { text: 'Its worker is not heard of any more: the next one goes on with it.', isStuck: true };
  if (isToBeCanceled) return { text: 'To be canceled', isStuck: false };
  if (state === 'QUEUED') return describeQueued(work, hasWorker);
  const count = attempt > 1 ? `attempt ${attempt} of ${maxAttempts}` : null;
  return { text: [progress?.text ?? 'At work', count].filter(Boolean).join(', '), isStuck: false };
}
