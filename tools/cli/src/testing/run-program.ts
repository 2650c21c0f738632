import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PROGRAM = path.resolve(HERE, '..', '..', 'bin', 'contrapposto.js');
export const ROOT = path.resolve(HERE, '..', '..', '..', '..');
/** A model of each architecture with random weights, small enough to run in a spec. */
export const TINY_MODEL = path.join(ROOT, 'tools', 'golden', 'vectors', 'onnx', 'humansd');
export const TINY_TEXT_MODEL = path.join(ROOT, 'tools', 'golden', 'vectors', 'onnx', 'sd15');
export const STARTER_POSES = path.join(ROOT, 'models', 'poses', 'starter.coco.json');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program as a user would: the built binary in a process of its own. */
export function startProgram(args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  if (!existsSync(path.join(HERE, '..', '..', 'dist', 'main.js'))) {
    throw new Error('expected a build of the program, got none (tools/cli/dist). Run: npm run build');
  }
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<Ended>((resolve, reject) => {
    const written = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...written });
    });
  });
  return { child, ended };
}

/** Runs the program to its end. */
export function runProgram(...args: readonly string[]): Promise<Ended> {
  return startProgram(args).ended;
}

/** Runs the program with `--json` and reads the one document that it prints. */
export async function runForDocument(...args: readonly string[]): Promise<{ code: number | null; document: unknown }> {
  const { code, stdout } = await runProgram(...args, '--json');
  return { code, document: JSON.parse(stdout) as unknown };
}
