/**
 * A program `kubectl` that prints what one on a cluster printed, and `pctl status` with it.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../lib/cli/pctl';
import type { Context } from '../../../lib/cli/terminal/command';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { type Recording, recordedText } from '../../status/recorded-objects';

/** A folder with a `kubectl` that runs `script`, by default one that prints a recording; `$*` are its arguments. */
export function kubectlIn(what: Recording | { readonly script: string }): string {
  const folder = temporaryFolder();
  if (typeof what === 'string') writeFileSync(join(folder, 'objects.json'), recordedText(what));
  const script = typeof what === 'string' ? `cat ${join(folder, 'objects.json')}` : what.script;
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'kubectl'), 0o755);
  return folder;
}

/** Exit code and output of `pctl status` with the `kubectl` in `folder`; ages are replaced by `1m`. */
export async function statusWith(folder: string, argv: readonly string[], context: Partial<Context> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(['status', ...argv], {
    stdout: text => out.push(text),
    stderr: text => err.push(text),
    cwd: folder,
    ...context,
    env: { PATH: `${folder}:/bin:/usr/bin`, ...context.env },
  });
  return { code, stdout: withoutAges(out.join('')), stderr: err.join('') };
}

/** Ages depend on the day; a column of them is as wide as `1m` needs. */
export function withoutAges(text: string): string {
  return text
    .replace(/\bfor \d+[smhd]\b/g, 'for 1m')
    .replace(/(?<= {2})\d+[smhd] *(?= )/g, age => '1m'.padEnd(age.length));
}
