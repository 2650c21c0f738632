/**
 * A folder of pose files (COCO, OpenPose, ...: whatever the service reads) becomes a library.
 *
 *   node libs/client/examples/import-poses.mjs --folder poses --library 'Market scene' --tag market
 */
import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createClient, RejectedError } from '@contrapposto/client';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    folder: { type: 'string', default: 'poses' },
    library: { type: 'string', default: 'Imported poses' },
    tag: { type: 'string', multiple: true, default: [] },
    'dry-run': { type: 'boolean', default: false },
  },
});

const client = createClient({ url: values.url });
const library = await client.createPoseLibrary({ name: values.library });
for (const name of (await readdir(values.folder)).sort()) await importFile(name);

/** A file that nobody can read is reported, and the others go on. */
async function importFile(name) {
  const file = { name, content: await openAsBlob(path.join(values.folder, name)) };
  const input = { libraryId: library.id, file, tags: values.tag, dryRun: values['dry-run'] };
  const report = await client.importPoses(input).catch((error) => {
    if (error instanceof RejectedError) return { taken: 0, refused: 0, problems: error.userErrors };
    throw error;
  });
  console.log(`${name}: ${report.format ?? 'unreadable'}, ${report.taken} taken, ${report.refused} refused`);
  for (const { severity = 'ERROR', record, message } of report.problems) {
    console.log(`  ${severity} ${record ? `${record}: ` : ''}${message}`);
  }
}
