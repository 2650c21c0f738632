import { useApolloClient } from '@apollo/client/react';
import { type ApolloClient } from '@apollo/client';
import { useRef, useState } from 'react';
import {
  CancelImportDocument,
  FollowImportDocument,
  type ImportStateFragment,
  StartImportDocument,
} from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { uploadFile } from '../../ui/upload-file.js';

export type ImportReport = NonNullable<ImportStateFragment['report']>;

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

/** How far an import is: `SEND` while the file goes to the service, which tells no more about it. */
export interface ImportProgress {
  readonly phase: 'SEND' | ImportStateFragment['phase'];
  /** 0 to 1, of the phase. */
  readonly share: number;
  readonly posesRead: number;
}

export interface ImportRun {
  readonly run: (request: ImportRequest) => Promise<void>;
  /** Ends what runs; nothing of it is taken. */
  readonly cancel: () => void;
  /** Null while none runs. */
  readonly progress: ImportProgress | null;
  readonly outcome: ImportOutcome | null;
  readonly problem: string | null;
  readonly reset: () => void;
}

const LOOK_EVERY_MS = 400;
const SENDING: ImportProgress = { phase: 'SEND', share: 0, posesRead: 0 };

function toProgress({ phase, bytesRead, totalBytes, posesRead }: ImportStateFragment): ImportProgress {
  return { phase, share: totalBytes > 0 ? Math.min(1, bytesRead / totalBytes) : 0, posesRead };
}

async function start(client: ApolloClient, request: ImportRequest, signal: AbortSignal): Promise<ImportStateFragment> {
  const { file, ...rest } = request;
  const uploadId = await uploadFile(file, signal);
  const { data } = await client.mutate({ mutation: StartImportDocument, variables: { input: { uploadId, ...rest } } });
  const { import: started, userErrors } = data!.startImport;
  if (started) return started;
  throw new Error(userErrors[0]?.message ?? 'The API has not begun the import.');
}

/** Asks until an import has ended. Whoever aborts asks the service to end it, and waits until it has. */
async function follow(
  client: ApolloClient,
  started: ImportStateFragment,
  tell: (state: ImportStateFragment) => void,
  signal: AbortSignal,
): Promise<ImportStateFragment> {
  const { id } = started;
  const cancel = () => void client.mutate({ mutation: CancelImportDocument, variables: { input: { id } } });
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  for (let found = started; ;) {
    if (found.state !== 'RUNNING') return found;
    tell(found);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const { data } = await client.query({ query: FollowImportDocument, variables: { id }, fetchPolicy: 'no-cache' });
    if (data?.node?.__typename !== 'PoseImport') throw new Error('The import is not there any more.');
    found = data.node;
  }
}

/** Brings poses in. @param onTaken is told when a library has new ones */
export function useImport(onTaken: () => void): ImportRun {
  const client = useApolloClient();
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const reset = () => {
    setOutcome(null);
    setProblem(null);
  };
  const settle = ({ report, failure, state }: ImportStateFragment, dryRun: boolean) => {
    setProblem(failure?.message ?? (state === 'CANCELED' ? 'The import was canceled.' : null));
    if (!report) return;
    setOutcome({ report, dryRun });
    if (dryRun || report.taken === 0) return;
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'poses' });
    onTaken();
  };
  const run = async (request: ImportRequest) => {
    const { signal } = (running.current = new AbortController());
    reset();
    setProgress(SENDING);
    try {
      const started = await start(client, request, signal);
      const tell = (state: ImportStateFragment) => {
        setProgress(toProgress(state));
      };
      settle(await follow(client, started, tell, signal), request.dryRun);
    } catch (error) {
      setProblem(signal.aborted ? 'The import was canceled.' : describeError(error));
    } finally {
      running.current = null;
      setProgress(null);
    }
  };
  const cancel = () => {
    running.current?.abort();
  };
  return { run, cancel, progress, outcome, problem, reset };
}
