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
import { PROGRAMS, Program, builtFolder, isBuilt, moduleFolder } from './programs';

const run = promisify(execFile);

/** Builds what is missing, one program after another; `report` receives a line when one begins and when it is done. */
export async function buildMissing(report: (line: string) => void): Promise<void> {
  const missing = PROGRAMS.filter(program => !isBuilt(program));
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
    const ldflags = ['-s', '-w', program.ldflags].filter(Boolean).join(' ');
    const output = join(partial, program.name);
    await go(program, 'build', '-trimpath', '-buildvcs=false', '-ldflags', ldflags, '-o', output, program.package);
    if (program.hasCrds) await copyCrds(program, join(partial, 'crds'));
    if (!existsSync(target)) renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** The module cache is read-only, so files are written again instead of copied with their modes. */
async function copyCrds(program: Program, folder: string): Promise<void> {
  const module = (await go(program, 'list', '-m', '-f', '{{.Dir}}', program.package)).trim();
  const bases = join(module, 'config', 'crd', 'bases');
  mkdirSync(folder);
  for (const file of readdirSync(bases)) writeFileSync(join(folder, file), readFileSync(join(bases, file)));
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
