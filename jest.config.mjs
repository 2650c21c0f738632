/** One configuration for every package: specs stand beside their source and import the source, never dist. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
    },
    module: { type: 'es6' },
  },
];

export default {
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': swc },
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: '<rootDir>/tools/jest-environment.mjs',
  testSequencer: '<rootDir>/tools/jest-sequencer.mjs',
  // Jest would leave a core to itself, which of two is half: there it runs one file at a time.
  maxWorkers: '100%',
  testEnvironmentOptions: { customExportConditions: ['@contrapposto/source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['/dist/', '/\\.venv/'],
  // Specs of backends and of the command line start processes and run real models, on machines that are busy with other specs.
  testTimeout: 300_000,
};
