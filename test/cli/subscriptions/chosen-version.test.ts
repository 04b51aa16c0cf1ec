/**
 * Which version `pctl add` and `upgrade` write, and what they say about it.
 */
import { readFileSync } from 'node:fs';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn } from '../../constructs/temporary-folder';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const CLUSTER = { 'subscriptions/production/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n' };
const MESH = 'subscriptions/production/linkerd2.yaml';
const CATALOG = lockText('platform', {
  linkerd2: ['1.2.0', '1.2.1', '1.2.5', '1.3.0', '2.0.0', '2.1.0-rc.1'],
  'cert-manager': ['v1.17.0', 'v1.17.4', 'v1.18.2'],
  flagger: ['1.0.0-rc.1', '1.0.0-rc.2'],
});

const pctl = (...argv: string[]) => pctlIn(process.cwd(), argv);

/** Upgrades `name` from `version`: the version in the file, that of the release, and what is said. */
async function upgrade(name: string, version: string, ...options: string[]) {
  const file = `subscriptions/production/${name}.yaml`;
  repositoryOf({
    ...CLUSTER,
    'catalogs/platform.lock.yaml': CATALOG,
    [file]: subscription(name, `  profile: ${name}\n  version: "${version}"\n`),
  });
  await pctl('synth');
  const { stderr } = await pctl('upgrade', name, ...options);
  const written = /version: "?(.*?)"?\n/.exec(readFileSync(file, 'utf8'))![1];
  const release = Object.entries(filesIn('dist')).find(([path]) => path.includes('HelmRelease.'))![1];
  return [written, /^ +version: (.*)$/m.exec(release)![1], stderr.split('\n').find(line => line.startsWith(name))];
}

test.each([
  // the operator is kept only if the range contains nothing newer
  [
    'linkerd2',
    '~1.2.0',
    ['--to', '1.2.1'],
    '1.2.1',
    '1.2.1',
    'linkerd2: the range "~1.2.0" is replaced by one version',
  ],
  ['linkerd2', '>=1.2.0 <1.3', ['--minor'], '1.3.0', '1.3.0', 'linkerd2: the range ">=1.2.0 <1.3" is replaced by one version'], // prettier-ignore
  ['linkerd2', '~1.2.0', ['--to', '1.3.0'], '~1.3.0', '1.3.0', undefined],
  ['linkerd2', '1.2.x', ['--minor'], '1.3.0', '1.3.0', 'linkerd2: the range "1.2.x" is replaced by one version'],
  ['linkerd2', '~1.2.0', ['--to', '1.2.5'], '~1.2.0', '1.2.5', 'linkerd2: 1.2.5 is its version already'],
  ['linkerd2', '2.0.0', ['--latest'], '2.0.0', '2.0.0', 'linkerd2: 2.0.0 is the newest version'],
  // one version is no range
  ['cert-manager', 'v1.17.0', [], 'v1.17.4', 'v1.17.4', undefined],
  ['linkerd2', '=1.2.0', [], '1.2.5', '1.2.5', undefined],
  ['flagger', '1.0.0-rc.1', [], '1.0.0-rc.2', '1.0.0-rc.2', undefined],
])('upgrade of %s from %s with %j writes %s', async (name, range, options, ...expected) => {
  expect(await upgrade(name, range, ...options)).toEqual(expected);
});

test.each([
  ['flux-system/platform/linkerd2', '2.0.0'],
  ['platform/linkerd2/1.2.1', '1.2.1'],
  ['flux-system/platform/linkerd2@~1.2.0', '~1.2.0'],
])('add finds %s, and writes %s', async (profile, version) => {
  repositoryOf({ ...CLUSTER, 'catalogs/platform.lock.yaml': CATALOG });
  expect(await pctl('add', profile)).toMatchObject({ code: 0 });
  expect(readFileSync(MESH, 'utf8')).toMatch(`version: ${version.startsWith('~') ? `"${version}"` : version}\n`);
});
