/**
 * `npm run codegen`: writes, for each project that speaks GraphQL, the types of its operations; with a project's name, for that one.
 * `npm run codegen -- --check`: writes nothing, and fails where a file is not what it should be.
 *
 * A project's operations are the `*.graphql` files in its src; what is generated lies in `src/generated/graphql.ts`.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { resolveConfig } from 'prettier';
import { ROOT } from '../workspace.mjs';
import { generateTypes } from './generate-types.mjs';

const PROJECTS = ['libs/client', 'apps/admin'];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    schema: { type: 'string', default: path.join(ROOT, 'apps', 'api', 'schema.graphql') },
  },
});

const schema = readFileSync(options.schema, 'utf8');
const results = [];
for (const project of positionals.length > 0 ? positionals : PROJECTS) results.push(await generate(project));
if (results.includes('stale')) {
  process.stderr.write('Run `npm run codegen` and commit what it writes.\n');
  process.exitCode = 1;
}

/** One line of report, and what became of the project's file. */
async function generate(project) {
  const operations = readOperations(project);
  if (operations.length === 0) throw new Error(`expected operations in ${project}/src/**/*.graphql, got no such file`);
  const file = path.join(ROOT, project, 'src', 'generated', 'graphql.ts');
  const wanted = await generateTypes(schema, operations, await resolveConfig(file));
  const result = settle(file, wanted);
  process.stdout.write(`${path.relative(ROOT, file)}: ${operations.length} files of operations, ${result}\n`);
  return result;
}

function settle(file, wanted) {
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return 'up to date';
  if (options.check) return 'stale';
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, wanted);
  return 'written';
}

function readOperations(project) {
  const source = path.join(ROOT, project, 'src');
  return readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => path.join(source, name))
    .map((location) => ({ location, text: readFileSync(location, 'utf8') }));
}
