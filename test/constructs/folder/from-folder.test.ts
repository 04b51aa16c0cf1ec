/**
 * Clusters that files describe, instead of a program.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Cluster, Fleet, formatProblem, type SubscriptionOptions } from '../../../lib';
import type { SubscriptionSpec } from '../../../lib/model/subscriptions/subscription-schema';
import { lockText } from '../../cli/catalogs/lock-text';
import { filesIn } from '../temporary-folder';
import { repositoryOf, subscription } from './subscription-texts';

/** Options of a subscription that no file can give. */
type Missing = Exclude<keyof SubscriptionOptions, keyof SubscriptionSpec | 'subscriptionName'>;
const isComplete: Missing extends never ? true : Missing = true;

const STOCK = {
  'subscriptions/production/cert-manager.yaml': subscription('cert-manager', '  profile: platform/cert-manager\n'),
  'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2\n  version: ~0.0.15\n'),
  'subscriptions/production/flagger.yaml': subscription('flagger', '  profile: flagger\n  values:\n    a: null\n'),
};

function releases(fleet: Fleet, cluster = 'production'): Record<string, { spec: Record<string, unknown> }> {
  fleet.synth();
  const files = Object.entries(filesIn('dist')).filter(([path]) => path.startsWith(`${cluster}/HelmRelease`));
  return Object.fromEntries(files.map(([path, text]) => [path.split('.')[2], parse(text)]));
}

function problems(files: Record<string, string>): string[] {
  repositoryOf(files);
  return Fleet.fromFolder().problems.map(formatProblem);
}

test('the files of a repository give the same bytes as a program with the same subscriptions', () => {
  repositoryOf(STOCK);
  Fleet.fromFolder('.', { outdir: 'dist' }).synth();
  const program = new Fleet({ outdir: 'other' });
  const cluster = Cluster.fromFolder(program, 'production', 'subscriptions/production');
  program.synth();
  expect(cluster.plan.steps.map(({ name }) => name)).toEqual(['cert-manager', 'mesh', 'flagger']);
  expect(filesIn('dist')).toEqual(filesIn('other'));
  expect(Object.keys(filesIn('dist'))).toHaveLength(4);
  expect(isComplete).toBe(true);
});

test('a range is resolved against the lock file, and null reaches the chart', () => {
  repositoryOf(STOCK);
  const { mesh, flagger } = releases(Fleet.fromFolder());
  expect(mesh.spec.chart).toMatchObject({ spec: { version: '0.0.16' } });
  expect(flagger.spec.values).toEqual({ a: null });
});

test('values of the file are merged over its files of values, those over defaults of the cluster, and all over references', () => {
  repositoryOf({
    'subscriptions/production/cluster.yaml':
      'apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec: {defaults: {values: {a: 0, b: 0, c: 0, d: 0}}}\n',
    'subscriptions/production/1.values.yaml': 'b: 1\nc: 1\nd: 1\n',
    'values/2.yaml': 'c: 2\nd: 2\nmode: 0o17\n',
    'subscriptions/production/mesh.yaml': subscription(
      'mesh',
      `  profile: linkerd2
  valuesFrom: [{kind: Secret, name: mesh, valuesKey: mesh.yaml, optional: true}]
  valuesFiles: [1.values.yaml, ../../values/2.yaml]
  values: {d: 3}
`,
    ),
  });
  const { spec } = releases(Fleet.fromFolder()).mesh;
  expect(spec.values).toEqual({ a: 0, b: 1, c: 2, d: 3, mode: 15 });
  expect(spec.valuesFrom).toEqual([{ kind: 'Secret', name: 'mesh', valuesKey: 'mesh.yaml', optional: true }]);
});

