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

function describe(type: GenerationEventType, payload: Payload): string | null {
  switch (type) {
    case 'RETRY_SCHEDULED':
      return `Attempt ${number(payload, 'attempt') ?? ''} failed (${text(payload, 'code') ?? 'unknown'}): it is tried again.`;
    case 'RELEASED':
      return 'Its worker stopped and handed it back: another takes it.';
    case 'LEASE_EXPIRED':
      return 'Its worker was not heard of any more: another takes it.';
    case 'CANCEL_REQUESTED':
      return 'To be canceled before the next step.';
    default:
      return null;
  }
}

function update(progress: Progress, type: GenerationEventType, payload: Payload): Partial<Progress> {
  switch (type) {
    case 'PROGRESS':
      return {
        stage: text(payload, 'stage') ?? progress.stage,
        stepIndex: number(payload, 'stepIndex') ?? progress.stepIndex,
        stepCount: number(payload, 'stepCount') ?? progress.stepCount,
        etaMs: number(payload, 'etaMs'),
      };
    case 'PREVIEW':
      return { preview: readPreview(payload) ?? progress.preview };
    case 'CANCEL_REQUESTED':
      return { notice: describe(type, payload) };
    case 'STARTED':
      return { ...NO_PROGRESS };
    default:
      return { ...NO_PROGRESS, preview: progress.preview, notice: describe(type, payload) };
  }
}

/** The next state; an event that is already in (one that came twice, over two connections) changes nothing. */
export function foldEvent(progress: Progress, { seq, type, payload }: EventPartsFragment): Progress {
  if (seq <= progress.lastSeq) return progress;
  const fields = typeof payload === 'object' && payload !== null ? (payload as Payload) : {};
  return { ...progress, ...update(progress, type, fields), lastSeq: seq, lastType: type };
}
