import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const OPTIONS = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** Every process of every spec compiles the same sources: once is enough. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/contrapposto/typescript/', import.meta.url));

export function resolve(specifier, context, next) {
  if (!/^(\.{0,2}\/|file:).*\.js$/.test(specifier)) return next(specifier, context);
  const url = new URL(specifier, context.parentURL);
  const source = new URL(url.href.replace(/\.js$/, '.ts'));
  const isSource = !existsSync(url) && existsSync(source);
  return isSource ? { url: source.href, format: 'module', shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  return { format: 'module', source: await compile(filename, await readFile(filename, 'utf8')), shortCircuit: true };
}

async function compile(filename, source) {
  const key = createHash('sha256')
    .update(JSON.stringify([filename, source, OPTIONS]))
    .digest('hex');
  const cached = `${CACHE}${key}.js`;
  if (existsSync(cached)) return readFileSync(cached, 'utf8');
  const { transform } = await import('@swc/core');
  const { code } = await transform(source, { ...OPTIONS, filename });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(`${cached}.${process.pid}`, code);
  renameSync(`${cached}.${process.pid}`, cached);
  return code;
}
