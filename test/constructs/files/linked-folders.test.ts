/**
 * Folders of the output that are one folder, because of a link.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../../../lib/constructs/cluster';
import { Fleet } from '../../../lib/constructs/fleet';
import { Profile } from '../../../lib/constructs/profile';
import { checkLinkedFolders } from '../../../lib/constructs/files/linked-folders';
import { filesIn, temporaryFolder } from '../temporary-folder';

test('fails if the folder of a cluster is a link to that of another one, with the output as it was', () => {
  const outdir = temporaryFolder();
  const synth = () => {
    const fleet = new Fleet({ outdir });
    for (const name of ['staging', 'production']) {
      const chart = { repository: 'https://helm.linkerd.io/stable', chart: `linkerd2-${name}`, version: '2.11.1' };
      new Cluster(fleet, name).subscribe(Profile.fromHelmChart(chart));
    }
    fleet.synth();
  };
  mkdirSync(join(outdir, 'production'));
  symlinkSync('production', join(outdir, 'staging'));
  const both = `${join(outdir, 'production')} and ${join(outdir, 'staging')}`;
  expect(synth).toThrow(`${both} are one folder, because of a link, and would lose files; make each a folder`);
  expect(filesIn(outdir)).toEqual({});
});

test('links that lead elsewhere, or that nothing is written to, are no problem', () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(folder, 'production'));
  symlinkSync(other, join(folder, 'staging'));
  symlinkSync('nowhere', join(folder, 'test'));
  symlinkSync('production', join(folder, 'latest'));
  expect(checkLinkedFolders(folder, ['production/a.yaml', 'staging/a.yaml', 'test/a.yaml'])).toEqual([]);
  expect(checkLinkedFolders(join(folder, 'dist'), ['production/a.yaml'])).toEqual([]);
});
