import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FROM_SOURCE } from '../testing/from-source.mjs';
import { createBackendRegistry } from './registry.js';

const TESTING = join(dirname(fileURLToPath(import.meta.url)), '../testing');
const options = { execArgv: FROM_SOURCE, baseFolder: TESTING };

describe('the backend registry', () => {
  it('has the built-in backends without any configuration', () => {
    expect(createBackendRegistry().specifiers).toEqual(['onnx']);
  });

  it('asks every backend, and says why one is broken or unusable', async () => {
    const plugins = ['./plugins/faulty.mjs', './plugins/not-a-plugin.mjs', '@studio/backend-nowhere'];
    const listings = await createBackendRegistry({ plugins, process: options }).survey();
    expect(listings).toMatchObject([
      { specifier: plugins[0], status: 'unusable', name: 'faulty', verdict: { reasons: ['it is faulty'] } },
      { specifier: plugins[1], status: 'broken', reason: expect.stringContaining('contractVersion') },
      { specifier: plugins[2], status: 'broken', reason: expect.stringContaining('@studio/backend-nowhere') },
      { specifier: 'onnx', status: 'usable', verdict: { devices: [{ kind: 'cpu' }] } },
    ]);
  });

  it('starts what is configured, and nothing else', async () => {
    const registry = createBackendRegistry({ plugins: ['./plugins/faulty.mjs'], process: options });
    const backend = await registry.start('./plugins/faulty.mjs');
    expect(backend.plugin).toEqual({ name: 'faulty', version: '0.0.1' });
    await backend.dispose();
    await expect(registry.start('onnyx')).rejects.toMatchObject({
      code: 'PLUGIN_NOT_FOUND',
      message: expect.stringContaining('Did you mean "onnx"?'),
    });
  });
});
