import { useApolloClient, useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ImportPosesDocument, type ImportPosesMutation } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';

export type ImportReport = NonNullable<ImportPosesMutation['importPoses']['report']>;

export interface ImportRequest {
  readonly file: File;
  readonly libraryId: string;
  readonly tags: readonly string[];
  /** Reports, and takes nothing. */
  readonly dryRun: boolean;
}

export interface ImportOutcome {
  readonly report: ImportReport;
  readonly dryRun: boolean;
}

export interface ImportRun {
  readonly run: (request: ImportRequest) => Promise<void>;
  readonly isBusy: boolean;
  readonly outcome: ImportOutcome | null;
  readonly problem: string | null;
  readonly reset: () => void;
}

/** Sends a file, as it is. @returns the id of the upload @throws Error that says what the API said */
async function upload(file: File): Promise<string> {
  const response = await fetch(`/uploads?fileName=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
  const answer = (await response.json()) as { readonly id?: string; readonly message?: string };
  if (answer.id === undefined) throw new Error(answer.message ?? `The API answered with ${response.status}.`);
  return answer.id;
}

/** Brings poses in. @param onTaken is told when a library has new ones */
export function useImport(onTaken: () => void): ImportRun {
  const { cache } = useApolloClient();
  const [mutate] = useMutation(ImportPosesDocument);
  const [isBusy, setIsBusy] = useState(false);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const reset = () => {
    setOutcome(null);
    setProblem(null);
  };
  const run = async ({ file, ...rest }: ImportRequest) => {
    reset();
    setIsBusy(true);
    try {
      const { data } = await mutate({ variables: { input: { uploadId: await upload(file), ...rest } } });
      const { report, userErrors } = data!.importPoses;
      setProblem(userErrors[0]?.message ?? null);
      if (!report) return;
      setOutcome({ report, dryRun: rest.dryRun });
      if (rest.dryRun || report.taken === 0) return;
      cache.evict({ id: 'ROOT_QUERY', fieldName: 'poses' });
      onTaken();
    } catch (error) {
      setProblem(describeError(error));
    } finally {
      setIsBusy(false);
    }
  };
  return { run, isBusy, outcome, problem, reset };
}
