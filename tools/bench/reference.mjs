/** A reference implementation in Python that answers requests, a line of JSON each, one after another. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * @param program the Python file
 * @param python the interpreter, with what the program imports
 * @param options `needs`: what that is, for whoever lacks it; `env`: beside the environment of this process
 * @returns `ask(request)`, and `end()`, after which the process ends by itself
 */
export async function startReference(program, python, { needs, env = {} }) {
  const child = spawn(python, [program], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  // An interpreter that ended says so by its answer that does not come.
  child.stdin.on('error', () => undefined);
  await once(child, 'spawn');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done)
      throw new Error(`expected an answer from ${python}, got its end. It needs ${needs}: name another with --python.`);
    return JSON.parse(value);
  };
  return { ask, end: () => child.stdin.end() };
}
