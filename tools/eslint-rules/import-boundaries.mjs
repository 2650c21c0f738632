import { builtinModules } from 'node:module';
import path from 'node:path';
import { CONFINED_PACKAGES, GOLDEN_READER, PROJECTS, SCOPE } from './boundaries.mjs';

const BUILTINS = new Set(builtinModules);
const NAMES = new Map(Object.keys(PROJECTS).map((project) => [SCOPE + path.posix.basename(project), project]));

/**
 * Every way in which a module names another: `import`, `export ... from`, `import()`, `require()`, `import x = require()`.
 * Messages say what was imported, from where, and what is allowed there.
 */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'keep the dependencies between projects as docs/architecture.md draws them' },
    schema: [],
    messages: {
      unknownProject: '{{project}} has no row in tools/eslint-rules/boundaries.mjs: add one before adding source.',
      forbiddenProject: '{{from}} may not import {{to}}. It may import: {{allowed}}.',
      deepImport: "'{{specifier}}' reaches inside {{to}}. Import what '{{name}}' exports.",
      relativeAcross: "'{{specifier}}' leaves {{from}}. Import '{{name}}' by its package name.",
      ownName: "'{{specifier}}' goes through this project's own surface. Import the file directly.",
      impureBuiltin: "{{from}} is pure: it may not import '{{specifier}}' of Node.",
      impurePackage: "{{from}} is pure: it may not import the npm package '{{specifier}}'.",
      confined: "'{{specifier}}' may be imported only in {{place}}.",
    },
  },
  create(context) {
    const file = toPosix(path.relative(context.cwd, context.filename));
    const check = (node, source) => {
      if (typeof source?.value !== 'string') return;
      const problem = findProblem(file, source.value);
      if (problem) context.report({ node: source, ...problem });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSExternalModuleReference: (node) => check(node, node.expression),
      TSImportType: (node) => check(node, node.source),
      CallExpression: (node) => {
        if (node.callee.name === 'require') check(node, node.arguments[0]);
      },
    };
  },
};

/** The first rule that importing `specifier` in `file` breaks, as an ESLint message, or null. Paths are relative to the root. */
function findProblem(file, specifier) {
  const from = projectOf(file);
  if (from === null) return null;
  if (!PROJECTS[from]) return { messageId: 'unknownProject', data: { project: from } };
  if (specifier.startsWith('.')) return findRelativeProblem(file, from, specifier);
  return specifier.startsWith(SCOPE)
    ? findProjectProblem(file, from, specifier)
    : findPackageProblem(file, from, specifier);
}

function findRelativeProblem(file, from, specifier) {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (target === from || target.startsWith(`${from}/`)) return null;
  if (target === GOLDEN_READER && isTest(file)) return null;
  const to = projectOf(target);
  if (to === null) return null;
  return { messageId: 'relativeAcross', data: { specifier, from, name: SCOPE + path.posix.basename(to) } };
}

function findProjectProblem(file, from, specifier) {
  const name = specifier.split('/', 2).join('/');
  const to = NAMES.get(name);
  if (to === undefined) return { messageId: 'unknownProject', data: { project: name } };
  if (to === from) return isStandalone(file) ? null : { messageId: 'ownName', data: { specifier } };
  const imports = listImports(from, file);
  if (!imports.includes(to)) {
    return { messageId: 'forbiddenProject', data: { from, to, allowed: imports.join(', ') || 'no other project' } };
  }
  const { entries = [] } = PROJECTS[to];
  const isEntry = specifier === name || entries.some((entry) => specifier === `${name}/${entry}`);
  return isEntry ? null : { messageId: 'deepImport', data: { specifier, to, name } };
}

function listImports(project, file) {
  const { imports, tests = [] } = PROJECTS[project];
  return isTest(file) ? [...imports, ...tests] : imports;
}

function findPackageProblem(file, from, specifier) {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const place = CONFINED_PACKAGES[name];
  if (place && !isInPlace(file, place)) return { messageId: 'confined', data: { specifier, place } };
  if (!PROJECTS[from].pure || isTest(file)) return null;
  const isBuiltin = specifier.startsWith('node:') || BUILTINS.has(specifier);
  return { messageId: isBuiltin ? 'impureBuiltin' : 'impurePackage', data: { specifier, from } };
}

/** `libs/pose/src/x.ts` -> `libs/pose`; null for files that belong to no project (the root's own configuration). */
function projectOf(file) {
  const [area, name, inside] = file.split('/');
  return ['libs', 'apps', 'tools'].includes(area) && name && inside ? `${area}/${name}` : null;
}

/** Plain programs that a spec starts in a process of their own, and examples: they load the build, as any other program does. */
function isStandalone(file) {
  return (isTest(file) || file.includes('/examples/')) && file.endsWith('.mjs');
}

/** Specs, and the suites and stand-ins in `testing/` that specs share; neither is built. */
function isTest(file) {
  return file.endsWith('.spec.ts') || file.includes('/testing/');
}

function isInPlace(file, place) {
  return place.endsWith('/') ? file.startsWith(place) : file === place;
}

function toPosix(file) {
  return file.split(path.sep).join('/');
}