test('a chart without a catalog, dependencies by name, and options of a release', () => {
  repositoryOf({
    ...STOCK,
    'subscriptions/production/podinfo.yaml': subscription(
      'podinfo',
      `  chart: {url: https://stefanprodan.github.io/podinfo, name: podinfo, version: 6.9.2}
  dependsOn: [mesh, cert-manager]
  independentOf: [cert-manager]
  install: {timeout: 10m}
`,
    ),
  });
  const { podinfo } = releases(Fleet.fromFolder());
  expect(podinfo.spec).toMatchObject({ chart: { spec: { version: '6.9.2' } }, install: { timeout: '10m' } });
  const names = (podinfo.spec.dependsOn as { name: string; readyExpr?: string }[]).map(d => [
    d.name,
    d.readyExpr?.includes('cdk8s-profiles/revision'),
  ]);
  expect(names).toEqual([
    ['cert-manager', false],
    ['flagger', true],
    ['mesh', true],
  ]);
});

test('a cluster that says where it is delivered from gets Kustomizations, and the guard', () => {
  repositoryOf({
    ...STOCK,
    'subscriptions/production/cluster.yaml':
      'apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec: {delivery: {sourceRef: {kind: GitRepository, name: flux-system}, path: ./dist}}\n',
  });
  mkdirSync('subscriptions/empty');
  copyFileSync('subscriptions/production/cluster.yaml', 'subscriptions/empty/cluster.yaml');
  Fleet.fromFolder().synth();
  const files = filesIn('dist');
  expect(Object.keys(files).filter(path => path.startsWith('flux-empty/'))).toHaveLength(1);
  const paths = Object.keys(files).filter(path => path.startsWith('flux-production/'));
  expect(paths.map(path => parse(files[path]).spec.path)).toEqual(['./dist/guard', './dist/production']);
  expect(Object.keys(files).some(path => path.startsWith('guard/ValidatingAdmissionPolicy.'))).toBe(true);
  mkdirSync('dist/empty');
  writeFileSync(
    'dist/empty/mine.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine, namespace: default}\n',
  );
  Fleet.fromFolder().synth();
  expect(Object.keys(filesIn('dist')).filter(path => path.startsWith('flux-empty/'))).toHaveLength(2);
});

