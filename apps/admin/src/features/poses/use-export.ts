import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ExportPosesDocument, type ExportPosesInput, type ExportPosesMutation } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

export type PoseExport = NonNullable<ExportPosesMutation['exportPoses']['export']>;

export interface ExportRefusal {
  /** Null where the API could not be asked. */
  readonly code: string | null;
  readonly message: string;
}

export interface ExportRun {
  readonly run: (input: ExportPosesInput) => Promise<void>;
  readonly isBusy: boolean;
  readonly made: PoseExport | null;
  readonly refusal: ExportRefusal | null;
  /** Back to before the first run. */
  readonly reset: () => void;
}

/** Takes poses out. */
export function useExport(): ExportRun {
  const [mutate, { loading }] = useMutation(ExportPosesDocument);
  const [made, setMade] = useState<PoseExport | null>(null);
  const [refusal, setRefusal] = useState<ExportRefusal | null>(null);
  const reset = () => {
    setMade(null);
    setRefusal(null);
  };
  const run = async (input: ExportPosesInput) => {
    reset();
    try {
      const { data } = await mutate({ variables: { input } });
      setMade(data?.exportPoses.export ?? null);
      setRefusal(data?.exportPoses.userErrors[0] ?? null);
    } catch (error) {
      setRefusal({ code: null, message: describeError(error) });
    }
  };
  return { run, isBusy: loading, made, refusal, reset };
}
