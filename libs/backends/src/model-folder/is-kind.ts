import { stat } from 'node:fs/promises';

/** Whether there is such a file or folder; what cannot be looked at is not there. */
export async function isKind(path: string, kind: 'isFile' | 'isDirectory'): Promise<boolean> {
  try {
    return (await stat(path))[kind]();
  } catch {
    return false;
  }
}
