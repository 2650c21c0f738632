import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { cancelGeneration } from './cancel-generation.js';
import { createGeneration } from './create-generations.js';
import { getGeneration } from './get-generation.js';
import { retryGeneration } from './retry-generation.js';

describe('the licences of a generation', () => {
  const clone = useTestDatabase();
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await createTestStudio(clone.current);
    await clone.current.query(`update pose_libraries set licence = 'CC-BY-NC-4.0', author = 'Ada'`);
    await clone.current.query(`update models set licence = 'Apache-2.0'`);
  });

  it('are those of pose and model, as they were, also of the same again', async () => {
    const { generation } = await createGeneration(clone.current, keepParts, studio.request);
    await clone.current.query(`update pose_libraries set licence = 'MIT'`);
    const { id, licences } = await getGeneration(clone.current, generation.id);
    expect(licences).toEqual([
      {
        kind: 'POSE',
        name: 'dancer',
        poseVersionId: studio.poseVersionId,
        version: '1',
        library: 'starter',
        statedBy: 'LIBRARY',
        licence: 'CC-BY-NC-4.0',
        commercialUse: false,
        attribution: null,
        source: null,
        author: 'Ada',
      },
      expect.objectContaining({ kind: 'MODEL', licence: 'Apache-2.0', commercialUse: true, statedBy: 'MODEL' }),
    ]);
    await cancelGeneration(clone.current, id);
    expect((await retryGeneration(clone.current, id)).licences).toEqual(licences);
    await expect(clone.current.query(`update generations set licences = '[]' where id = $1`, [id])).rejects.toThrow(
      'frozen',
    );
  });

  it('say that nobody knows where a pose came with the request', async () => {
    const { poseVersionId: _none, ...request } = studio.request;
    const pose = { skeleton: 'coco17' as const, width: 8, height: 8, people: [] };
    const { generation } = await createGeneration(clone.current, keepParts, { ...request, pose });
    expect(generation.licences?.[0]).toMatchObject({
      kind: 'POSE',
      licence: null,
      commercialUse: null,
      statedBy: null,
    });
  });
});
