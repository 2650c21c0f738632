/**
 * The kernel of pose search: compiles libs/pose/assembly/pose-search.ts with AssemblyScript and writes its bytes, as base64, into the
 * TypeScript file from which a browser and Node load it.
 *
 *     node tools/codegen/pose-search-kernel.mjs [--check]
 *
 * `--check` writes nothing, and fails where the committed bytes are not what the source comes to.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import asc from 'assemblyscript/asc';
import { ROOT } from '../workspace.mjs';

const SOURCE = 'libs/pose/assembly/pose-search.ts';
const TARGET = 'libs/pose/src/similarity/kernel-bytes.ts';
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory'];
const LINE_LENGTH = 110;

async function compile() {
  let bytes = null;
  const { error, stderr } = await asc.main([SOURCE, '--outFile', 'kernel.wasm', '--baseDir', ROOT, ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') bytes = contents;
    },
  });
  if (error || bytes === null) throw new Error(`${SOURCE} does not compile.\n${stderr.toString()}`, { cause: error });
  return bytes;
}

function formatModule(bytes) {
  const base64 = Buffer.from(bytes).toString('base64');
  const lines = base64.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')).map((line) => `  '${line}'`);
  return [
    `/** ${SOURCE}, compiled: ${bytes.length} bytes of WebAssembly. Written by \`node tools/codegen/pose-search-kernel.mjs\`. */`,
    'export const KERNEL_BYTES =',
    `${lines.join(' +\n')};`,
    '',
  ].join('\n');
}

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const target = path.join(ROOT, TARGET);
const written = formatModule(await compile());
if (!options.check) writeFileSync(target, written);
else if (readFileSync(target, 'utf8') !== written) {
  process.stderr.write(
    `${TARGET} is not what ${SOURCE} comes to. Run \`node tools/codegen/pose-search-kernel.mjs\`.\n`,
  );
  process.exitCode = 1;
}