test('releases made by hand in the output, or in folders that the cluster names, are waited for in their layers', () => {
  const byHand = (name: string, chart: string, more = '') =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}, namespace: flux-system${more}}\nspec: {chart: {spec: {chart: ${chart}, sourceRef: {kind: HelmRepository, name: platform}}}}\n`;
  repositoryOf({
    'subscriptions/production/cluster.yaml':
      'apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec: {existingReleases: [clusters/production]}\n',
    'subscriptions/production/flagger.yaml': subscription('flagger', '  profile: flagger\n  dependsOn: [dns]\n'),
    'clusters/production/certs.yaml': `${byHand('certs', 'cert-manager')}---\n${byHand('dns', 'external-dns')}`,
    'clusters/production/repository.yaml':
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: platform, namespace: flux-system}\nspec: {url: https://charts.example.com/platform}\n',
    'dist/production/mesh.yaml': byHand('mesh', 'mesh', ', labels: {weave.works/applied-layer: layer-1}'),
  });
  const { flagger } = releases(Fleet.fromFolder());
  // certs is what mesh, which cannot be made to wait, should have waited for
  expect(flagger.spec.dependsOn).toMatchObject(['certs', 'dns', 'mesh'].map(name => ({ name })));
});

test('fails with every problem of every file at its place', () => {
  const wrong = subscription(
    'constructor',
    '  profle: linkerd2\n  layer: "2"\n  version: 1.10\n  install: {crds: create}\n',
  );
  expect(
    problems({
      'subscriptions/production/constructor.yaml': wrong.replaceAll('\n', '\r\n'),
      'subscriptions/production/mesh.yaml': subscription('linkerd2', '  profile: linkerd\n  version: ^9\n'),
      'subscriptions/production/flagger.yaml': subscription(
        'flagger',
        '  profile: flagger\n  version: ~7\n  dependsOn: [mehs]\n  timeout: 2d\n  valuesFiles: [../../../x.yaml]\n',
      ),
      'subscriptions/production/a.yml': '',
      'subscriptions/production/list.yaml': '- a\n',
      'subscriptions/staging/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Clutser\n',
    }),
  ).toMatchInlineSnapshot(`
   [
     "subscriptions/production/a.yml:1:1: subscriptions/production/a.yml is not read, because its name does not end in .yaml; rename it",
     "subscriptions/production/constructor.yaml:6:11: "spec.profle" is not known here; did you mean "profile"? known are profile, chart, version, releaseName, valuesFiles, artifactValues, dependsOn, independentOf, layer, namespace, targetNamespace, values, valuesFrom, upgradeOrder, interval, timeout, createNamespace, serviceAccountName, kubeConfig, install, upgrade, uninstall, driftDetection, maxHistory, postRenderers, shard, suspend, labels, annotations, patch",
     "subscriptions/production/constructor.yaml:7:10: "spec.layer" is "2"; write a whole number from 0, without quotes",
     "subscriptions/production/constructor.yaml:8:12: "spec.version" is the number 1.10; quote it: "1.10"",
     "subscriptions/production/constructor.yaml:9:19: "spec.install.crds" is "create"; write Skip, Create or CreateReplace",
     "subscriptions/production/flagger.yaml:7:12: no version of "flagger" in catalog "platform" is in "~7"; the nearest: 0.0.2, 0.0.1. Widen the range, or update the catalog",
     "subscriptions/production/flagger.yaml:8:14: "mehs" in "spec.dependsOn" is neither a subscription of this cluster nor a HelmRelease made by hand; the nearest: mesh; correct it, or drop it",
     "subscriptions/production/flagger.yaml:9:12: timeout "2d" is not a duration that Flux reads. Write hours, minutes and seconds, such as 1h30m or 90s",
     "subscriptions/production/flagger.yaml:10:16: "../../../x.yaml" in "spec.valuesFiles" is outside of the repository; copy it, and write its path from the folder of this file",
     "subscriptions/production/list.yaml:1:1: the subscription is a list; write a map with apiVersion, kind, metadata, spec",
     "subscriptions/production/mesh.yaml:4:9: "metadata.name" is "linkerd2", but the file is called mesh.yaml; give both one name; "pctl move" changes the name of what is installed already",
     "subscriptions/production/mesh.yaml:6:12: catalog "platform" has no profile "linkerd"; the nearest: linkerd2, linkerd2-viz. Correct the name, or add the profile to the catalog",
     "subscriptions/staging/cluster.yaml:2:7: "kind" is "Clutser"; write Cluster",
   ]
  `);
});

test('a catalog may share its name with one in another namespace, if only one of them has the profile', () => {
  const other = (name: string) => ({ ...STOCK, 'catalogs/team-a.lock.yaml': lockText('platform', { [name]: ['1.0.0'] }, 'team-a') }); // prettier-ignore
  expect(problems(other('podinfo'))).toEqual([]);
  expect(problems(other('cert-manager'))).toEqual([
    'subscriptions/production/cert-manager.yaml:6:12: several catalogs have a profile "cert-manager": flux-system/platform/cert-manager, team-a/platform/cert-manager. Write one of these names instead', // prettier-ignore
  ]);
  const wrong = { 'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: platform/podinfoo\n') };
  expect(problems({ ...other('podinfo'), ...wrong })).toEqual([
    expect.stringContaining('has a profile "podinfoo"; the nearest: podinfo. Correct'),
  ]);
});

test('fails for a folder that is not there, and finds nothing in an empty repository', () => {
  repositoryOf({});
  const fleet = new Fleet();
  Cluster.fromFolder(fleet, 'production', 'subscriptions/production');
  expect(fleet.problems.map(formatProblem)).toEqual([
    'there are no files in subscriptions/production; correct the path, which is relative to the working directory',
  ]);
  expect(Fleet.fromFolder().problems).toEqual([]);
});
