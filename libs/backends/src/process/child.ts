/**
 * The program of a backend process: `child.js <plugin location>`, started by backend-process.ts with an IPC channel.
 *
 * It ends when the channel closes, which is also what happens when its owner dies; a plugin that blocks the event loop
 * (ONNX Runtime does, for one run of one network) delays that until it lets go.
 */
import { importPlugin } from '../plugin-loader.js';
import { BackendHost } from './backend-host.js';
import { toErrorData } from './error-data.js';
import type { ChildMessage, OwnerMessage } from './protocol.js';

process.once('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the owner decides what it means.
process.on('SIGINT', () => undefined);

await main(process.argv[2] ?? '');

async function main(location: string): Promise<void> {
  try {
    const plugin = await importPlugin(location);
    const host = new BackendHost(plugin, send);
    process.on('message', (message) => host.receive(message as OwnerMessage));
    send({ type: 'ready', plugin: { name: plugin.name, version: plugin.version } });
  } catch (error) {
    send({ type: 'unusable', error: toErrorData(error) });
  }
}

function send(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}
