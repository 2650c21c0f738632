import { writeFileSync } from 'node:fs';
import { buildApiSchema } from './schema/build-schema.js';
import { printSdl } from './schema/print-sdl.js';

/** `npm run sdl -w apps/api`: writes apps/api/schema.graphql, from which clients generate their types. */
writeFileSync(new URL('../schema.graphql', import.meta.url), printSdl(buildApiSchema()));
