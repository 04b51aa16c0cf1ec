/**
 * The package as programs of its users find it: in `node_modules`, built from the sources
 * as they are now. It is built once for the same sources.
 */
import { execFileSync, execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const BUILDS = join(ROOT, '.cache/builds');
const NAME = 'node_modules/cdk8s-profiles';

/** Makes `folder` a package of its own that has this one installed. */
export function installPackage(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{}\n');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(findBuild(), join(folder, NAME));
}

/** A module of `lib`, built: `cli/main` is the program `pctl`, to be run by Node. */
export function builtModule(name: string): string {
  return join(findBuild(), 'build/lib', `${name}.js`);
}

/** The folder of the package that the sources are built to; others are removed. */
function findBuild(): string {
  const name = hashOfSources();
  const build = join(BUILDS, name);
  if (!existsSync(build)) makeBuild(build);
  const old = readdirSync(BUILDS).filter(other => other !== name && !other.startsWith('new-'));
  for (const other of old) rmSync(join(BUILDS, other), { recursive: true, force: true });
  return join(build, NAME);
}

function makeBuild(build: string): void {
  mkdirSync(BUILDS, { recursive: true });
  const made = mkdtempSync(join(BUILDS, 'new-'));
  mkdirSync(join(made, NAME), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(made, NAME, 'package.json'));
  // types are checked elsewhere
  const options = ['--noCheck', '--declaration', 'false', '--outDir', join(made, NAME, 'build')];
  const compiler = join(dirname(require.resolve('typescript-native/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', join(ROOT, 'lib'), ...options]);
  // not by npm, which takes longer to start than the bundle to make
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { bundle: string } };
  const env = { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` };
  execSync(scripts.bundle, { cwd: join(made, NAME), env, stdio: 'pipe' });
  // another test may have been faster
  if (existsSync(build)) rmSync(made, { recursive: true });
  else renameSync(made, build);
}

function hashOfSources(): string {
  const folders = ['lib', 'imports'].map(folder => join(ROOT, folder));
  const entries = folders.flatMap(folder => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const sources = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  const others = ['tsconfig.json', 'package.json', 'package-lock.json'].map(name => join(ROOT, name));
  for (const file of [...sources.sort(), ...others]) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 32);
}
