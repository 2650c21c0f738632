/**
 * Pictures that another tool drew, one for each picture of a file of annotations, are judged by how well they hold the poses.
 *
 *   node libs/client/examples/judge-pictures.mjs --annotations validation.json --pictures out --tool NTED
 */
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@contrapposto/client';
import { WebSocket } from 'ws';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    annotations: { type: 'string', default: 'annotations.json' },
    pictures: { type: 'string', default: 'pictures' },
    tool: { type: 'string', default: 'another tool' },
    dataset: { type: 'string', default: 'Validation' },
    out: { type: 'string', default: 'report.html' },
  },
});

const client = createClient({ url: values.url, webSocket: WebSocket });
const dataset = await client.createDataset({ name: values.dataset });
const annotations = await openFile(values.annotations);
const { snapshot, report: read } = await client.importDataset({ datasetId: dataset.id, annotations });
console.log(`${read.taken} samples, ${read.refused} refused`);

const { report } = await client.createReport({
  name: values.tool,
  snapshotId: snapshot.id,
  metrics: ['AP', 'CAP', 'PCE'],
  external: { name: values.tool, pictures: readPictures() },
});
const { state, metrics, skipped, failure } = await client.waitForReport(report.id, {
  onEvent: ({ seq, type, payload }) => console.log(seq, type, payload.stage ?? '', payload.done ?? ''),
});
console.log(state, failure?.message ?? '');
for (const { metric, primary, overall } of metrics) console.log(metric, valueOf(overall, primary));
for (const { metric, reason } of skipped) console.log(`${metric} was left out: ${reason}`);
if (state === 'SUCCEEDED') await writeFile(values.out, await client.exportReport(report.id, 'html'));
await client.dispose();

/** The tool's pictures have the names of the samples. */
async function* readPictures() {
  for await (const { key } of client.listDatasetSamples(snapshot.id))
    yield { key, file: await openFile(path.join(values.pictures, key)) };
}

async function openFile(file) {
  return { name: path.basename(file), content: await openAsBlob(file) };
}

function valueOf({ values: named }, name) {
  return named.find((one) => one.name === name)?.value;
}
