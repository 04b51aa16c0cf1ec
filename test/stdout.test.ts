/**
 * `cdk8s synth --stdout` joins all files into one text, without a line between them; it
 * must still be the same objects. Needs the build that `npm ci` makes.
 */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '..');

function synth(example: string, ...options: string[]): string {
  const app = `ts-node --transpile-only examples/${example}.ts`;
  const args = ['synth', '--check-upgrade', 'false', '--app', app, ...options];
  return execFileSync(join(ROOT, 'node_modules/.bin/cdk8s'), args, { cwd: ROOT, encoding: 'utf8' });
}

test.each(['layered-platform', 'values'])('the output of %s as one text is the same objects', example => {
  const folder = temporaryFolder();
  synth(example, '--output', folder);
  const written = Object.values(filesIn(folder)).map(text => parse(text));
  const printed = parseAllDocuments(synth(example, '--stdout')).map(document => document.toJS());
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(printed.sort(byText)).toEqual(written.sort(byText));
  expect(written.length).toBeGreaterThan(3);
});
