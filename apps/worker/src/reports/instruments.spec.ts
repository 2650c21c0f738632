import { createBackendRegistry } from '@contrapposto/backends';
import { BackendPool } from '../backends/backend-pool.js';
import { openInstruments } from './instruments.js';

describe('instruments', () => {
  it('are asked for again where nothing runs at all, and not left out of the report', async () => {
    const context = {
      models: { byDigest: new Map(), estimator: null },
      backends: [],
      pool: new BackendPool(createBackendRegistry(), 1),
      extractors: {},
    };
    const opened = openInstruments(context, ['AP', 'FID', 'CLIPSIM'], new AbortController().signal);
    await expect(opened).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
  });
});
