/**
 * The models of the paper's first table, which come with the repository as layers: of each only what it has for itself, upon the bundled model's text
 * encoder, autoencoder and estimator, and upon the frozen denoiser that two of them share.
 *
 *   node tools/bench/table-models.mjs --out DIR         whole model folders, DIR/sd, DIR/humansd, ...: for a worker, `--model DIR/sd`, or diffusers
 *   node tools/bench/table-models.mjs --collect DIR     the layers anew, from what `python -m mannequin.experiments` exported to DIR
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { MODEL, ROOT } from './service.mjs';

const LAYERS = path.join(ROOT, 'models', 'paper-tables');
/** What lies beside the bundled model, for its readers. */
const CARD = new Set(['README.md', 'contact-sheet.jpg', 'evaluation.json']);
/** The denoiser that knows the text alone, before any system went on from it. */
const BASE = 'base';
/** By model: its layers upon the bundled model, the later ones over the earlier. */
const TABLE_MODELS = {
  sd: ['sd'],
  't2i-adapter': [BASE, 't2i-adapter'],
  controlnet: [BASE, 'controlnet'],
  'humansd-plain': ['humansd-plain'],
  humansd: ['humansd'],
};

/** Writes whole model folders to `folder`/NAME; a folder that is there is written over. */
function assembleTableModels(folder) {
  for (const [name, layers] of Object.entries(TABLE_MODELS)) {
    const place = path.join(folder, name);
    rmSync(place, { recursive: true, force: true });
    for (const source of toSources(layers)) cpSync(source, place, { recursive: true, filter: isOfModel });
  }
}

/** Hands `work` the folder that was given, or one with whole models of the layers, which is gone afterwards. */
export async function withTableModels(given, work) {
  if (given) return work(given);
  const folder = mkdtempSync(path.join(tmpdir(), 'contrapposto-models-'));
  try {
    assembleTableModels(folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where a model's files come from, the later over the earlier. */
function toSources(layers) {
  return [MODEL, ...layers.map((layer) => path.join(LAYERS, layer))];
}

function isOfModel(file) {
  return !CARD.has(path.basename(file));
}

/** Keeps of each exported model what the layers beneath its own have not. */
function collect(exported) {
  for (const layer of new Set(Object.values(TABLE_MODELS).flat()))
    rmSync(path.join(LAYERS, layer), { recursive: true, force: true });
  for (const [name, layers] of Object.entries(TABLE_MODELS)) {
    const folder = path.join(exported, name);
    for (const file of listFiles(folder)) {
      const beneath = toSources(layers.slice(0, -1)).map((source) => path.join(source, file));
      const known = beneath.findLast(existsSync);
      if (known && isSame(known, path.join(folder, file))) continue;
      // What controlnet and t2i-adapter freeze, both were exported with.
      const layer = layers.includes(BASE) && file.startsWith('unet') ? BASE : name;
      if (layer === BASE && known?.startsWith(LAYERS)) throw new Error(`expected one ${file} that is frozen, got two`);
      cpSync(path.join(folder, file), path.join(LAYERS, layer, file));
    }
  }
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true }).filter((file) => statSync(path.join(folder, file)).isFile());
}

function isSame(a, b) {
  return readFileSync(a).equals(readFileSync(b));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { out: { type: 'string' }, collect: { type: 'string' } } });
  if (!values.out === !values.collect) throw new Error('expected either --out DIR or --collect DIR');
  if (values.collect) collect(values.collect);
  else assembleTableModels(values.out);
}
