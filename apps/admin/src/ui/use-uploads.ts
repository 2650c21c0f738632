import { useCallback, useRef, useState } from 'react';
import { describeError } from './describe-error.js';
import { uploadFile } from './upload-file.js';

/** Files that are on their way at a time. */
const AT_ONCE = 4;

export interface NamedFile {
  /** What the file is to its receiver; unique. */
  readonly key: string;
  readonly file: File;
}

export interface UploadedFile {
  readonly key: string;
  readonly uploadId: string;
}

export interface Uploads {
  /** What has arrived of what was to be sent; null while nothing is sent. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly problem: string | null;
  /** @returns null where it was canceled or a file was refused. What has arrived is not sent again by the next run. */
  readonly run: (files: readonly NamedFile[]) => Promise<readonly UploadedFile[] | null>;
  readonly cancel: () => void;
}

/** Sends many files, some at a time, in their order. */
export function useUploads(): Uploads {
  const [progress, setProgress] = useState<Uploads['progress']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const arrived = useRef(new Map<File, string>());
  const controller = useRef<AbortController | null>(null);

  const run = useCallback(async (files: readonly NamedFile[]) => {
    const { signal } = (controller.current = new AbortController());
    const tell = () => {
      setProgress({ done: files.filter(({ file }) => arrived.current.has(file)).length, total: files.length });
    };
    const queue = files.filter(({ file }) => !arrived.current.has(file)).values();
    const send = async () => {
      for (const { file } of queue) {
        arrived.current.set(file, await uploadFile(file, signal));
        tell();
      }
    };
    setProblem(null);
    tell();
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, send));
      return files.map(({ key, file }) => ({ key, uploadId: arrived.current.get(file)! }));
    } catch (error) {
      if (!signal.aborted) setProblem(describeError(error));
      controller.current.abort();
      return null;
    } finally {
      setProgress(null);
    }
  }, []);

  const cancel = useCallback(() => {
    controller.current?.abort();
  }, []);
  return { progress, problem, run, cancel };
}
