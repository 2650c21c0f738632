/**
 * Who may import whom: the picture of docs/architecture.md as data, read by the rule `import-boundaries`.
 *
 * `imports`   the workspace projects that a project may name, always by package name.
 * `entries`   the surfaces that it exports beside its main one, as the last part of the path.
 * `tests`     what its specs and their helpers may name besides.
 * `pure`      no `node:*` and no npm package at all in its source (its specs may read golden files).
 * A project that is missing here may not contain source: a new folder begins with a row in this table.
 */
export const PROJECTS = {
  'libs/tensor': { imports: [], pure: true },
  'libs/pose': { imports: ['libs/tensor'], pure: true },
  'libs/model-core': { imports: ['libs/tensor', 'libs/pose'], pure: true },
  'libs/eval': { imports: ['libs/tensor', 'libs/pose'], pure: true },
  'libs/datasets': { imports: ['libs/tensor', 'libs/pose'] },
  'libs/backends': {
    imports: ['libs/tensor', 'libs/pose', 'libs/model-core', 'libs/eval'],
    entries: ['conformance', 'matrix', 'onnx', 'png'],
  },
  'libs/platform': { imports: ['libs/pose', 'libs/datasets'], entries: ['testing'] },
  'libs/client': { imports: [] },
  'apps/admin': { imports: ['libs/pose'], tests: ['libs/platform'] },
  'apps/api': {
    imports: ['libs/pose', 'libs/model-core', 'libs/eval', 'libs/datasets', 'libs/platform', 'libs/client'],
  },
  'apps/worker': {
    imports: [
      'libs/tensor',
      'libs/pose',
      'libs/model-core',
      'libs/eval',
      'libs/datasets',
      'libs/backends',
      'libs/platform',
    ],
  },
  'tools/cli': {
    imports: ['libs/tensor', 'libs/pose', 'libs/model-core', 'libs/backends', 'libs/client'],
    tests: ['libs/platform'],
  },
  'tools/bench': {
    imports: [
      'libs/tensor',
      'libs/pose',
      'libs/model-core',
      'libs/eval',
      'libs/backends',
      'libs/platform',
      'libs/client',
    ],
  },
  'tools/codegen': { imports: [] },
  'tools/chaos': { imports: ['libs/platform', 'libs/client'] },
  'tools/eslint-rules': { imports: [] },
};

/** npm packages that only one place may import: a file, or a folder where the path ends in `/`. */
export const CONFINED_PACKAGES = {
  'onnxruntime-node': 'libs/backends/src/onnx/session.ts',
  '@prisma/client': 'libs/platform/src/',
  '@prisma/adapter-pg': 'libs/platform/src/',
  pg: 'libs/platform/src/',
};

/** The reader of golden vectors: the one file outside its project that a test may name, and nothing else may. */
export const GOLDEN_READER = 'tools/golden/vector-file.js';

/** The scope under which the projects are published; `@contrapposto/pose` is `libs/pose`. */
export const SCOPE = '@contrapposto/';
