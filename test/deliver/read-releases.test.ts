import { waitForRevision } from '../../lib/flux/ready-expr';
import { readFolder } from '../../lib/deliver/read-folder';
import { readReleases } from '../../lib/deliver/read-releases';
import { formatProblem } from '../../lib/model/problem-words';
import { releaseText, writtenFiles } from './written-files';

function read(files: Record<string, string>) {
  const { releases, problems } = readReleases(readFolder('.', writtenFiles(files)).documents);
  return { releases, words: problems.map(formatProblem) };
}

const HEAD = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n';

test('reads a release of this library', () => {
  const text = releaseText('mesh', {
    cluster: 'production',
    layer: 10,
    profile: 'linkerd2',
    dependsOn: ['cert-manager', 'team-a/vault'],
    named: 'team-a/vault, cert-manager',
    suspend: true,
  });
  expect(read({ 'x.yaml': text }).releases).toEqual([
    {
      cluster: 'production',
      name: 'mesh',
      namespace: 'flux-system',
      layer: 10,
      profile: 'linkerd2',
      version: '1.2.3',
      catalog: undefined,
      isManaged: true,
      isSuspended: true,
      dependsOn: [
        { name: 'cert-manager', namespace: 'flux-system', isInStep: false },
        { name: 'vault', namespace: 'team-a', isInStep: false },
      ],
      hasForeignValues: false,
      named: new Set(['team-a/vault', 'cert-manager']),
      location: { file: 'x.yaml', line: 2, column: 1 },
    },
  ]);
});

test('reads what a release waits for in lockstep, and whose values no revision shows', () => {
  const spec = `
    dependsOn:
      - {name: vault, readyExpr: ${JSON.stringify(waitForRevision('vault', new Map([['vault', '0a1b2c3d4e']])))}}
      - {name: linkerd2, readyExpr: "dep.metadata.labels['cdk8s-profiles/revision'] == '0a1b2c3d4e'"} # as it was before
      - {name: kyverno, readyExpr: 'true'}
    valuesFrom: [{kind: ConfigMap, name: mesh-values-0a1b2c3d}, {kind: ConfigMap, name: NAME}]`;
  const text = `${HEAD}metadata: {name: mesh, labels: {cdk8s-profiles/revision: 0a1b2c3d4e}}\nspec:${spec}`;
  const [own] = read({ 'x.yaml': text.replace('NAME', 'mesh-values-ffffffff') }).releases;
  expect(own.dependsOn.map(({ name, isInStep }) => [name, isInStep])).toEqual([
    ['vault', true],
    ['linkerd2', true],
    ['kyverno', false],
  ]);
  const [foreign] = read({ 'x.yaml': text.replace('NAME', 'mesh-values') }).releases;
  expect([own.hasForeignValues, foreign.hasForeignValues]).toEqual([false, true]);
});

test('a folder as it is may change under a release, but not that of a profile, which is at a commit', () => {
  const text = (annotations: string) =>
    `${HEAD}metadata: {name: crds, annotations: {cdk8s-profiles/contents: kustomization${annotations}}}\nspec: {}`;
  const folders = ['', ', cdk8s-profiles/profile: web'].map(more => read({ 'x.yaml': text(more) }).releases[0]);
  expect(folders.map(({ hasForeignValues }) => hasForeignValues)).toEqual([true, false]);
});

test('reads a release made elsewhere', () => {
  const text = `${HEAD}metadata: {name: podinfo}\nspec: {chart: {spec: {chart: podinfo, version: 6.5.0}}, dependsOn: null}`;
  const { releases, words } = read({ 'x.yaml': text.replace('/v2', '/v2beta1') });
  expect(releases).toMatchObject([
    { name: 'podinfo', namespace: 'default', version: '6.5.0', isManaged: false, isSuspended: false, dependsOn: [] },
  ]);
  expect(words).toEqual([]);
});

test('leaves out objects that are not a HelmRelease of Flux', () => {
  const other = { kind: 'HelmRelease', apiVersion: 'example.com/v1' };
  expect(
    read({
      'a.yaml': JSON.stringify(other),
      'b.yaml': JSON.stringify({ ...other, apiVersion: 2 }),
      'c.yaml': 'kind: HelmRepository\napiVersion: source.toolkit.fluxcd.io/v1',
    }),
  ).toEqual({ releases: [], words: [] });
});

