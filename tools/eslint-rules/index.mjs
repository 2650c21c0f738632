import importBoundaries from './import-boundaries.mjs';

/**
 * The house's own ESLint plugin: `contrapposto/import-boundaries`.
 *
 * @type {import('eslint').ESLint.Plugin}
 */
const plugin = {
  meta: { name: '@contrapposto/eslint-rules', version: '0.1.0' },
  rules: { 'import-boundaries': importBoundaries },
};

export default plugin;
