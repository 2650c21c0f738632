/** Owns an embedded server until it is killed. */
import { startEmbeddedPostgres } from '@contrapposto/platform';

const server = await startEmbeddedPostgres(JSON.parse(process.argv[2]));
process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid })}\n`);
