/**
 * Mistakes that people reported in public, rebuilt small, and layouts that other tools reported by mistake.
 */
import { dependsOn, kustomization, object, release, rulesIn, verified } from './verified';

test('a HelmRelease that depends on the Kustomization of its prerequisites is found (ionfury/homelab#272)', async () => {
  const lines = await verified({
    'clusters/live/apps.yaml':
      kustomization('authelia-prereqs', './apps/prereqs') + kustomization('authelia', './apps/authelia'),
    'apps/prereqs/secret.yaml': object('v1', 'Secret', 'authelia'),
    'apps/authelia/release.yaml': release('lldap', dependsOn('authelia-prereqs')).replace('namespace: apps', 'namespace: flux-system'), // prettier-ignore
  });
  expect(lines).toEqual([
    'apps/authelia/release.yaml:8:22: error: HelmRelease flux-system/lldap depends on "authelia-prereqs", which exists only as a Kustomization, and Flux waits for a HelmRelease; let the Kustomizations of both depend on each other instead [dependency-other-kind]',
  ]);
});

test('Kustomizations that depend on HelmReleases are found, and not those with one that checks its health (ionfury/homelab#152)', async () => {
  const files = (name: string) => ({
    'clusters/live/apps.yaml':
      kustomization('charts', './charts') + kustomization('config', './config', dependsOn(name)) +
      kustomization('cilium-ready', './stub', 'healthChecks: [{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: cilium, namespace: flux-system}]'), // prettier-ignore
    'charts/cilium.yaml': release('cilium').replace('namespace: apps', 'namespace: flux-system'),
    'config/config.yaml': object('v1', 'ConfigMap', 'cilium'),
    'stub/kustomization.yaml': 'resources: []\n',
  }); // prettier-ignore
  expect(rulesIn(await verified(files('cilium')))).toEqual(['dependency-other-kind']);
  expect(await verified(files('cilium-ready'))).toEqual([]);
});

test('a Kustomization that depends on a HelmRelease in its namespace is found (gavinmcfall/home-ops#2154)', async () => {
  const apps = (name: string) => kustomization(name, `./apps/${name}`, 'targetNamespace: apps').replace('namespace: flux-system', 'namespace: apps').replace('flux-system}', 'flux-system, namespace: flux-system}'); // prettier-ignore
  const lines = await verified({
    'flux/cluster/ks.yaml': kustomization('cluster-apps', './apps'),
    'apps/kustomization.yaml': 'resources: [rook-ceph/ks.yaml, calibre/ks.yaml]\n',
    'apps/rook-ceph/ks.yaml': apps('rook-ceph'),
    'apps/rook-ceph/kustomization.yaml': 'resources: [release.yaml]\n',
    'apps/rook-ceph/release.yaml': release('rook-ceph-cluster'),
    'apps/calibre/ks.yaml': `${apps('calibre')}  ${dependsOn('rook-ceph-cluster')}\n`,
    'apps/calibre/kustomization.yaml': 'resources: [release.yaml]\n',
    'apps/calibre/release.yaml': release('calibre', dependsOn('rook-ceph-cluster')),
  });
  expect(lines).toEqual([
    'apps/calibre/ks.yaml:12:22: error: Kustomization apps/calibre depends on "rook-ceph-cluster", which exists only as a HelmRelease, and Flux waits for a Kustomization; depend on the Kustomization that applies the release, and give that one "wait: true" or "healthChecks" [dependency-other-kind]',
  ]);
});

test.each([
  ['before', [], ['crd-not-awaited']],
  ['after', [dependsOn('external-secrets')], []],
])(
  'secrets that do not wait for their operator are noted: %s (xunholy/k8s-gitops#3527, ionfury/homelab#148)',
  async (_, more, rules) => {
    const lines = await verified(
      {
        'clusters/home/apps.yaml':
          kustomization('external-secrets', './operator', 'wait: true') + kustomization('shop', './shop', ...more),
        'operator/release.yaml': release('external-secrets'),
        'shop/secret.yaml': object('external-secrets.io/v1', 'ExternalSecret', 'shop'),
      },
      true,
    );
    expect(rulesIn(lines)).toEqual(rules);
  },
);

test.each([
  ['together', './operator', ['crd-in-same-kustomization']],
  ['apart', './stores', []],
])('custom resources %s with the release of their CRD (external-secrets)', async (_, folder, rules) => {
  const lines = await verified({
    'clusters/home/apps.yaml':
      kustomization('operator', './operator', 'wait: true') +
      kustomization('stores', './stores', dependsOn('operator')),
    'operator/release.yaml': release('external-secrets'),
    'stores/config.yaml': object('v1', 'ConfigMap', 'stores'),
    [`${folder}/store.yaml`]: object('external-secrets.io/v1', 'ClusterSecretStore', 'vault'),
  });
  expect(rulesIn(lines)).toEqual(rules);
});

test('Kustomizations below an entry that they depend on converge, unless the entry waits for them (home-operations/flate#860, #937)', async () => {
  const files = (...more: readonly string[]) => ({
    'clusters/talos/entry.yaml': kustomization('flux-entry', './flux', ...more),
    'flux/kustomization.yaml': 'resources: [repos.yaml, apps.yaml]\n',
    'flux/repos.yaml': kustomization('flux-repos', './repos'),
    'flux/apps.yaml': kustomization('tuppr', './apps', dependsOn('flux-entry', 'flux-repos')),
    'repos/charts.yaml': object('v1', 'ConfigMap', 'charts'),
    'apps/release.yaml': release('tuppr'),
  });
  expect(await verified(files())).toEqual([]);
  const lines = await verified(files('wait: true'));
  expect(lines).toEqual([
    'flux/apps.yaml:11:22: error: none of these is ever ready: Kustomization flux-system/flux-entry waits for Kustomization flux-system/tuppr, which depends on Kustomization flux-system/flux-entry; remove one of the dependencies, or "wait" where it is not needed [deadlock]',
  ]);
});

test('releases that must follow others across Kustomizations have no cycle, and a wrong edge is one (cozystack#2842, #3037)', async () => {
  const files = (...more: readonly string[]) => ({
    'clusters/one/platform.yaml':
      kustomization('engine', './engine', 'wait: true') + kustomization('basics', './basics', dependsOn('engine')),
    'engine/releases.yaml': release('cozystack-engine', ...more) + release('gateway-api-crds'),
    'basics/releases.yaml':
      release('cozystack-basics', dependsOn('cozystack-engine', 'gateway-api-crds')) +
      release('backupstrategy-controller', dependsOn('cozystack-basics')) +
      release('tenant-root'),
  });
  expect(await verified(files())).toEqual([]);
  expect(rulesIn(await verified(files(dependsOn('tenant-root'))))).toEqual(['deadlock']);
});
