/**
 * What the choices of libs/backends/src/onnx are worth: the UNet of a model with one choice at a time undone.
 *
 *   node tools/bench/onnx-choices.mjs [--model models/mannequin] [--size 16] [--rounds 12] [--threads 1] [--only NAME,...]
 *
 * Each variant is a session of its own; they take turns, so that a busy machine is as unfair to all. Processor time of one
 * forward pass with both guidance branches, median and least, since wall time says little where other programs run.
 * Build first: npx tsc -b libs/backends.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildUNet, ConfigReader, GraphBuilder, openWeightsFile, readUNetConfig } from '@contrapposto/backends/onnx';

const ort = createRequire(new URL('../../libs/backends/package.json', import.meta.url))('onnxruntime-node');
const ROOT = path.resolve(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: path.join(ROOT, 'models', 'mannequin') },
    size: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '12' },
    threads: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});

/** Each gives the replacement of one node as other nodes, or null to leave it. */
const REWRITES = {
  'weights transposed when loaded, MatMul': (graph, op, [x, weight], options) => {
    if (op !== 'FusedMatMul') return null;
    return graph.node(
      'MatMul',
      [x, graph.node('Transpose', [weight], { attributes: { perm: [1, 0] } })],
      plain(options),
    );
  },
  'attention as MatMul, Softmax, MatMul': (graph, op, [q, k, v], options) => {
    if (op !== 'MultiHeadAttention') return null;
    const heads = options.attributes.num_heads;
    const split = (x, perm) => {
      const parts = graph.node('Reshape', [x, graph.ints([0, 0, heads, -1])]);
      return graph.node('Transpose', [parts], { attributes: { perm } });
    };
    const keys = split(k, [0, 2, 3, 1]);
    const width = graph.node('Cast', [graph.node('Shape', [keys], { attributes: { start: 2, end: 3 } })], {
      attributes: { to: 1 },
    });
    const scores = graph.node('Div', [
      graph.node('MatMul', [split(q, [0, 2, 1, 3]), keys]),
      graph.node('Sqrt', [width]),
    ]);
    const weights = graph.node('Softmax', [scores], { attributes: { axis: -1 } });
    const mixed = graph.node('MatMul', [weights, split(v, [0, 2, 1, 3])]);
    const joined = graph.node('Transpose', [mixed], { attributes: { perm: [0, 2, 1, 3] } });
    return graph.node('Reshape', [joined, graph.ints([0, 0, -1])]);
  },
  'silu as Sigmoid and Mul': (graph, op, [x], options) =>
    op === 'QuickGelu' ? graph.node('Mul', [x, graph.node('Sigmoid', [x], plain(options))]) : null,
  'group norm by means of squares': (graph, op, [x], options) => {
    if (op !== 'InstanceNormalization') return null;
    const axes = graph.ints([2]);
    const centred = graph.node('Sub', [x, graph.node('ReduceMean', [x, axes])]);
    const variance = graph.node('ReduceMean', [graph.node('Mul', [centred, centred]), axes]);
    const spread = graph.node('Sqrt', [
      graph.node('Add', [variance, graph.floats([options.attributes.epsilon.float])]),
    ]);
    return graph.node('Div', [centred, spread]);
  },
};

const SESSIONS = {
  'as shipped': {},
  'optimization level basic': { graphOptimizationLevel: 'basic' },
  'optimization level extended (no blocked convolutions)': { graphOptimizationLevel: 'extended' },
  'no memory arena': { enableCpuMemArena: false },
  'no memory pattern': { enableMemPattern: false },
};

const variants = [
  ...Object.entries(SESSIONS).map(([name, session]) => ({ name, session, rewrite: () => null })),
  ...Object.entries(REWRITES).map(([name, rewrite]) => ({ name, session: {}, rewrite })),
].filter(({ name }) => !values.only || ['as shipped', ...values.only.split(',')].includes(name));

const runs = [];
for (const variant of variants) runs.push(await open(variant));
runs.push(...extraRuns(runs[0]));
for (let round = 0; round < Number(values.rounds); round++) for (const run of runs) await run.measure();
report();

async function open({ name, session, rewrite }) {
  const folder = path.join(values.model, 'unet');
  const config = readUNetConfig(
    new ConfigReader(JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8')), 'config'),
  );
  const weights = await openWeightsFile(path.join(folder, 'diffusion_pytorch_model.safetensors'), folder);
  const model = rewriting(rewrite, () => buildUNet(config, weights, 'config').encode());
  const begin = process.cpuUsage();
  const opened = await ort.InferenceSession.create(model, {
    intraOpNumThreads: Number(values.threads),
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...session,
    extra: { session: { model_external_initializers_file_folder_path: weights.folder } },
  });
  const openMs = elapsed(begin);
  const size = Number(values.size);
  const feeds = (batch) => ({
    sample: random(batch, config.inChannels, size, size),
    timestep: random(1),
    prompt_embeds: random(batch, 77, config.contextFeatures),
  });
  const both = feeds(2);
  return {
    ...timed(name, () => opened.run(both)),
    opened,
    feeds,
    outputs: [2, config.outChannels, size, size],
    openMs,
  };
}

/** Other ways to run the session that is shipped. */
function extraRuns({ opened, feeds, outputs }) {
  const both = feeds(2);
  const one = feeds(1);
  const buffer = new ort.Tensor('float32', new Float32Array(outputs.reduce((a, b) => a * b)), outputs);
  return [
    timed('output buffer handed in', () => opened.run(both, { prediction: buffer })),
    timed('one branch after the other', async () => {
      await opened.run(one);
      await opened.run(one);
    }),
  ];
}

function timed(name, run) {
  const samples = [];
  const measure = async () => {
    if (samples.length === 0) await run();
    const begin = process.cpuUsage();
    await run();
    samples.push(elapsed(begin));
  };
  return { name, samples, measure };
}

/** Has every node that is added while `build` runs offered to `rewrite` first. */
function rewriting(rewrite, build) {
  const original = GraphBuilder.prototype.nodeWithOutputs;
  GraphBuilder.prototype.nodeWithOutputs = function (op, inputs, count, options = {}) {
    const replaced = rewrite(this, op, inputs, options);
    return replaced === null ? original.call(this, op, inputs, count, options) : [replaced];
  };
  try {
    return build();
  } finally {
    GraphBuilder.prototype.nodeWithOutputs = original;
  }
}

function plain({ label }) {
  return { label };
}

function random(...dims) {
  const length = dims.reduce((a, b) => a * b);
  return new ort.Tensor(
    'float32',
    Float32Array.from({ length }, () => Math.random() * 2 - 1),
    dims,
  );
}

function elapsed(begin) {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

function report() {
  const [shipped] = runs;
  const least = (samples) => Math.min(...samples);
  console.log(`| variant | median ms | least ms | least, relative | open ms |\n| --- | --- | --- | --- | --- |`);
  for (const { name, samples, openMs } of runs) {
    const median = [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)];
    const relative = least(samples) / least(shipped.samples);
    const cells = [name, median.toFixed(1), least(samples).toFixed(1), relative.toFixed(2), openMs?.toFixed(0) ?? ''];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
