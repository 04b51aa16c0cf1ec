/**
 * `cdk8s synth --stdout` joins all files into one text, without a line between them; the objects
 * must be the same. Needs the build that `npm ci` creates.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '..');

function synthToStdout(example: string): string {
  const app = `ts-node --transpile-only examples/${example}.ts`;
  const args = ['synth', '--check-upgrade', 'false', '--app', app, '--stdout'];
  const command = join(ROOT, 'node_modules/.bin/cdk8s');
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  // cdk8s-cli alone is the cause: it pipes every file into its own stdout at once, and Node warns of more than ten
  const complaints = stderr.split('\n').filter(line => !/MaxListenersExceededWarning|--trace-warnings/.test(line));
  expect({ status, complaints }).toEqual({ status: 0, complaints: [''] });
  return stdout;
}

test.each(['layered-platform', 'values'])('the output of %s as one text contains the same objects', async example => {
  const folder = (process.env.CDK8S_OUTDIR = temporaryFolder());
  await import(`../examples/${example}`).finally(() => delete process.env.CDK8S_OUTDIR);
  const written = Object.values(filesIn(folder)).map(text => parse(text));
  const printed = parseAllDocuments(synthToStdout(example)).map(document => document.toJS());
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  expect(printed.sort(byText)).toEqual(written.sort(byText));
  expect(written.length).toBeGreaterThan(3);
});
