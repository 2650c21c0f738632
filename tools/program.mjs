/**
 * `npm run api`, `npm run worker`: one program of the service on the Postgres that DATABASE_URL names, as often and on as many machines as
 * wanted. Installs and builds what is missing first.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, prepareWorkspace } from './workspace.mjs';

const [name] = process.argv.slice(2);
const MISSING = `Expected the address of a Postgres of version 15 or newer, got nothing (DATABASE_URL).

  DATABASE_URL=postgresql://user:password@localhost/contrapposto npm run ${name}

npm start needs none: it brings its own.
`;

if (process.env.DATABASE_URL) {
  prepareWorkspace();
  await import(pathToFileURL(path.join(ROOT, 'apps', name, 'dist', 'main.js')).href);
} else {
  process.stderr.write(MISSING);
  process.exitCode = 2;
}
