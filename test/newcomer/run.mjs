/**
 * A newcomer's app: the template of `cdk8s init`, this package as it would be published,
 * and the program of the README. Needs the network, so it is no part of `npm test`.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp, MISTAKES } from './app.mjs';
import { fail, Failure, run, step } from './command.mjs';
import { measureImport } from './import-time.mjs';
import { pack } from './package-files.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const OLDEST = ['cdk8s@2.68.12', 'constructs@10.3.0'];

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'newcomer-')));
const app = join(folder, 'app');

function main() {
  mkdirSync(app);
  const tarball = step('npm pack', () => pack(ROOT, folder));
  step('template of cdk8s init, program of README.md', () => createApp(ROOT, app));
  step('npm install', () => install(tarball));
  step('the app imports the tarball', () => checkResolution());
  step('npx tsc --noEmit', () => npx('tsc', '--noEmit'));
  step('npx tsc --noEmit, with mistakes', () => checkMistakes());
  // as the template's own tool does: its snapshot is of an older jest
  step('npx jest -u', () => npx('jest', '-u'));
  const newest = step('npx cdk8s synth', () => synth());
  step('npx cdk8s-profiles plan', () => npx('cdk8s-profiles', 'plan'));
  step('import', () => measureImport(app));
  step(`npm install ${OLDEST.join(' ')}`, () => install('--save-exact', ...OLDEST));
  step('npx tsc --noEmit', () => npx('tsc', '--noEmit'));
  const oldest = step('npx cdk8s synth', () => synth());
  step('the same files', () => compare(newest, oldest));
}

function install(...args) {
  run(app, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...args);
}

/** What a command of the app prints is of no interest while it succeeds. */
function npx(...args) {
  run(app, 'npx', '--no', '--', ...args);
}

function checkResolution() {
  const path = run(app, process.execPath, '-p', "require.resolve('cdk8s-profiles')").trim();
  const expected = join(app, 'node_modules/cdk8s-profiles/build/lib/index.js');
  if (path !== expected) throw new Failure(`cdk8s-profiles is ${path}, not ${expected}`);
  return path;
}

/** Each mistake in a program of its own; the compiler must find just these. */
function checkMistakes() {
  const program = readFileSync(join(app, 'examples/typed-values.ts'), 'utf8');
  const files = MISTAKES.map((_, i) => join(app, `examples/mistake-${i}.ts`));
  MISTAKES.forEach(([right, wrong], i) => writeFileSync(files[i], program.replace(right, wrong)));
  const said = fail(app, 'npx', '--no', '--', 'tsc', '--noEmit', '--pretty', 'false');
  MISTAKES.forEach(([, wrong, message], i) => {
    const lines = said.split('\n').slice(said.split('\n').findIndex(line => line.includes(`mistake-${i}.ts`)));
    if (!said.includes(`mistake-${i}.ts`) || !lines.slice(0, 6).join('\n').includes(message)) {
      throw new Failure(`tsc does not say of ${wrong}: ${message}. It says:\n${said}`);
    }
  });
  files.forEach(file => rmSync(file));
  return `${MISTAKES.length} of ${MISTAKES.length}`;
}

/** Synthesizes the app; text by file. */
function synth() {
  npx('cdk8s', 'synth', '--check-upgrade', 'false');
  const dist = join(app, 'dist');
  const entries = readdirSync(dist, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  if (entries.length === 0) throw new Failure('cdk8s synth wrote nothing');
  const paths = entries.map(entry => join(entry.parentPath, entry.name).slice(dist.length + 1)).sort();
  return new Map(paths.map(path => [path, readFileSync(join(dist, path), 'utf8')]));
}

function compare(newest, oldest) {
  const paths = [...new Set([...newest.keys(), ...oldest.keys()])];
  const differing = paths.filter(path => newest.get(path) !== oldest.get(path));
  if (differing.length > 0) throw new Failure(`${OLDEST.join(' and ')} write other bytes: ${differing.join(', ')}`);
  return `${paths.length} of ${paths.length}`;
}

try {
  main();
  console.log("the newcomer's app works");
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
