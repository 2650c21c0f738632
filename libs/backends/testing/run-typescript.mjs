/**
 * `node --import <this file> program.js`: runs the TypeScript source in place of a build, so that a spec can start a
 * backend process from source. A `.js` that is not there is looked for as `.ts`.
 */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
