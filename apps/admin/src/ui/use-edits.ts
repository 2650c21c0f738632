import { useState } from 'react';
import { type Outcome, settleEdit } from './settle-edit.js';

/** How the edits of something go, for those who show it. */
export interface EditState {
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problem: string | null;
  readonly reset: () => void;
}

type Request<Data> = Promise<{ readonly data?: Data | null | undefined }>;

export interface Edits {
  readonly state: EditState;
  /** Waits for an edit, whose payload `pick` finds in the answer. @returns the payload, or null where it was refused */
  readonly settle: <Data, T extends Outcome>(request: Request<Data>, pick: (data: Data) => T) => Promise<T | null>;
  /** The same. @returns whether it was done */
  readonly attempt: <Data>(request: Request<Data>, pick: (data: Data) => Outcome) => Promise<boolean>;
}

/** Edits that are told of in one place. @param onStale reads anew what somebody else has changed */
export function useEdits(onStale: () => unknown = () => undefined): Edits {
  const [underWay, setUnderWay] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const settle: Edits['settle'] = async (request, pick) => {
    setUnderWay((count) => count + 1);
    const outcome = request.then(({ data }) => (data ? pick(data) : undefined));
    const settled = await settleEdit(outcome, setProblem, onStale);
    setUnderWay((count) => count - 1);
    return settled;
  };
  const reset = () => {
    setProblem(null);
  };
  return {
    state: { isBusy: underWay > 0, problem, reset },
    settle,
    attempt: async (request, pick) => (await settle(request, pick)) !== null,
  };
}
