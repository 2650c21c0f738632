import { useTestDatabase } from '../testing/test-database.js';
import { countBackends, listBackends, loadBackends } from './backends.js';
import { countModels, listModels, loadModels } from './models.js';
import { type BackendRegistration, registerBackend, touchBackends } from './register-backend.js';
import { type ModelRegistration, registerModel } from './register-model.js';

const MODEL: ModelRegistration = {
  name: 'tiny',
  version: '1.0.0',
  digest: 'd'.repeat(64),
  family: 'humansd',
  licence: null,
  defaults: { width: 64 },
};
const BACKEND: BackendRegistration = {
  worker: 'a',
  name: 'onnx',
  version: '1.0.0',
  device: 'cpu',
  contractVersion: 1,
  usable: true,
  reasons: [],
  capabilities: { families: ['humansd'] },
};

describe('what workers make known', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;

  it('is one model for one digest, as it was last seen', async () => {
    const id = await registerModel(db(), MODEL);
    expect(await registerModel(db(), { ...MODEL, name: 'renamed', defaults: { width: 128 } })).toBe(id);
    const other = await registerModel(db(), { ...MODEL, digest: 'e'.repeat(64), family: 'text-only' });
    expect(await countModels(db())).toBe(2);
    const { edges } = await listModels(db(), { first: 10 });
    expect(edges.map(({ node }) => node)).toMatchObject([
      { ...MODEL, id, name: 'renamed', defaults: { width: 128 } },
      { id: other, family: 'text-only' },
    ]);
    const loaded = await loadModels(db(), [other, 'none', '00000000-0000-4000-8000-000000000000']);
    expect([...loaded.keys()]).toEqual([other]);
    expect(loaded.get(other)!.seenAt).toBeInstanceOf(Date);
  });

  it('is one backend for each worker, name and device, as healthy as its worker', async () => {
    const id = await registerBackend(db(), { ...BACKEND, usable: false, reasons: ['no memory'] });
    expect(await registerBackend(db(), BACKEND)).toBe(id);
    const other = await registerBackend(db(), { ...BACKEND, worker: 'b' });
    await db().query(`update backends set seen_at = now() - interval '2 minutes'`);
    await touchBackends(db(), 'b');
    expect(await countBackends(db())).toBe(2);
    const { edges } = await listBackends(db(), { last: 10 });
    expect(edges.map(({ node }) => node)).toMatchObject([
      { ...BACKEND, id, healthy: false },
      { ...BACKEND, worker: 'b', id: other, healthy: true },
    ]);
    expect([...(await loadBackends(db(), [id, 'none'])).keys()]).toEqual([id]);
  });
});
