/**
 * What `npm start` and `npm test` need before they can do their work on a bare clone: the packages of the lock file, and
 * a build of every source. Node alone, no dependency. Each step says what it does, and is skipped when nothing changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** What a project's build reads, where it is there. */
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json'];
const BUILD_STAMP = path.join(ROOT, 'node_modules', '.cache', 'contrapposto', 'build');

/** Installs and builds whatever is missing or out of date. Ends the program, with the tool's own exit code, where a step fails. */
export function prepareWorkspace() {
  if (isInstalled()) return buildIfChanged();
  step('Installing packages (npm ci): node_modules is missing or differs from package-lock.json');
  runNpm(['ci', '--no-audit', '--no-fund']);
  buildIfChanged();
}

/**
 * Runs Node on a script of this workspace with the terminal's own streams; returns the exit code, 128 + n for signal n.
 * Ctrl-C reaches the script as well, which ends in its own good time: this process waits for it.
 */
export function runNode(args, options = {}) {
  const wait = () => undefined;
  process.on('SIGINT', wait);
  const { status, signal, error } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', ...options });
  process.off('SIGINT', wait);
  if (error) throw error;
  return signal === null ? status : 128 + constants.signals[signal];
}

/** npm writes what it installed to node_modules/.package-lock.json: every entry there and here must agree. */
function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json');
  if (installed === null) return false;
  const wanted = Object.entries(readPackages('package-lock.json')).filter(([place]) => place !== '');
  return wanted.every(([place, { version, resolved, optional }]) => {
    const found = installed[place];
    return found ? found.version === version && found.resolved === resolved : optional === true;
  });
}

function readPackages(file) {
  const lock = path.join(ROOT, file);
  return existsSync(lock) ? JSON.parse(readFileSync(lock, 'utf8')).packages : null;
}

function buildIfChanged() {
  const projects = listBuildable();
  const fingerprint = fingerprintSources(projects);
  if (projects.every(hasOutput) && readStamp() === fingerprint) return;
  step('Building (nx run-many -t build): sources changed');
  const nx = path.join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const code = runNode([nx, 'run-many', '-t', 'build', '--outputStyle=static'], {
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (code !== 0) process.exit(code);
  mkdirSync(path.dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, fingerprint);
}

function listBuildable() {
  return ['libs', 'apps', 'tools']
    .flatMap(listFolder)
    .filter((project) => existsSync(path.join(ROOT, project, 'tsconfig.json')));
}

function hasOutput(project) {
  return existsSync(path.join(ROOT, project, 'dist'));
}

function readStamp() {
  return existsSync(BUILD_STAMP) ? readFileSync(BUILD_STAMP, 'utf8') : null;
}

/** A hash over path, size and modification time of all that a build reads. */
function fingerprintSources(projects) {
  const hash = createHash('sha256').update(process.version);
  for (const project of projects) {
    for (const file of SOURCES.flatMap((name) => listFiles(path.join(project, name)))) hash.update(describeFile(file));
  }
  for (const name of ['tsconfig.base.json', 'package-lock.json']) hash.update(describeFile(name));
  return hash.digest('hex');
}

function listFolder(folder) {
  const full = path.join(ROOT, folder);
  return existsSync(full) ? readdirSync(full).map((name) => path.join(folder, name)) : [];
}

/** The file itself, or all in the folder; nothing where there is neither. */
function listFiles(place) {
  const found = statSync(path.join(ROOT, place), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [place] : [];
  return readdirSync(path.join(ROOT, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

function describeFile(file) {
  const { size, mtimeMs } = statSync(path.join(ROOT, file));
  return `${file} ${size} ${mtimeMs}\n`;
}

/** npm itself names its entry point to the scripts it runs; outside of it, the one on the PATH. */
function runNpm(args) {
  const entry = process.env.npm_execpath;
  const [command, first] = entry ? [process.execPath, [entry]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: !entry && process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function step(text) {
  process.stderr.write(`> ${text}\n`);
}
