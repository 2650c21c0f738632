import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { CONFINED_PACKAGES, PROJECTS } from './boundaries.mjs';
import plugin from './index.mjs';

const ROOT = process.cwd();

/** The ids of the messages that the rule reports for one line of source in a file. */
function lint(filename: string, code: string): (string | undefined)[] {
  const messages = new Linter({ cwd: ROOT }).verify(
    code,
    [
      {
        files: ['**/*.ts', '**/*.mjs'],
        plugins: { contrapposto: plugin },
        languageOptions: { parser: tseslint.parser },
        rules: { 'contrapposto/import-boundaries': 'error' },
      },
    ],
    { filename: path.join(ROOT, filename) },
  );
  return messages.map((message) => message.messageId ?? message.message);
}

describe('import-boundaries', () => {
  it.each([
    ['libs/model-core/src/a.ts', "import { createTensor } from '@contrapposto/tensor';"],
    ['libs/model-core/src/a.ts', "import type { Pose } from '@contrapposto/pose';"],
    ['libs/pose/src/a.ts', "import { b } from './b.js';"],
    ['libs/pose/src/formats/a.ts', "import { b } from '../b.js';"],
    ['libs/pose/src/a.spec.ts', "import { readFileSync } from 'node:fs';"],
    ['libs/pose/src/a.spec.ts', "import fc from 'fast-check';"],
    ['libs/pose/src/a.spec.ts', "import { readVectors } from '../../../tools/golden/vector-file.js';"],
    ['libs/pose/src/testing/a.ts', "import { readVectors } from '../../../../tools/golden/vector-file.js';"],
    ['libs/backends/src/a.ts', "import { fork } from 'node:child_process';"],
    ['libs/backends/src/onnx/session.ts', "import * as ort from 'onnxruntime-node';"],
    ['tools/cli/src/a.ts', "import { startBackendProcess } from '@contrapposto/backends';"],
    ['tools/cli/src/a.ts', "import sharp from 'sharp';"],
    ['tools/bench/a.ts', "import { openUnet } from '@contrapposto/backends/onnx';"],
    ['libs/platform/src/testing/a.mjs', "import { startServer } from '@contrapposto/platform';"],
    ['libs/client/examples/a.mjs', "import { createClient } from '@contrapposto/client';"],
    ['apps/api/src/a.ts', "import { enqueue } from '@contrapposto/platform';"],
    ['apps/admin/e2e/a.spec.ts', "import { useTestDatabase } from '@contrapposto/platform/testing';"],
  ])('allows %s: %s', (file, code) => {
    expect(lint(file, code)).toEqual([]);
  });

  it.each([
    ['forbiddenProject', 'libs/tensor/src/a.ts', "import { a } from '@contrapposto/pose';"],
    ['forbiddenProject', 'libs/pose/src/a.ts', "import { a } from '@contrapposto/model-core';"],
    ['forbiddenProject', 'libs/model-core/src/a.ts', "export { a } from '@contrapposto/backends';"],
    ['forbiddenProject', 'libs/model-core/src/a.ts', "export * from '@contrapposto/backends';"],
    ['forbiddenProject', 'apps/api/src/a.ts', "const b = await import('@contrapposto/backends');"],
    ['forbiddenProject', 'apps/admin/src/a.ts', "import type { P } from '@contrapposto/platform';"],
    ['forbiddenProject', 'libs/platform/src/a.ts', "type P = import('@contrapposto/backends').P;"],
    ['forbiddenProject', 'libs/pose/src/a.spec.ts', "import { a } from '@contrapposto/model-core';"],
    ['relativeAcross', 'libs/pose/src/a.ts', "import { a } from '../../tensor/src/dtype.js';"],
    ['relativeAcross', 'libs/pose/src/a.ts', "import { readVectors } from '../../../tools/golden/vector-file.js';"],
    ['relativeAcross', 'libs/pose/src/a.spec.ts', "import { a } from '../../../tools/golden/other.js';"],
    ['deepImport', 'libs/model-core/src/a.ts', "import { a } from '@contrapposto/tensor/src/dtype.js';"],
    ['deepImport', 'tools/bench/a.ts', "import { openUnet } from '@contrapposto/backends/onnx/open-unet.js';"],
    ['ownName', 'libs/pose/src/a.ts', "import { a } from '@contrapposto/pose';"],
    ['impureBuiltin', 'libs/pose/src/a.ts', "import { readFileSync } from 'node:fs';"],
    ['impureBuiltin', 'libs/tensor/src/a.ts', "const fs = require('fs');"],
    ['impureBuiltin', 'libs/model-core/src/a.ts', "import fs = require('node:fs/promises');"],
    ['impurePackage', 'libs/model-core/src/a.ts', "import { z } from 'zod';"],
    ['confined', 'libs/backends/src/process/host.ts', "import type { Tensor } from 'onnxruntime-node';"],
    ['confined', 'tools/bench/src/a.ts', "import { InferenceSession } from 'onnxruntime-node';"],
    ['confined', 'apps/api/src/a.ts', "import { PrismaClient } from '@prisma/client/edge';"],
    ['unknownProject', 'libs/surprise/src/a.ts', "import { a } from './b.js';"],
    ['unknownProject', 'libs/pose/src/a.ts', "import { a } from '@contrapposto/surprise';"],
  ])('reports %s for %s: %s', (messageId, file, code) => {
    expect(lint(file, code)).toEqual([messageId]);
  });

  it('is on in the configuration that the repository is linted with', async () => {
    const eslint = new ESLint({ cwd: ROOT });
    for (const file of ['libs/pose/src/index.ts', 'tools/cli/src/main.ts']) {
      const config = (await eslint.calculateConfigForFile(file)) as Linter.Config;
      expect(config.rules?.['contrapposto/import-boundaries']).toEqual([2]);
    }
  });
});

describe('the table of boundaries', () => {
  const names = Object.keys(PROJECTS) as (keyof typeof PROJECTS)[];
  const importsOf = (project: string): readonly string[] =>
    (PROJECTS as Record<string, { imports: readonly string[] }>)[project]?.imports ?? [];

  it('names only projects that have a row, and never a circle', () => {
    const reach = (project: string, path: readonly string[]): void => {
      expect(names).toContain(project);
      expect(path).not.toContain(project);
      for (const next of importsOf(project)) reach(next, [...path, project]);
    };
    for (const project of names) reach(project, []);
  });

  it('has a row for every project on disk', () => {
    const onDisk = ['libs', 'apps', 'tools']
      .filter((area) => existsSync(area))
      .flatMap((area) => readdirSync(area).map((name) => `${area}/${name}`))
      .filter((project) => existsSync(path.join(project, 'package.json')));
    expect(onDisk.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(onDisk));
  });

  it('keeps every confined package inside a project', () => {
    for (const place of Object.values(CONFINED_PACKAGES)) {
      expect(names).toContain(place.split('/').slice(0, 2).join('/'));
    }
  });
});
