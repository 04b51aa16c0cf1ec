/**
 * Writes the changes that correct findings for certain.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { groupBy } from '../../model/data/group-by';
import type { LintFinding } from '../../model/lint/lint-finding';
import { replaceFile } from '../../files/replace-file';
import type { Context } from '../terminal/command';
import { printable } from '../terminal/printable';

/** Corrects what it can in the files of `findings`, and tells each change on stderr; returns how many there were. */
export function applyFixes(findings: readonly LintFinding[], { cwd, stderr }: Context): number {
  // loads the full parser of YAML
  const { editYaml } = require('../../model/yaml/edit-yaml') as typeof import('../../model/yaml/edit-yaml');
  let count = 0;
  const fixable = findings.filter(({ fix, location }) => fix !== undefined && location !== undefined);
  for (const [file, some] of groupBy(fixable, ({ location }) => location!.file)) {
    const path = resolve(cwd, file);
    const before = readFileSync(path, 'utf8');
    let text = before;
    for (const { fix, rule, location } of some) {
      const edited = editYaml(text, fix!);
      if (edited === undefined || edited === text) continue;
      text = edited;
      count++;
      const key = fix!.path.at(-1);
      const change = fix!.rename === undefined ? `${key}: ${fix!.text}` : `${key} -> ${fix!.rename}`;
      stderr(`fixed: ${printable(`${file}:${location!.line}: ${change} [${rule}]`)}\n`);
    }
    if (text !== before) replaceFile(path, text);
  }
  return count;
}
