/**
 * Which Helm release a HelmRelease installs, as the guard computes it. Runs without Flux, because
 * the releases here are suspended or never installed.
 */
import { shortenReleaseName } from '../../../lib/model/names';
import { Cluster, KubeObject, named, startCluster } from '../harness';
import { applyGuard, probe } from './guard';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
  await applyGuard(cluster, 'default', 'team-a');
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-a' } });
});

afterAll(() => cluster?.stop());

const kubeConfig = (name: string) => ({ kubeConfig: { secretRef: { name } } });
/** With it, the names of Helm releases are too long, and helm-controller shortens them. */
const long = { targetNamespace: 'observability-of-the-platform-team-in-production-eu' };
const shortened = (name: string) => ({ releaseName: shortenReleaseName(`${long.targetNamespace}-${name}`) });
/** Not suspended, and waiting forever: Flux never deletes anything for it. */
const active = { suspend: false, dependsOn: [{ name: 'nowhere' }] };

test.each([
  ['the defaults of Flux', {}, { releaseName: 'mesh', storageNamespace: 'default' }, 'team-a', true],
  ['a target namespace in the name', { targetNamespace: 'linkerd' }, { releaseName: 'linkerd-mesh' }, 'default', true],
  ['another name', { releaseName: 'mesh' }, { releaseName: 'linkerd2' }, 'default', false],
  ['a long name, and as Flux shortens it', long, shortened('mesh'), 'default', true],
  ['a shortened name, and the long one', shortened('heir'), long, 'default', true],
  ['two long names that begin alike', long, long, 'default', false],
  ['two shortened names that begin alike', shortened('mesh'), shortened('heir'), 'default', false],
  ['another storage namespace', { releaseName: 'mesh' }, { releaseName: 'mesh' }, 'team-a', false],
  ['another cluster', { releaseName: 'mesh', ...kubeConfig('east') }, { releaseName: 'mesh' }, 'default', false],
  [
    'the same remote cluster',
    { releaseName: 'mesh', ...kubeConfig('east') },
    { releaseName: 'mesh', ...kubeConfig('east') },
    'default',
    true,
  ],
  [
    'two remote clusters',
    { releaseName: 'mesh', ...kubeConfig('east') },
    { releaseName: 'mesh', ...kubeConfig('west') },
    'default',
    false,
  ],
  [
    'secrets of one name in two namespaces',
    { releaseName: 'mesh', storageNamespace: 'default', ...kubeConfig('east') },
    { releaseName: 'mesh', storageNamespace: 'default', ...kubeConfig('east') },
    'team-a',
    false,
  ],
])('a release whose Helm release another one installs stays: %s', async (_, old, other, namespace, isHeld) => {
  const { kube } = cluster;
  const [deleted, heir] = [probe('mesh', { ...active, ...old }), probe('heir', { ...other }, namespace)];
  await kube.apply(deleted, heir);
  const deletion = kube.delete(deleted).then(
    () => 'deleted',
    ({ message }: Error) => message,
  );
  expect(await deletion).toMatch(isHeld ? `HelmRelease ${namespace}/heir installs the same Helm release` : /^deleted$/);
  await kube.delete(heir);
  await kube.waitGone(heir);
  await kube.delete(deleted);
  await kube.waitGone(deleted);
});

/** A chart from a registry: its name is in its source only. */
const fromRegistry = { chart: undefined, chartRef: { kind: 'OCIRepository', name: 'registry-1a2b3c4d' } };
const inPlace = { upgrade: { chartNameChangeStrategy: 'InPlaceUpdate' } };

test.each([
  ['another chart', {}, { chart: { spec: { chart: 'kuma' } } }, {}, 'a change of the chart'],
  ['another chart that replaces the old one in place', inPlace, { chart: { spec: { chart: 'kuma' } } }, {}, undefined],
  ['another version', {}, { chart: { spec: { version: '1.1.0' } } }, {}, undefined],
  ['the default written out', {}, { releaseName: 'mesh', targetNamespace: 'default' }, {}, undefined],
  ['a long default, written out as Flux shortens it', long, shortened('mesh'), {}, undefined],
  ['another long name', long, { releaseName: 'mesh' }, {}, 'a change of "releaseName"'],
  ['another storage namespace', {}, { storageNamespace: 'team-a' }, {}, 'a change of "targetNamespace" or'],
  [
    'the version of a chart from a registry',
    fromRegistry,
    { chartRef: { name: 'registry-2b3c4d5e' } },
    { 'cdk8s-profiles/profile': 'linkerd2' },
    undefined,
  ],
  [
    'another chart from a registry',
    fromRegistry,
    { chartRef: { name: 'registry-2b3c4d5e' } },
    { 'cdk8s-profiles/profile': 'kuma' },
    'a change of the chart',
  ],
])('an update that would reinstall is refused: %s', async (_, before, spec, annotations, refusal) => {
  const { kube } = cluster;
  const release = withProfile(probe('mesh', before));
  await kube.apply(release);
  const update = () =>
    kube.patch(release, { metadata: { annotations }, spec }).then(
      () => 'updated',
      ({ message }: Error) => message,
    );
  const installed = { status: { storageNamespace: 'default' } };
  await kube.kubectl(
    ...['patch', 'helmrelease', 'mesh', '--subresource=status', '--type=merge', `--patch=${JSON.stringify(installed)}`],
  );
  expect(await update()).toMatch(refusal ?? /^updated$/);
  const bare = withProfile({ ...probe('mesh', before), metadata: { ...release.metadata, name: 'not-installed' } });
  await kube.apply(bare);
  await kube.patch(bare, { spec });
  for (const object of [release, bare]) {
    await kube.delete(object);
    await kube.waitGone(object);
  }
  expect(await kube.tryGet(named('HelmRelease', 'mesh', 'default'))).toBeUndefined();
});

function withProfile({ metadata, ...object }: KubeObject): KubeObject {
  const annotations = { 'cdk8s-profiles/profile': 'linkerd2' };
  return { ...object, apiVersion: object.apiVersion, kind: object.kind, metadata: { ...metadata, annotations } };
}
