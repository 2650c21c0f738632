/** A program that starts the backend process named by its arguments, says its pid, and waits to be killed. */
import { startBackendProcess } from '../src/index.js';
import { FROM_SOURCE } from './from-source.mjs';

const backend = await startBackendProcess(process.argv[2], { execArgv: FROM_SOURCE });
process.send(backend.pid);
