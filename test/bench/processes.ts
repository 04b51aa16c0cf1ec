/**
 * CPU time of whole processes, and of `pctl` with a large lock file.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CatalogEntry } from 'cdk8s-profiles';
import { formatCatalogLock } from '../../lib/model/formats/catalog-lock';

const LIBRARY = resolve(__dirname, '../../build/lib/index.js');
const PCTL = resolve(__dirname, '../../build/lib/cli/main.js');

/** Milliseconds of an empty script. */
export function emptyScript(): number {
  return inFolder(folder => {
    const file = join(folder, 'empty.js');
    writeFileSync(file, '');
    return processTime(folder, file, []);
  });
}

/** Milliseconds of `pctl` with `argv` and a lock file of `entries`. */
export function pctlTime(argv: readonly string[], entries: number): number {
  return inFolder(folder => {
    mkdirSync(join(folder, 'catalogs'));
    writeFileSync(join(folder, 'catalogs/platform.lock.yaml'), lockOf(entries));
    return processTime(folder, PCTL, argv);
  });
}

/** Milliseconds in which a new process imports `module`: a package, or the library. */
export function importTime(module: 'cdk8s' | 'library'): number {
  const path = JSON.stringify(module === 'cdk8s' ? require.resolve('cdk8s') : LIBRARY);
  const script = `const before = process.cpuUsage(); require(${path});
    const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000)`;
  const times = Array.from({ length: 5 }, () => Number(execFileSync(process.execPath, ['-e', script])));
  return times.sort((a, b) => a - b)[2];
}

/** Milliseconds of a script that parses the same lock file with js-yaml. */
export function jsYamlTime(entries: number): number {
  return inFolder(folder => {
    const [script, lock] = [join(folder, 'parse.js'), join(folder, 'a.lock.yaml')];
    const parser = JSON.stringify(require.resolve('js-yaml'));
    writeFileSync(script, `require(${parser}).load(require('fs').readFileSync(process.argv.at(-1), 'utf8'))`);
    writeFileSync(lock, lockOf(entries));
    return processTime(folder, script, [lock]);
  });
}

/** A lock file of `count` entries, 20 versions of each profile. */
export function lockOf(count: number): string {
  const url = 'https://charts.example.com';
  const entries = Array.from({ length: count }, (_, i) => entryOf(Math.floor(i / 20), i % 20));
  return formatCatalogLock({
    source: { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url },
    entries,
  });
}

function entryOf(profile: number, version: number): CatalogEntry {
  const name = `profile-${String(profile).padStart(4, '0')}`;
  return {
    name,
    version: `1.${version}.0`,
    origin: { kind: 'chart', chart: name, digest: String(profile * 20 + version).padStart(64, '0') },
    layer: profile % 5,
    category: 'Service Mesh',
    description: `A Helm chart for profile number ${profile}, which platforms install`,
    keywords: ['network', 'mesh', name],
    maintainers: [{ name: 'Platform Team', email: 'platform@example.com' }],
    prerequisites: [],
    kubeVersion: '>=1.25.0-0',
    dependencies: [{ name: `upstream-${profile}`, version: '^1.0.0', repository: 'https://helm.example.com/stable' }],
  };
}

/** What a process reports about itself when it ends. */
function processTime(cwd: string, file: string, argv: readonly string[]): number {
  const report = `process.on('exit', () => require('fs').writeSync(2, '\\n' + JSON.stringify(process.cpuUsage())))`;
  const program = `${report}; process.argv.splice(1, 0, ${JSON.stringify(file)}); require(${JSON.stringify(file)})`;
  const { stderr, status } = spawnSync(process.execPath, ['-e', program, '--', ...argv], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${argv.join(' ')} ended with ${status}: ${stderr}`);
  const { user, system } = JSON.parse(stderr.split('\n').at(-1)!) as NodeJS.CpuUsage;
  return (user + system) / 1000;
}

function inFolder(measure: (folder: string) => number): number {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-profiles-'));
  try {
    return measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
