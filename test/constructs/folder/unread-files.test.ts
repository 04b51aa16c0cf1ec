/**
 * Files, folders and paths that would be left out are problems.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { Fleet, formatProblem } from '../../../lib';
import { temporaryFolder } from '../temporary-folder';
import { repositoryOf, subscription } from './subscription-texts';

const MESH = subscription('mesh', '  profile: linkerd2\n');
const cluster = (spec: string) => `apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec: ${spec}\n`;
const CLUSTER = { 'subscriptions/production/cluster.yaml': cluster('{}') };

const problems = () => Fleet.fromFolder().problems.map(formatProblem);

test('subscriptions outside of the folder of a cluster are reported, values and links to files are not', () => {
  repositoryOf({
    ...CLUSTER,
    'subscriptions/shared.yaml': 'a: 1\n',
    'subscriptions/mesh.yaml': MESH.replaceAll('\n', '\r\n'),
    'subscriptions/production/team/mesh.yaml': MESH,
    'subscriptions/production/team/values.yaml': 'a: 1\n',
    'subscriptions/production/mesh.YAML': MESH,
    'more/cluster.yaml': cluster('{}'),
    'more/mesh.yaml': MESH,
  });
  symlinkSync('../more', 'subscriptions/staging');
  symlinkSync('../../more/mesh.yaml', 'subscriptions/production/mesh.yaml');
  expect(problems()).toEqual([
    'subscriptions/mesh.yaml:1:1: subscriptions/mesh.yaml is not read, because it is in no folder of a cluster; move it into the folder of its cluster', // prettier-ignore
    'subscriptions/production/mesh.YAML:1:1: subscriptions/production/mesh.YAML is not read, because its name does not end in .yaml; rename it', // prettier-ignore
    'subscriptions/production/team/mesh.yaml:1:1: subscriptions/production/team/mesh.yaml is not read, because it is not in subscriptions/production itself; move it there', // prettier-ignore
    'subscriptions/staging is not read, because it is a link; make it a folder',
  ]);
});

test('folders of existing releases must exist in the repository', () => {
  repositoryOf({
    'subscriptions/production/cluster.yaml': cluster(
      '{existingReleases: [apps, ./apps/, apps/prodd, /etc, ../../../etc, apps/../..]}',
    ),
    'apps/a.yaml': '',
  });
  const place = 'subscriptions/production/cluster.yaml:3:26: ';
  const remedy = 'write the path of a folder from the root of the repository';
  expect(problems()).toEqual(
    ['../../../etc', '/etc', 'apps/../..', 'apps/prodd'].map(
      name => `${place}"${name}" in "spec.existingReleases" ${name === 'apps/prodd' ? 'does not exist' : 'is outside of the repository'}; ${remedy}`, // prettier-ignore
    ),
  );
});

test.each([
  ['./dist', 0],
  ['dist/eu', 0],
  ['.', 0],
  ['./dist/', 1],
  ['/', 1],
  ['../dist', 1],
])('the delivery path %j has %i problems', (path, count) => {
  const delivery = `{delivery: {sourceRef: {kind: GitRepository, name: flux-system}, path: "${path}"}}`;
  repositoryOf({ 'subscriptions/production/cluster.yaml': cluster(delivery) });
  const found = problems();
  expect(found).toHaveLength(count);
  for (const problem of found) expect(problem).toContain(`cluster.yaml:3:78: "spec.delivery.path" is "${path}"`);
});

test('files of values that are links must lead into the repository', () => {
  const file = 'subscriptions/production/mesh.yaml';
  const text = subscription('mesh', '  profile: linkerd2\n  valuesFiles: [in.yaml, out.yaml]\n');
  repositoryOf({ ...CLUSTER, [file]: text, 'values/a.yaml': 'a: 1\n' });
  const outside = temporaryFolder();
  mkdirSync(`${outside}/values`);
  writeFileSync(`${outside}/values/secret.yaml`, 'token: x\n');
  symlinkSync('../../values/a.yaml', 'subscriptions/production/in.yaml');
  symlinkSync(`${outside}/values/secret.yaml`, 'subscriptions/production/out.yaml');
  expect(problems().filter(problem => problem.includes('valuesFiles'))).toEqual([
    `${file}:7:16: "out.yaml" in "spec.valuesFiles" is outside of the repository; copy it, and write its path from the folder of this file`, // prettier-ignore
  ]);
});
