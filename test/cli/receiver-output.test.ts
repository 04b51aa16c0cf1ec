/**
 * Commands that read an output with a Receiver: what wakes releases is not a release.
 */
import { join } from 'node:path';
import { create, DELIVERY, PLATFORM } from '../constructs/cluster/receiver-platform';
import { filesIn, temporaryFolder } from '../constructs/temporary-folder';
import { writtenFiles } from '../deliver/written-files';
import { pctlIn } from './pctl-in';

/** A folder with the output in `dist`. */
function written(): string {
  const cwd = temporaryFolder();
  create({ receiver: {} }, PLATFORM, { outdir: join(cwd, 'dist'), delivery: DELIVERY }).fleet.synth();
  return cwd;
}

test('pctl plan shows the releases, and nothing that wakes them', async () => {
  const { code, stdout, stderr } = await pctlIn(written(), ['plan']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const name of Object.keys(PLATFORM)) expect(stdout).toContain(name);
  expect(stdout).not.toMatch(/wave-0|events/);
});

test('pctl verify finds no mistake in it', async () => {
  const cwd = written();
  const folder = writtenFiles(filesIn(cwd));
  const { stdout, stderr } = await pctlIn(folder, ['verify']);
  expect(stderr).toMatch(/^\d+ objects? on \d+ clusters?: /m);
  expect(stdout.split('\n').filter(line => /wave-|events|Receiver|Alert|Provider/.test(line))).toEqual([]);
});

test('pctl diff says which release is new', async () => {
  const cwd = written();
  const below = { 'cert-manager': 0, kyverno: 0, linkerd2: 1 };
  create({ receiver: {} }, below, { outdir: join(cwd, 'before'), delivery: DELIVERY }).fleet.synth();
  const { code, stdout, stderr } = await pctlIn(cwd, ['diff', 'before', 'dist']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('flagger');
});
