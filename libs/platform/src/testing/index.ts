/** `@contrapposto/platform/testing`: for specs of the programs that stand on this package. Source only, not built. */
export { createTestStudio, keepParts, type TestStudio } from './studio.js';
export { createTemporaryFolder } from './temporary-folder.js';
export { useTestDatabase } from './test-database.js';
export { until } from './until.js';
