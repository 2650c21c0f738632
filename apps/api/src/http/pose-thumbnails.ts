import { loadPoseVersions } from '@contrapposto/platform';
import { renderSkeletonSvg } from '@contrapposto/pose';
import type { RequestHandler } from 'express';
import { parseGlobalId } from '../global-id.js';
import { BoundedCache } from './bounded-cache.js';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';

const CACHED = 2_000;
/** Versions never change, the drawing of them may, with a new build. */
const A_DAY = 'private, max-age=86400';

/** GET /poses/:poseVersionId/thumbnail.svg: drawn here from numbers alone, so that nothing of a user's is in the markup. */
export function createPoseThumbnailHandler({ database }: HttpParts): RequestHandler {
  const cache = new BoundedCache<string | null>(CACHED);
  return async (request, response) => {
    const { studioId } = response.locals.caller;
    const found = parseGlobalId(String(request.params.poseVersionId));
    const svg =
      found?.type === 'PoseVersion' ? await cache.get(`${studioId} ${found.id}`, () => draw(studioId, found.id)) : null;
    if (svg === null) throw new HttpProblem(404, 'NOT_FOUND', 'No pose version of this studio has that id.');
    response.set({ 'cache-control': A_DAY, 'content-security-policy': "default-src 'none'; sandbox" });
    response.type('image/svg+xml').send(svg);
  };

  async function draw(studioId: string, id: string): Promise<string | null> {
    const version = (await loadPoseVersions(database, studioId, [id])).get(id);
    if (!version) return null;
    const { skeleton, width, height, people } = version.data;
    const bare = people.map(({ keypoints, crowd, hidden }) => ({
      keypoints,
      ...(crowd && { crowd }),
      ...(hidden && { hidden }),
    }));
    return renderSkeletonSvg({ skeleton, width, height, people: bare });
  }
}
