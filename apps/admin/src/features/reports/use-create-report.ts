import { useApolloClient, useMutation } from '@apollo/client/react';
import { useState } from 'react';
import {
  CreateEvaluationReportDocument,
  type CreateEvaluationReportInput,
  CreatePoseSetDocument,
  type CreatePoseSetInput,
  type SnapshotPartsFragment,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { type ReportDraft } from './report-draft.js';

export interface CreateReport {
  /** Poses become samples of a snapshot; the same poses again are the same snapshot. */
  readonly freeze: (draft: ReportDraft, name: string) => Promise<SnapshotPartsFragment | null>;
  /** @returns the id of the report */
  readonly create: (input: CreateEvaluationReportInput) => Promise<string | null>;
  readonly isBusy: boolean;
  /** Why the last of them was refused. */
  readonly problems: readonly string[];
  readonly reset: () => void;
}

function toPoseSetInput({ place, poseScenes, caption }: ReportDraft, name: string): CreatePoseSetInput {
  const [kind, id] = (place ?? 'library:').split(':');
  return {
    name,
    ...(kind === 'library' ? { libraryId: id } : { collectionId: id }),
    ...(caption.trim() !== '' && { caption: caption.trim() }),
    ...(poseScenes.length > 0 && { scenes: poseScenes }),
  };
}

/** Freezes what is to be judged, and asks for the report. */
export function useCreateReport(): CreateReport {
  const { cache } = useApolloClient();
  const [createSet, settingUp] = useMutation(CreatePoseSetDocument);
  const [createReport, creating] = useMutation(CreateEvaluationReportDocument);
  const [problems, setProblems] = useState<readonly string[]>([]);

  const settle = async <T extends { readonly userErrors: readonly { readonly message: string }[] }>(
    request: Promise<T | undefined>,
  ): Promise<T | null> => {
    setProblems([]);
    try {
      const outcome = await request;
      setProblems(outcome?.userErrors.map(({ message }) => message) ?? []);
      return outcome ?? null;
    } catch (error) {
      setProblems([describeError(error)]);
      return null;
    }
  };

  return {
    freeze: async (draft, name) => {
      const request = createSet({ variables: { input: toPoseSetInput(draft, name) } });
      const outcome = await settle(request.then(({ data }) => data?.createPoseSet));
      cache.evict({ id: 'ROOT_QUERY', fieldName: 'datasets' });
      return outcome?.snapshot ?? null;
    },
    create: async (input) => {
      const outcome = await settle(
        createReport({ variables: { input } }).then(({ data }) => data?.createEvaluationReport),
      );
      return outcome?.report?.id ?? null;
    },
    isBusy: settingUp.loading || creating.loading,
    problems,
    reset: () => {
      setProblems([]);
    },
  };
}
