/**
 * `pctl import`: HelmReleases made by hand become subscriptions that install the same, in two commits.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { pctlIn } from '../pctl-in';
import { handMade } from './hand-made';

let root: string;

const pctl = (...argv: string[]) => pctlIn(root, argv);
const git = (...argv: string[]) => execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...argv], { cwd: root }); // prettier-ignore
const commit = () => {
  git('add', '.');
  git('commit', '--quiet', '-m', 'change');
};
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const rendered = (name: string, namespace: string) => parse(read(`dist/production/HelmRelease.${namespace}.${name}.k8s.yaml`)); // prettier-ignore

beforeEach(() => {
  root = repositoryOf(handMade());
  git('init', '--quiet');
  commit();
});

test('the first commit lets Flux keep the releases, the second has the subscriptions', async () => {
  const first = await pctl('import', 'clusters/production', '--chart-version', 'podinfo=6.9.2');
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toMatchInlineSnapshot(`
   "CLUSTER     RELEASE       CHART                 RESULT
   production  cert-manager  cert-manager v1.18.2  same
   production  apps/podinfo  podinfo 6.9.2         >=6.0.0 becomes 6.9.2
   production  apps/remote   podinfo               stays as it is: it installs on another cluster, by kubeConfig
   "
  `);
  const before = handMade()['apps/base/release.yaml'];
  const kept = '  name: podinfo\n  annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled\n';
  expect(read('apps/base/release.yaml')).toBe(before.replace('  name: podinfo\n', kept));
  const early = await pctl('import', 'clusters/production', '--chart-version', 'podinfo=6.9.2');
  expect(early.stderr).toContain('is not committed yet');
  commit();
  const second = await pctl('import', 'clusters/production', '--chart-version', 'podinfo=6.9.2');
  expect(second.stderr).toMatchInlineSnapshot(`
   "subscriptions/production/cert-manager.yaml written
   subscriptions/production/cluster.yaml written
   subscriptions/production/podinfo.yaml written
   3 generated files in dist changed
   In the same commit, remove these HelmReleases, and what a kustomization.yaml says about their files:
     apps/base/release.yaml:2
     infrastructure/cert-manager.yaml:11
   Kustomization flux-system/apps no longer waits for cert-manager: give the Kustomization that it depends on "healthChecks" of them in place of "wait", if a new cluster needs it
   "
  `);
  expect(read('subscriptions/production/podinfo.yaml')).toMatchInlineSnapshot(`
   "# yaml-language-server: $schema=https://unpkg.com/cdk8s-profiles/docs/subscription.schema.json
   apiVersion: cdk8s-profiles/v1
   kind: ProfileSubscription
   metadata:
     name: podinfo
   spec:
     chart:
       sourceRef:
         kind: HelmRepository
         name: podinfo
       name: podinfo
       version: 6.9.2
     layer: 1
     releaseName: web-podinfo
     namespace: apps
     targetNamespace: web
     values:
       ui:
         message: production
     createNamespace: false
     install:
       strategy: RemediateOnFailure
       crds: Create
     patch:
       spec:
         storageNamespace: apps
         test:
           enable: true
   "
  `);
  expect(rendered('podinfo', 'apps').spec).toMatchObject({
    releaseName: 'web-podinfo',
    targetNamespace: 'web',
    storageNamespace: 'apps',
    values: { ui: { message: 'production' } },
    dependsOn: [{ name: 'cert-manager', namespace: 'flux-system' }],
  });
});

test('a third run changes nothing, and neither does one after the HelmReleases were removed', async () => {
  const run = () => pctl('import', 'clusters/production', '--chart-version', 'podinfo=6.9.2');
  for (let i = 0; i < 2; i++) {
    await run();
    commit();
  }
  expect(await run()).toMatchObject({ code: 0, stderr: expect.stringContaining('0 generated files in dist changed') });
  git('rm', '--quiet', 'apps/base/release.yaml', 'apps/production/remote.yaml', 'infrastructure/cert-manager.yaml');
  for (const name of ['base', 'production'])
    writeFileSync(join(root, `apps/${name}/kustomization.yaml`), 'resources: []\n');
  commit();
  expect(await pctl('import', 'clusters/production')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'there is nothing left to import in clusters/production: it has no HelmReleases made by hand\n',
  });
  const unknown = await pctl('import', 'clusters/production', '--cluster', 'test');
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('no folder of subscriptions for test') });
});

test('a second run changes nothing, and what was edited since is not overwritten silently', async () => {
  const run = (...more: string[]) => pctl('import', 'clusters/production', '--unprotected', '--chart-version', 'podinfo=6.9.2', ...more); // prettier-ignore
  await run();
  const before = read('subscriptions/production/podinfo.yaml');
  const again = await run();
  expect(again).toMatchObject({ code: 0 });
  expect(again.stderr).toContain('0 generated files in dist changed');
  expect(read('subscriptions/production/podinfo.yaml')).toBe(before);
  writeFileSync(join(root, 'subscriptions/production/podinfo.yaml'), before.replace('6.9.2', '6.9.3'));
  const refused = await run();
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain(
    'subscriptions/production/podinfo.yaml exists, and is not what the HelmRelease says',
  );
  await run('--overwrite');
  expect(read('subscriptions/production/podinfo.yaml')).toBe(before);
});

const release = (name: string, more: string, metadata = '') => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: apps
${metadata}spec:
  interval: 1h
  chart: {spec: {chart: podinfo, version: 6.9.2, sourceRef: {kind: HelmRepository, name: podinfo}}}
${more}`;

test('fails if the annotation of one release is not committed yet, but that of another in its file is', async () => {
  const kept = '  annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled\n';
  writeFileSync(
    join(root, 'infrastructure/cert-manager.yaml'),
    `${release('one', '', kept)}---\n${release('two', '')}`,
  );
  commit();
  await pctl('import', 'clusters/production');
  const early = await pctl('import', 'clusters/production');
  expect(early.stderr).toContain('infrastructure/cert-manager.yaml:12: the annotation that lets Flux keep the release is not committed yet'); // prettier-ignore
  commit();
  expect(await pctl('import', 'clusters/production')).toMatchObject({ code: 0 });
});

test('a file that cannot be built is a warning, and a release that is not valid stays as it is', async () => {
  writeFileSync(join(root, 'infrastructure/bad.yaml'), 'kind: HelmRelease\nmetadata: {name: bad\nspec: {}\n');
  const values = release('odd', '  valuesFrom: [{kind: ConfigMap}, {name: a, kind: Secret}]\n');
  writeFileSync(join(root, 'apps/production/remote.yaml'), values);
  const { stdout, stderr, code } = await pctl('import', 'clusters/production', '--dry-run');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning: infrastructure\/bad\.yaml:\d+:\d+: .*; correct the file$/m);
  expect(stdout).toContain('apps/odd      podinfo               stays as it is: "spec.valuesFrom[0].name" is missing; write it'); // prettier-ignore
});

test('a layer that a release has by its label is kept, and waits are not turned into other layers', async () => {
  const label = '  labels: {weave.works/applied-layer: layer-5}\n';
  writeFileSync(join(root, 'infrastructure/cert-manager.yaml'), release('first', '', label));
  await pctl('import', 'clusters/production', '--unprotected', '--chart-version', 'podinfo=6.9.2');
  expect(parse(read('subscriptions/production/first.yaml')).spec.layer).toBe(5);
  expect(parse(read('subscriptions/production/podinfo.yaml')).spec).toMatchObject({ dependsOn: ['first'] });
  expect(rendered('first', 'apps').spec.dependsOn).toBeUndefined();
});

test('--dry-run writes nothing, and -o json has every release', async () => {
  const { stdout, code } = await pctl('import', 'clusters/production', '--unprotected', '--dry-run', '-o', 'json');
  expect(code).toBe(0);
  const { releases } = JSON.parse(stdout);
  expect(releases.map(({ name, result, reason }: Record<string, string>) => [name, result, reason])).toEqual([
    ['cert-manager', 'imported', undefined],
    ['podinfo', 'left', expect.stringContaining('it has the range ">=6.0.0"')],
    ['remote', 'left', 'it installs on another cluster, by kubeConfig'],
  ]);
  expect(git('status', '--porcelain').toString()).toBe('');
});
