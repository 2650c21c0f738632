/**
 * What it costs to tell a model of the pose: whole pictures by several models, taking turns in one process, part by part.
 *
 *   node tools/bench/branch-cost.mjs [--models DIR] [--names sd,humansd,controlnet,t2i-adapter] [--runs 15] [--threads N]
 *                                    [--record docs/benchmarks/branch-cost.json]
 *
 * `--models` is what `python -m mannequin.experiments` exported to; where left out, the models that come with the project. The first name is what
 * the others are compared with. A ratio is the median of the ratios of its turns: what else the machine does meets neighbours alike.
 * Bar: humansd at most 1.02 of sd, controlnet at least 1.25 of humansd.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openModelFolder, startBackendProcess } from '@contrapposto/backends';
import { median } from './statistics.mjs';
import { composeRecipe } from './subject.mjs';
import { withTableModels } from './table-models.mjs';

const WARM_UP = 3;

const { values: options } = parseArgs({
  options: {
    models: { type: 'string' },
    names: { type: 'string', default: 'sd,humansd,controlnet,t2i-adapter' },
    runs: { type: 'string', default: '15' },
    threads: { type: 'string' },
    record: { type: 'string' },
  },
});

const backend = await startBackendProcess('onnx');
try {
  report(
    await withTableModels(options.models, async (models) =>
      measure(await loadModels(models, options.names.split(','))),
    ),
  );
} finally {
  await backend.dispose();
}

async function loadModels(folder, names) {
  const models = [];
  for (const name of names) {
    const artifact = await openModelFolder(path.join(folder, name));
    const load = options.threads ? { threads: Number(options.threads) } : {};
    models.push({ name, recipe: composeRecipe(artifact.info), loaded: await backend.load(artifact, load) });
  }
  return models;
}

/** Of each model its pictures' times in order: the whole, and the pipeline's own parts, milliseconds. */
async function measure(models) {
  const times = new Map(models.map(({ name }) => [name, []]));
  for (let run = -WARM_UP; run < Number(options.runs); run++) {
    for (const { name, recipe, loaded } of models) {
      const started = performance.now();
      const { timings } = await loaded.run(recipe);
      if (run >= 0) times.get(name).push({ whole: performance.now() - started, ...timings });
    }
  }
  return times;
}

function report(times) {
  const [first] = times.values();
  const models = Object.fromEntries(
    [...times].map(([name, runs]) => {
      const parts = Object.keys(runs[0]).map((part) => [part, round(median(runs.map((run) => run[part])))]);
      const ratio = (part) => round(median(runs.map((run, turn) => run[part] / first[turn][part])), 3);
      return [name, { ms: Object.fromEntries(parts), toFirst: { whole: ratio('whole'), denoise: ratio('denoise') } }];
    }),
  );
  const result = {
    what: 'whole pictures by models that are told of the pose in different ways',
    machine: `${cpus()[0].model.trim()}, ${availableParallelism()} threads, Node ${process.version}`,
    runs: Number(options.runs),
    threads: options.threads ? Number(options.threads) : null,
    models,
  };
  console.log(JSON.stringify(result, null, 2));
  if (options.record) writeFileSync(options.record, `${JSON.stringify(result, null, 2)}\n`);
}

function round(number, digits = 1) {
  return Number(number.toFixed(digits));
}
