import { type EventPartsFragment, type GenerationEventType } from '../../generated/graphql.js';

/** What is known of a generation on its way, folded from its events in their order. */
export interface Progress {
  /** The last event that is in here: following goes on after it. */
  readonly lastSeq: number;
  readonly lastType: GenerationEventType | null;
  readonly stage: string | null;
  /** 0..stepCount - 1, the last step that is done. */
  readonly stepIndex: number | null;
  readonly stepCount: number | null;
  readonly etaMs: number | null;
  /** A small picture as a data URL. */
  readonly preview: string | null;
  /** Why it is not simply running: tried again, handed back, to be canceled. */
  readonly notice: string | null;
}

export const NO_PROGRESS: Progress = {
  lastSeq: 0,
  lastType: null,
  stage: null,
  stepIndex: null,
  stepCount: null,
  etaMs: null,
  preview: null,
  notice: null,
};

const TERMINAL: ReadonlySet<GenerationEventType> = new Set(['SUCCEEDED', 'FAILED', 'CANCELED']);

export function isOver({ lastType }: Progress): boolean {
  return lastType !== null && TERMINAL.has(lastType);
}

type Payload = Readonly<Record<string, unknown>>;

function number(payload: Payload, key: string): number | null {
  const value = payload[key];
  return typeof value === 'number' ? value : null;
}

function text(payload: Payload, key: string): string | null {
  const value = payload[key];
  return typeof value === 'string' ? value : null;
}

/** Only a PNG's data URL is shown: nothing that an event says is ever loaded from elsewhere. */
function readPreview(payload: Payload): string | null {
  const picture = text(payload, 'picture');
  return picture?.startsWith('data:image/') ? picture : null;
}

/** Why it is not simply running, of the events that say so. */
const NOTICES: Partial<Record<GenerationEventType, (payload: Payload) => string>> = {
  RETRY_SCHEDULED: (payload) =>
    `Attempt ${number(payload, 'attempt') ?? ''} failed (${text(payload, 'code') ?? 'unknown'}): it is tried again.`,
  RELEASED: () => 'Its worker stopped and handed it back: another takes it.',
  LEASE_EXPIRED: () => 'Its worker was not heard of any more: another takes it.',
  CANCEL_REQUESTED: () => 'To be canceled before the next step.',
};

function readSteps(progress: Progress, payload: Payload): Partial<Progress> {
  return {
    stage: text(payload, 'stage') ?? progress.stage,
    stepIndex: number(payload, 'stepIndex') ?? progress.stepIndex,
    stepCount: number(payload, 'stepCount') ?? progress.stepCount,
    etaMs: number(payload, 'etaMs'),
  };
}

function update(progress: Progress, type: GenerationEventType, payload: Payload): Partial<Progress> {
  const notice = NOTICES[type]?.(payload) ?? null;
  if (type === 'PROGRESS') return readSteps(progress, payload);
  if (type === 'PREVIEW') return { preview: readPreview(payload) ?? progress.preview };
  if (type === 'CANCEL_REQUESTED') return { notice };
  // Another attempt begins from the first step; until then the last preview stays.
  return { ...NO_PROGRESS, preview: type === 'STARTED' ? null : progress.preview, notice };
}

/** The next state; an event that is already in (one that came twice, over two connections) changes nothing. */
export function foldEvent(progress: Progress, { seq, type, payload }: EventPartsFragment): Progress {
  if (seq <= progress.lastSeq) return progress;
  const fields = typeof payload === 'object' && payload !== null ? (payload as Payload) : {};
  return { ...progress, ...update(progress, type, fields), lastSeq: seq, lastType: type };
}
