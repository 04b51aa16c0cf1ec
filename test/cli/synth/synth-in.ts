/**
 * Runs `pctl synth` in this process, on programs that run as processes.
 */
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../lib/cli/pctl';
import { HEADER } from '../../../lib/constructs/files/file-header';
import { temporaryFolder } from '../../constructs/temporary-folder';

/** Exit code of `pctl synth` in `cwd`, what it says, and what the program prints. */
export async function synthIn(cwd: string, ...argv: string[]) {
  const printed = join(temporaryFolder(), 'printed');
  const programOutput = openSync(printed, 'w');
  let stderr = '';
  const context = {
    stdout: () => {},
    stderr: (text: string) => (stderr += text),
    cwd,
    env: process.env,
    programOutput,
  };
  const code = await run(['synth', ...argv], context);
  closeSync(programOutput);
  return { code, stderr, printed: readFileSync(printed, 'utf8') };
}

/** A text that this library could have written. */
export const generated = (content: string) => `${HEADER}${content}\n`;

/** Makes `cwd` a program that writes `files`, texts by path, and then runs `statements`. */
export function writeProgram(cwd: string, files: Readonly<Record<string, string>>, statements = ''): void {
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'language: typescript\napp: node main.js\n');
  writeFileSync(
    join(cwd, 'main.js'),
    `const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
for (const [path, text] of Object.entries(${JSON.stringify(files)})) {
  const file = join(process.env.CDK8S_OUTDIR, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
${statements}
`,
  );
}
