/**
 * The build that programs import: made anew when the sources are newer.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Runs `npm run build` unless the build is newer than every source. */
export function buildWhenOutdated(): void {
  const built = timeOf(join(ROOT, 'build/lib/index.js'));
  const sources = ['lib', 'imports'].flatMap(folder => filesIn(join(ROOT, folder)));
  if (sources.some(file => timeOf(file) > built)) execFileSync('npm', ['run', 'build'], { cwd: ROOT });
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

/** Milliseconds; 0 when there is no such file. */
function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
