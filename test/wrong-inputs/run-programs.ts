/**
 * Runs programs one after the other in one process, because most of the time for a program is spent
 * on starting Node, TypeScript and the library.
 *
 *   node -r ts-node/register/transpile-only run-programs.ts 0 1 2
 *
 * The arguments are folders with a `main.ts`. Prints what Node would print for each, as a list in
 * JSON: the error with which it ended, or an empty text if it did not fail.
 */
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';

const folders = process.argv.slice(2).map(folder => resolve(folder));

async function run(folder: string): Promise<string> {
  process.chdir(folder);
  try {
    await import(join(folder, 'main.ts'));
    return '';
  } catch (error) {
    return inspect(error);
  }
}

async function runAll(): Promise<void> {
  const errors: string[] = [];
  for (const folder of folders) errors.push(await run(folder));
  process.stdout.write(JSON.stringify(errors));
}

void runAll();
