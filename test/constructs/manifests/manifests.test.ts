import { Cluster, Fleet, type FleetDelivery } from 'cdk8s-profiles';
import { edgesIn, releaseOf, waitsOf } from '../emitted';
import { filesIn } from '../temporary-folder';
import {
  DELIVERY,
  CERT_MANAGER,
  INGRESS,
  outdir,
  fleet,
  production,
  issuer,
  kustomizationOf,
  problemsIn,
} from './issuers-fleet';

test('manifests are installed between the charts of the layers below and above', () => {
  production.subscribe(INGRESS);
  issuer(production.manifests('issuers', { layer: 1 }), 'letsencrypt');
  production.subscribe(CERT_MANAGER);
  const waits = ['ingress-nginx -> issuers', 'issuers -> cert-manager'];
  expect(waitsOf(production)).toEqual(waits);
  expect(edgesIn(production).sort()).toEqual(waits);
});

test('their release contains one Kustomization of a folder that is named by its content', () => {
  issuer(production.manifests('issuers', { layer: 1 }), 'letsencrypt');
  fleet.synth();
  const file = Object.keys(filesIn(outdir)).find(path => path.startsWith('manifests/'))!;
  expect(file).toMatch(/^manifests\/production\/issuers-[0-9a-f]{8}\/ClusterIssuer\.letsencrypt\.yaml$/);
  expect(releaseOf(production, 'issuers').spec).toMatchObject({
    chart: {
      spec: { chart: './dist/charts/kustomization', sourceRef: { kind: 'GitRepository', name: 'flux-system' } },
    },
    releaseName: 'issuers',
    targetNamespace: 'flux-system',
    waitStrategy: { name: 'poller' },
    values: {
      spec: {
        path: `./dist/${file.split('/').slice(0, 3).join('/')}`,
        prune: true,
        wait: true,
        deletionPolicy: 'WaitForTermination',
        sourceRef: { kind: 'GitRepository', name: 'flux-system' },
      },
    },
  });
});

