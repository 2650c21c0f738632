import {
  type ReportEventPartsFragment,
  type ReportEventType,
  type ReportStage,
  type ReportSummaryFragment,
} from '../../generated/graphql.js';

/** What is known of a report on its way, folded from its events in their order. */
export interface ReportProgress {
  /** The last event that is in here: following goes on after it. */
  readonly lastSeq: number;
  readonly lastType: ReportEventType | null;
  readonly stage: ReportStage | null;
  /** 0..total of what the stage counts. */
  readonly done: number;
  readonly total: number;
  readonly etaMs: number | null;
  /** Why it is not simply running: tried again, handed back, to be canceled. */
  readonly notice: string | null;
}

/** The stages in their order, and what each counts. */
export const STAGES: readonly { readonly stage: ReportStage; readonly label: string; readonly unit: string }[] = [
  { stage: 'GENERATE', label: 'Generate', unit: 'pictures' },
  { stage: 'MEASURE', label: 'Measure', unit: 'pictures' },
  { stage: 'TIME', label: 'Time', unit: 'runs' },
  { stage: 'COMPUTE', label: 'Compute', unit: 'metrics' },
];

/** Where following begins: with what the report itself tells. */
export function beginProgress({
  lastSeq,
  progress,
}: Pick<ReportSummaryFragment, 'lastSeq' | 'progress'>): ReportProgress {
  return {
    lastSeq,
    lastType: null,
    stage: progress?.stage ?? null,
    done: progress?.done ?? 0,
    total: progress?.total ?? 0,
    etaMs: progress?.etaMs ?? null,
    notice: null,
  };
}

const TERMINAL: ReadonlySet<ReportEventType> = new Set(['SUCCEEDED', 'FAILED', 'CANCELED']);

export function isOver({ lastType }: ReportProgress): boolean {
  return lastType !== null && TERMINAL.has(lastType);
}

type Payload = Readonly<Record<string, unknown>>;

function readNumber(payload: Payload, key: string): number | null {
  const value = payload[key];
  return typeof value === 'number' ? value : null;
}

const NOTICES: Partial<Record<ReportEventType, string>> = {
  RETRY_SCHEDULED: 'An attempt failed: it goes on from where it stopped.',
  RELEASED: 'Its worker stopped and handed it back: another goes on.',
  LEASE_EXPIRED: 'Its worker was not heard of any more: another goes on.',
  CANCEL_REQUESTED: 'To be canceled.',
};

/** An event writes `generate` for GENERATE. */
function toStage(value: unknown): ReportStage | null {
  return STAGES.find(({ stage }) => stage === String(value).toUpperCase())?.stage ?? null;
}

function readStage(progress: ReportProgress, payload: Payload): Partial<ReportProgress> {
  return {
    stage: toStage(payload.stage) ?? progress.stage,
    done: readNumber(payload, 'done') ?? progress.done,
    total: readNumber(payload, 'total') ?? progress.total,
    etaMs: readNumber(payload, 'etaMs'),
    notice: null,
  };
}

/** The next state; an event that is already in (one that came twice, over two connections) changes nothing. */
export function foldEvent(progress: ReportProgress, { seq, type, payload }: ReportEventPartsFragment): ReportProgress {
  if (seq <= progress.lastSeq) return progress;
  const fields = typeof payload === 'object' && payload !== null ? (payload as Payload) : {};
  const change = type === 'PROGRESS' ? readStage(progress, fields) : { notice: NOTICES[type] ?? null };
  return { ...progress, ...change, lastSeq: seq, lastType: type };
}

/** `12 of 40 pictures`, or null while nothing is counted. */
export function describeCount({ stage, done, total }: ReportProgress): string | null {
  const unit = STAGES.find((entry) => entry.stage === stage)?.unit;
  return total > 0 ? `${done} of ${total}${unit ? ` ${unit}` : ''}` : null;
}
