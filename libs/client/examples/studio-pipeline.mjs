/**
 * A studio's night job: a folder of whatever it has (BVH, VRMA, COCO, ...) becomes a library, the poses that are most like one of them are
 * looked up, and those in three dimensions go out as GLB, with their licences beside them.
 *
 *   node libs/client/examples/studio-pipeline.mjs --folder mocap --library 'Shoot 12' --licence CC-BY-4.0 --out export
 */
import { openAsBlob } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createClient, RejectedError } from '@contrapposto/client';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    folder: { type: 'string', default: 'poses' },
    library: { type: 'string', default: 'Imported poses' },
    licence: { type: 'string' },
    format: { type: 'string', default: 'GLB' },
    commercial: { type: 'boolean', default: false },
    out: { type: 'string', default: 'export' },
  },
});

const client = createClient({ url: values.url });

// 1. Import: what cannot be read is told, and the others go on.
const library = await client.createPoseLibrary({ name: values.library, licence: values.licence });
for (const name of (await readdir(values.folder)).sort()) await importFile(name);

// 2. Search: the first pose by name, then what is most like it in shape. A mirror image counts.
const [first] = await take(1, client.searchPoses({ libraryIds: [library.id] }, { orderBy: 'NAME_ASC' }));
if (!first) throw new Error(`No pose found in ${values.folder}.`);
const filter = { libraryIds: [library.id] };
const similar = await take(5, client.findSimilarPoses({ poseId: first.id, mirror: true }, { filter, pageSize: 5 }));
for (const { node, similarity } of similar) console.log(`${node.name}: ${describe(similarity)}`);

// 3. Export: those of which all three dimensions are known, for any rig.
const chosen = [first, ...similar.map(({ node }) => node)].filter(({ currentVersion }) => currentVersion.data.spatial);
await exportPoses(chosen);

/** A file that nobody can read is reported, and the others go on. */
async function importFile(name) {
  const file = { name, content: await openAsBlob(path.join(values.folder, name)) };
  const report = await client.importPoses({ libraryId: library.id, file, tags: ['import'] }).catch((error) => {
    if (error instanceof RejectedError) return { taken: 0, refused: 0, problems: error.userErrors };
    throw error;
  });
  console.log(`${name}: ${report.format ?? 'unreadable'}, ${report.taken} taken, ${report.refused} refused`);
  for (const { kind, what, count, reason } of report.conversion?.losses ?? [])
    console.log(`  ${kind} ${what} (${count}): ${reason}`);
}

/** The joints that make the difference. */
function describe({ distance, mirrored, joints }) {
  const [most] = joints;
  const by = most && most.distance > 0 ? `, most by ${most.joint} (${Math.round(most.share * 100)} %)` : '';
  return `${distance.toFixed(3)} away${mirrored ? ', mirrored' : ''}${by}`;
}

async function exportPoses(poses) {
  const poseIds = poses.map(({ id }) => id);
  const { files, licences } = await client.exportPoses({
    poseIds,
    format: values.format,
    commercialUse: values.commercial,
  });
  await mkdir(values.out, { recursive: true });
  for (const file of files) await writeFile(path.join(values.out, file.fileName), await client.download(file));
  console.log(`${values.out}: ${files.map(({ fileName }) => fileName).join(', ')}`);
  console.log(`under ${[...new Set(licences.map(({ licence }) => licence ?? 'no licence stated'))].join(', ')}`);
}

/** The first so many. */
async function take(count, found) {
  const taken = [];
  for await (const one of found) {
    taken.push(one);
    if (taken.length === count) break;
  }
  return taken;
}