test('the folder of the cluster does not contain them, and the chart is written once', () => {
  for (const name of ['issuers', 'policies']) issuer(production.manifests(name), name);
  issuer(new Cluster(fleet, 'staging').manifests('issuers'), 'letsencrypt');
  fleet.synth();
  const files = Object.keys(filesIn(outdir)).map(file => file.replace(/-[0-9a-f]{8}\//, '-<hash>/'));
  expect(files).toEqual([
    'charts/kustomization/Chart.yaml',
    'charts/kustomization/templates/kustomization.yaml',
    'manifests/production/issuers-<hash>/ClusterIssuer.issuers.yaml',
    'manifests/production/policies-<hash>/ClusterIssuer.policies.yaml',
    'manifests/staging/issuers-<hash>/ClusterIssuer.letsencrypt.yaml',
    'production/HelmRelease.flux-system.issuers.k8s.yaml',
    'production/HelmRelease.flux-system.policies.k8s.yaml',
    'staging/HelmRelease.flux-system.issuers.k8s.yaml',
  ]);
});

test('a run without manifests removes their folders, and the next change keeps the previous one', () => {
  const synth = (email?: string) => {
    const other = new Fleet({ outdir, delivery: DELIVERY });
    const cluster = new Cluster(other, 'production');
    cluster.subscribe(CERT_MANAGER);
    if (email !== undefined) issuer(cluster.manifests('issuers'), 'letsencrypt', { email });
    other.synth();
    return Object.values(filesIn(outdir))
      .flatMap(text => /email: (\w)/.exec(text)?.[1] ?? [])
      .sort();
  };
  expect([synth('a'), synth('b'), synth('b'), synth('c'), synth()]).toEqual([
    ['a'],
    ['a', 'b'],
    ['a', 'b'],
    ['b', 'c'],
    [],
  ]);
  expect(Object.keys(filesIn(outdir)).every(path => path.startsWith('production/'))).toBe(true);
});

test('new content gives a new folder and a new revision, independent of the order of statements', () => {
  const written = (...emails: readonly string[]) => {
    const other = new Cluster(new Fleet({ outdir, delivery: DELIVERY }), 'production');
    const manifests = other.manifests('issuers');
    emails.forEach(email => issuer(manifests, email, { acme: { email } }));
    return [
      releaseOf(other, 'issuers').metadata.labels?.['cdk8s-profiles/revision'],
      kustomizationOf(other, 'issuers').path,
    ];
  };
  const [revision, path] = written('a', 'b');
  expect(written('b', 'a')).toEqual([revision, path]);
  expect(written('a', 'c')).not.toContain(revision);
  expect(written('a', 'c')).not.toContain(path);
});

test('what waits for one of their objects waits for all of them, and they wait for constructs', () => {
  const unlayered = new Cluster(fleet, 'staging', { order: 'dependencies' });
  const certManager = unlayered.subscribe(CERT_MANAGER);
  const one = issuer(unlayered.manifests('issuers', { dependsOn: [certManager] }), 'letsencrypt');
  const base = unlayered.kustomization('base', { path: './infrastructure/base' });
  unlayered.subscribe(INGRESS, { dependsOn: [one, base] });
  expect(waitsOf(unlayered)).toEqual(['ingress-nginx -> base', 'ingress-nginx -> issuers', 'issuers -> cert-manager']);
});

test('a folder is applied unchanged, from the delivery or from another source', () => {
  production.kustomization('base', { path: './infrastructure/base' });
  const sourceRef = { kind: 'OCIRepository', name: 'apps', namespace: 'team-a' } as const;
  production.kustomization('tenant', { path: './apps', sourceRef });
  expect(kustomizationOf(production, 'base')).toMatchObject({
    path: './infrastructure/base',
    sourceRef: { name: 'flux-system' },
  });
  expect(kustomizationOf(production, 'tenant')).toMatchObject({ sourceRef });
});

test('the content of a folder may change without its spec, so what waits for it is not in step', () => {
  const base = production.kustomization('base', { path: './infrastructure/base' });
  issuer(production.manifests('issuers'), 'letsencrypt');
  production.subscribe(INGRESS, { dependsOn: [base] });
  const gaps = production.plan.steps.map(step => [step.name, step.hasForeignValues ?? false]);
  expect(Object.fromEntries(gaps)).toMatchObject({ base: true, issuers: false });
});

test('options come from the fleet, the cluster and the manifests, the nearest first', () => {
  const app = new Fleet({
    outdir,
    delivery: DELIVERY,
    manifestDefaults: { timeout: '2m', interval: '1h', force: true },
  });
  const staging = new Cluster(app, 'staging', {
    manifestDefaults: { timeout: '3m', decryption: { secretRef: { name: 'sops-age' } } },
    defaults: { kubeConfig: { secretRef: { name: 'staging-kubeconfig' } }, labels: { team: 'platform' } },
  });
  issuer(staging.manifests('issuers', { interval: '30m', postBuild: { substitute: { domain: 'example.com' } } }), 'a');
  const { metadata, spec } = releaseOf(staging, 'staging-issuers');
  expect(metadata.labels).toMatchObject({ team: 'platform' });
  expect(spec).toMatchObject({ releaseName: 'staging-issuers', timeout: '240s' });
  expect(spec).not.toHaveProperty('kubeConfig');
  expect(kustomizationOf(staging, 'staging-issuers')).toMatchObject({
    interval: '30m',
    timeout: '3m',
    force: true,
    decryption: { provider: 'sops', secretRef: { name: 'sops-age' } },
    kubeConfig: { secretRef: { name: 'staging-kubeconfig' } },
    postBuild: { substitute: { domain: 'example.com' } },
  });
});

test('if the delivery is an OCIRepository, the chart comes from a registry', () => {
  const delivery: FleetDelivery = {
    sourceRef: { kind: 'OCIRepository', name: 'flux-system' },
    path: '.',
    chartRepository: 'oci://registry.example.com/charts',
  };
  const staging = new Cluster(fleet, 'staging', { delivery });
  issuer(staging.manifests('issuers'), 'letsencrypt');
  const name = expect.stringContaining('charts-kustomization');
  expect(releaseOf(staging, 'issuers').spec.chartRef).toMatchObject({ kind: 'OCIRepository', name });
  fleet.synth();
  expect(Object.keys(filesIn(outdir)).filter(file => file.startsWith('charts/'))).toEqual([]);
});

test('a patch reaches the Kustomization, and one that cannot be applied fails', () => {
  const manifests = production.manifests('issuers');
  issuer(manifests, 'letsencrypt');
  manifests.patch([{ op: 'add', path: '/spec/values/spec/namePrefix', value: 'acme-' }]);
  expect(kustomizationOf(production, 'issuers')).toMatchObject({ namePrefix: 'acme-' });
  manifests.patch([{ op: 'replace', path: '/spec/values/spec/nothing', value: 1 }]);
  expect(problemsIn(() => production.toJson())).toEqual([['invalid-patch', 'production/issuers']]);
});
