/**
 * The package as programs of its users find it: in `node_modules`, built from the sources
 * as they are now. It is built once for the same sources, and copied.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const BUILDS = join(ROOT, '.cache/builds');

/** Makes `folder` a package of its own that has this one installed. */
export function installPackage(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{}\n');
  const installed = join(folder, 'node_modules/cdk8s-profiles');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  cpSync(findBuild(), join(installed, 'build'), { recursive: true });
}

/** The folder of what the sources are built to; others are removed. */
function findBuild(): string {
  const name = hashOfSources();
  const build = join(BUILDS, name);
  if (existsSync(build)) return build;
  mkdirSync(BUILDS, { recursive: true });
  const outDir = mkdtempSync(join(BUILDS, 'new-'));
  // types are checked elsewhere
  const options = ['--noCheck', '--declaration', 'false', '--outDir', outDir];
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(ROOT, 'lib'), ...options]);
  // another test may have been faster
  if (existsSync(build)) rmSync(outDir, { recursive: true });
  else renameSync(outDir, build);
  const old = readdirSync(BUILDS).filter(other => other !== name && !other.startsWith('new-'));
  for (const other of old) rmSync(join(BUILDS, other), { recursive: true, force: true });
  return build;
}

function hashOfSources(): string {
  const folders = ['lib', 'imports'].map(folder => join(ROOT, folder));
  const entries = folders.flatMap(folder => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const sources = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of [...sources.sort(), join(ROOT, 'tsconfig.json'), join(ROOT, 'package-lock.json')]) {
    hash.update(`${file}\n`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 32);
}
