/**
 * The blocks of the documentation, and the programs in them.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

export const ROOT = resolve(__dirname, '..');

/** Text of a file by its path in the repository. */
export const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** A fenced block, and the file name on a separate line above it. */
export interface Block {
  readonly file?: string;
  readonly language: string;
  readonly text: string;
}

/** Every fenced block of a page, in order. */
export function blocksOf(file: string): Block[] {
  const blocks = read(file).matchAll(/(?:^`([^`\n]+)`\n\n)?^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].map(([, name, language, text]) => ({ file: name, language, text }));
}

/** Runs a program as if it were in `folder`, to which it writes `dist`. */
export function runProgram(text: string, folder: string): void {
  process.chdir(folder);
  const options = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  new Function('require', 'exports', transpileModule(text, { compilerOptions: options }).outputText)(require, {});
}
