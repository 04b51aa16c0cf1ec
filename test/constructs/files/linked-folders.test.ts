/**
 * Folders of the output that are the same folder, because of a link.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../../../lib/constructs/cluster';
import { Fleet } from '../../../lib/constructs/fleet';
import { Profile } from '../../../lib/constructs/profile';
import { checkLinkedFolders } from '../../../lib/constructs/files/linked-folders';
import { formatProblem } from '../../../lib/model/problem-words';
import { filesIn, temporaryFolder } from '../temporary-folder';

const SAME =
  'are the same folder, because of a link, and the files of one cluster would replace those of the other; replace the link with a folder';

function synth(outdir: string): void {
  const fleet = new Fleet({ outdir });
  for (const name of ['staging', 'production']) {
    const chart = { repository: 'https://helm.linkerd.io/stable', chart: `linkerd2-${name}`, version: '2.11.1' };
    new Cluster(fleet, name).subscribe(Profile.fromHelmChart(chart));
  }
  fleet.synth();
}

test.each([
  ['that of another one', 'production', ['production']],
  ['that of another one, which does not exist yet', 'production', []],
  ['that of another one by way of a link', 'latest', []],
  ['the folder of manifests', 'manifests', ['manifests']],
  ['the output itself', '.', []],
])('fails if the folder of a cluster is a link to %s, with the output as it was', (_, target, folders) => {
  const outdir = temporaryFolder();
  folders.forEach(name => mkdirSync(join(outdir, name)));
  symlinkSync('production', join(outdir, 'latest'));
  symlinkSync(target, join(outdir, 'staging'));
  const other = join(outdir, target === 'latest' ? 'production' : target);
  expect(() => synth(outdir)).toThrow(`${other} and ${join(outdir, 'staging')} ${SAME}`);
  expect(filesIn(outdir)).toEqual({});
});

test.each(['nowhere', 'nowhere/staging', 'staging', 'README.md'])('fails if it is a link to %s, no folder', target => {
  const outdir = temporaryFolder();
  writeFileSync(join(outdir, 'README.md'), '');
  symlinkSync(target, join(outdir, 'staging'));
  const what = `${join(outdir, 'staging')} is a link to ${target}, and there is no such folder; create the folder, or`;
  expect(() => synth(outdir)).toThrow(what);
  expect(filesIn(outdir)).toEqual({ 'README.md': '' });
});

test.each(['manifests/staging', 'clusters/default/staging'])('fails if it is a link to %s', target => {
  const outdir = temporaryFolder();
  mkdirSync(join(outdir, target), { recursive: true });
  symlinkSync(target, join(outdir, 'staging'));
  const what = `${join(outdir, 'staging')} is a link into ${join(outdir, target.split('/')[0])}, and the files of one`;
  expect(() => synth(outdir)).toThrow(what);
  expect(filesIn(outdir)).toEqual({});
});

test('links between folders of manifests are found, each once', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'manifests/production'), { recursive: true });
  symlinkSync('production', join(folder, 'manifests/staging'));
  const paths = ['production', 'staging'].map(cluster => `manifests/${cluster}/issuers-1f0c3a2b/a.yaml`);
  const both = `${join(folder, 'manifests/production')} and ${join(folder, 'manifests/staging')}`;
  expect(checkLinkedFolders(folder, paths).map(formatProblem)).toEqual([`${both} ${SAME}`]);
});

test('links that lead elsewhere, or that nothing is written to, are no problem', () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(folder, 'production'));
  symlinkSync(other, join(folder, 'staging'));
  symlinkSync('nowhere', join(folder, 'test'));
  symlinkSync('production', join(folder, 'latest'));
  symlinkSync('production', join(folder, 'charts'));
  expect(checkLinkedFolders(folder, ['production/a.yaml', 'staging/a.yaml'])).toEqual([]);
  expect(checkLinkedFolders(join(folder, 'dist'), ['production/a.yaml'])).toEqual([]);
});