describe('a release without the annotation is of', () => {
  const ours = (cluster: string) => releaseText('linkerd2', { cluster });
  const other = releaseText('podinfo', { isManaged: false });
  test.each([
    ['the one cluster of its file', { 'a.yaml': ours('edge') + other, 'b.yaml': ours('core') }, 'edge'],
    ['the one cluster of its folder', { 'x/a.yaml': ours('edge'), 'x/b.yaml': other, 'y.yaml': ours('core') }, 'edge'],
    ['the first folder, when its neighbours differ', { 'x/a.yaml': ours('a') + ours('b') + other }, 'x'],
    ['the first folder, when it has no neighbours', { 'x/y/a.yaml': other }, 'x'],
    ['no cluster, when nothing says which', { 'a.yaml': other }, ''],
  ])('%s', (_, files, cluster) => {
    const found = read(files).releases.find(({ name }) => name === 'podinfo');
    expect(found?.cluster).toBe(cluster);
  });
});

describe('fails for one field, and reads the others', () => {
  const fails = (metadata: string, spec: string) => read({ 'x.yaml': `${HEAD}metadata: ${metadata}\nspec: ${spec}` });
  const named = '{name: flagger}';
  const subject = 'of HelmRelease default/flagger';
  test.each([
    [named, '{dependsOn: vault}', `4:19: "dependsOn" ${subject} is text; write a list, as in "- name: cert-manager"`],
    [named, '{dependsOn: {name: vault}}', `4:19: "dependsOn" ${subject} is a map; write a list`],
    [named, '{dependsOn: [vault]}', `4:20: "dependsOn" ${subject} contains text; write "- name: cert-manager"`],
    [named, '{dependsOn: [null]}', `4:20: "dependsOn" ${subject} contains an empty item; write "- name: cert-manager"`],
    [named, '{dependsOn: [{}]}', `4:20: "name" of "dependsOn" ${subject} is missing; write "- name: cert-manager"`],
    [named, '{dependsOn: [{name: 1}]}', `4:27: "name" of "dependsOn" ${subject} is the number 1; quote it: "1"`],
    [named, '{suspend: "yes"}', `4:17: "suspend" ${subject} is text; write true or false`],
    [named, '[]', `4:7: "spec" ${subject} is a list; write a map`],
    [named, '{chart: {spec: {version: 1.10}}}', `4:32: "version" ${subject} is the number 1.10; quote it: "1.10"`],
    ['{name: flagger, labels: [a]}', '{}', `3:35: "labels" ${subject} is a list; write a map`],
    [
      '{name: flagger, annotations: {cdk8s-profiles/version: 1.10}}',
      '{}',
      `3:65: "cdk8s-profiles/version" ${subject} is the number 1.10`,
    ],
    ['{name: flagger, labels: {weave.works/applied-layer: first}}', '{}', '3:63: layer "first" is not readable'],
  ])('%s %s', (metadata, spec, words) => {
    const result = fails(metadata, spec);
    expect(result.releases).toMatchObject([{ name: 'flagger', dependsOn: [] }]);
    expect(result.words).toEqual([expect.stringContaining(`x.yaml:${words}`)]);
  });

  test.each([
    ['{}', '3:11: "name" of a HelmRelease is missing; write it'],
    ['', '3:11: "metadata" of a HelmRelease is missing; write it'],
    ['{name: null}', '3:18: "name" of a HelmRelease is missing'],
    ['{name: " "}', '3:18: "name" of a HelmRelease is missing'],
    ['{name: 1}', '3:18: "name" of a HelmRelease is the number 1'],
    ['flagger', '3:11: "metadata" of a HelmRelease is text'],
  ])('but has no release without a name: %s', (metadata, words) => {
    const result = fails(metadata, '{}');
    expect(result.releases).toEqual([]);
    expect(result.words).toEqual([expect.stringContaining(`x.yaml:${words}`)]);
  });
});
