import type { Client } from '@contrapposto/client';
import { createConfig } from '../config.js';
import { createContext } from '../context.js';
import { followToEnd } from './follow.js';

const CONFIG = createConfig({ model: null, modelFolders: [], backend: null, plugins: [], serviceUrl: null });

/** A context whose Ctrl-C is `cancel`, and what it shows. */
function createSurroundings() {
  const canceler = new AbortController();
  let shown = '';
  const stream = { isTTY: false, write: (text: string) => (shown += text) !== '' } as unknown as NodeJS.WriteStream;
  const context = createContext(CONFIG, { stdout: stream, stderr: stream, signal: canceler.signal });
  return {
    context,
    cancel: () => {
      canceler.abort();
    },
    shown: () => shown,
  };
}

describe('looking on', () => {
  it('ends by Ctrl-C with a word on the report, which goes on', async () => {
    const { context, cancel } = createSurroundings();
    const service = {
      async *followReport(_id: string, { signal }: { signal: AbortSignal }) {
        yield { type: 'PROGRESS', payload: { stage: 'generate', done: 1, total: 4, etaMs: null } };
        cancel();
        await Promise.resolve();
        signal.throwIfAborted();
      },
    } as unknown as Client;
    await expect(followToEnd(service, context, 'id', {})).rejects.toMatchObject({
      code: 'CANCELED',
      message: expect.stringMatching(/goes on: "report follow id".*"report cancel id"/),
    });
    await context[Symbol.asyncDispose]();
  });
});
