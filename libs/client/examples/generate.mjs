/**
 * Create, follow, download: a pose of the library, a prompt, and the picture.
 *
 *   node libs/client/examples/generate.mjs --pose dancing --prompt 'cartoon, a woman dancing on a beach' --out picture.png
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createClient } from '@contrapposto/client';
// Node 22 and browsers have a WebSocket of their own.
import { WebSocket } from 'ws';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    pose: { type: 'string', default: 'dancing' },
    prompt: { type: 'string', default: 'cartoon, a woman dancing on a beach' },
    seed: { type: 'string', default: '1' },
    // Left out: what the model itself proposes.
    steps: { type: 'string' },
    size: { type: 'string' },
    out: { type: 'string', default: 'picture.png' },
  },
});

const client = createClient({ url: values.url, webSocket: WebSocket });
try {
  const pose = await findPose(values.pose);
  const { generation } = await client.createGeneration({
    poseId: pose.id,
    prompt: values.prompt,
    seed: Number(values.seed),
    numInferenceSteps: toNumber(values.steps),
    width: toNumber(values.size),
    height: toNumber(values.size),
  });
  for await (const event of client.followGeneration(generation.id)) console.log(event.seq, event.type, describe(event));

  const { state, error, picture, fidelity } = await client.getGeneration(generation.id);
  if (state !== 'SUCCEEDED') throw new Error(`${state}: ${error?.message ?? 'no reason given'}`);
  await writeFile(values.out, await client.download(picture));
  const similarity = fidelity?.objectKeypointSimilarity ?? null;
  const held = similarity === null ? '' : `, OKS ${similarity.toFixed(2)}`;
  console.log(`${values.out}: ${picture.width} x ${picture.height}, ${picture.byteSize} bytes${held}`);
} finally {
  await client.dispose();
}

/** The first pose that a text finds. */
async function findPose(text) {
  for await (const pose of client.searchPoses({ text }, { pageSize: 1 })) return pose;
  throw new Error(`No pose found for "${text}".`);
}

function toNumber(text) {
  return text === undefined ? undefined : Number(text);
}

function describe({ type, payload }) {
  return type === 'PROGRESS' ? `${payload.stage} ${payload.stepIndex ?? ''}` : '';
}
