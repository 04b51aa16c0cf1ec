/**
 * Builds the programs of the test cluster that are not in the cache yet.
 *
 * Two builds at the same time do not interfere: each uses its own folder, and the first to finish
 * renames it.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CLUSTER_API, PROGRAMS, Program, builtFolder, isBuilt, moduleFolder } from './programs';

const run = promisify(execFile);

/** Builds what is missing, one program after another; `report` receives a line when one begins and when it is done. */
export async function buildMissing(report: (line: string) => void): Promise<void> {
  const missing = [...PROGRAMS, CLUSTER_API].filter(program => !isBuilt(program));
  if (missing.length === 0) return;
  report(
    `building ${missing.length} programs of the test cluster: about 15 minutes from nothing, seconds from Go's caches`,
  );
  for (const [index, program] of missing.entries()) {
    const begin = Date.now();
    report(`[${index + 1}/${missing.length}] ${program.name} (${program.package})`);
    await build(program);
    report(`[${index + 1}/${missing.length}] ${program.name} took ${Math.round((Date.now() - begin) / 1000)} s`);
  }
}

async function build(program: Program): Promise<void> {
  const target = builtFolder(program);
  mkdirSync(dirname(target), { recursive: true });
  const partial = mkdtempSync(`${target}.partial-`);
  try {
    const crds = join(partial, 'crds');
    if (program.crdFolders !== undefined) await downloadCrds(program, program.crdFolders, crds);
    else await compile(program, join(partial, program.name));
    if (program.hasCrds) copyCrds(await go(program, 'list', '-m', '-f', '{{.Dir}}', program.package), ['config'], crds);
    if (!existsSync(target)) renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function compile(program: Program, output: string): Promise<void> {
  const ldflags = ['-s', '-w', program.ldflags].filter(Boolean).join(' ');
  await go(program, 'build', '-trimpath', '-buildvcs=false', '-ldflags', ldflags, '-o', output, program.package);
}

/** Nothing of the module is built, so nothing that it imports is needed. */
async function downloadCrds(program: Program, folders: readonly string[], target: string): Promise<void> {
  const { Dir } = JSON.parse(await go(program, 'mod', 'download', '-json', program.package)) as { Dir: string };
  copyCrds(Dir, folders, target);
}

/** The module cache is read-only, so files are written again instead of copied with their modes. */
function copyCrds(module: string, folders: readonly string[], target: string): void {
  mkdirSync(target);
  for (const bases of folders.map(folder => join(module.trim(), folder, 'crd', 'bases'))) {
    for (const file of readdirSync(bases)) writeFileSync(join(target, file), readFileSync(join(bases, file)));
  }
}

async function go(program: Program, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run('go', args, { cwd: moduleFolder(program), maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.split('\n').filter(line => !line.startsWith('go: downloading'));
    throw new Error(`${program.name} cannot be built in ${moduleFolder(program)}:\n${said?.join('\n')}`, { cause });
  }
}
