import { Chart } from 'cdk8s';
import { Cluster, type DeliveryOptions, Fleet, Profile, RemovalGuard } from 'cdk8s-profiles';
import { parse } from 'yaml';
import { problemsOf } from './emitted';
import { filesIn, temporaryFolder } from './temporary-folder';

const SOURCE = { sourceRef: { kind: 'GitRepository', name: 'flux-system' } } as const;
const chart = (name: string) =>
  Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: name, version: '1.2.0' });

let fleet: Fleet;
let flux: Chart;
let production: Cluster;

beforeEach(() => {
  fleet = new Fleet({ outdir: temporaryFolder() });
  flux = new Chart(fleet, 'flux');
  production = new Cluster(fleet, 'production');
});

/** The Kustomizations in folder `flux`, by name. */
function kustomizations(folder = 'flux') {
  fleet.synth();
  const objects = Object.entries(filesIn(fleet.outdir)).filter(([path]) => path.startsWith(`${folder}/Kustomization.`));
  return Object.fromEntries(objects.map(([, text]) => [parse(text).metadata.name, parse(text)]));
}

function deliver(options: Partial<DeliveryOptions> = {}) {
  production.deliverFrom(flux, { ...SOURCE, path: './dist/production', ...options });
}

test('a cluster is delivered from another folder, with what ordered removal needs', () => {
  production.subscribe(chart('linkerd2'), { layer: 0 });
  deliver();
  expect(kustomizations().production).toMatchInlineSnapshot(`
   {
     "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
     "kind": "Kustomization",
     "metadata": {
       "labels": {
         "app.kubernetes.io/managed-by": "cdk8s-profiles",
       },
       "name": "production",
       "namespace": "flux-system",
     },
     "spec": {
       "deletionPolicy": "WaitForTermination",
       "interval": "10m",
       "path": "./dist/production",
       "prune": true,
       "retryInterval": "30s",
       "sourceRef": {
         "kind": "GitRepository",
         "name": "flux-system",
       },
       "timeout": "30m",
       "wait": false,
     },
   }
  `);
});

test('a cluster waits for the guard that is delivered in the same chart, independent of their order', () => {
  deliver({ dependsOn: [{ name: 'secrets', namespace: 'security' }] });
  new Cluster(fleet, 'staging').deliverFrom(new Chart(fleet, 'elsewhere'), { ...SOURCE, path: './dist/staging' });
  new RemovalGuard(fleet, 'guard').deliverFrom(flux, { ...SOURCE, path: './dist/guard', namespace: 'guards' });
  const { production: cluster, guard } = kustomizations();
  expect(cluster.spec.dependsOn).toEqual([
    { name: 'guard', namespace: 'guards' },
    { name: 'secrets', namespace: 'security' },
  ]);
  expect(guard.spec).toMatchObject({ path: './dist/guard', prune: true, timeout: '5m' });
  expect(guard.spec).not.toHaveProperty('dependsOn');
  expect(guard.spec).not.toHaveProperty('deletionPolicy');
  expect(kustomizations('elsewhere').staging.spec).not.toHaveProperty('dependsOn');
});

test('all options are written', () => {
  const options = {
    ...{ interval: '1h', retryInterval: '5s', timeout: '15m', wait: true },
    ...{ serviceAccountName: 'platform', name: 'platform', namespace: 'team-a' },
    sourceRef: { kind: 'OCIRepository', name: 'fleet', namespace: 'flux-system' },
  } as const;
  deliver(options);
  const { name, namespace, ...spec } = options;
  expect(kustomizations().platform).toMatchObject({ metadata: { name, namespace }, spec });
});

test.each([
  ['the slowest uninstall', {}, 1, '30m'],
  ['two releases and the time between', { timeout: '14m45s', uninstall: { timeout: '5m' } }, 2, '31m'],
  ['the longer of install and upgrade', { install: { timeout: '1h' }, upgrade: { timeout: '2h' } }, 1, '121m'],
])('the timeout is that of the slowest way through the plan: %s', (_, options, layers, timeout) => {
  deliver();
  for (let layer = 0; layer < layers; layer++) production.subscribe(chart(`layer-${layer}`), { layer, ...options });
  expect(kustomizations().production.spec.timeout).toBe(timeout);
});

test('fails if a cluster or a guard would contain the object that applies it', () => {
  const guard = new RemovalGuard(fleet, 'guard');
  for (const delivered of [production, guard]) {
    expect(problemsOf(() => delivered.deliverFrom(delivered, { ...SOURCE, path: '.' }))).toEqual([
      {
        kind: 'invalid-props',
        path: delivered.node.path,
        what: 'it is delivered from its own folder, so removing it would remove what removes it',
        remedy: 'give the chart of another folder',
      },
    ]);
  }
});

test('fails with all problems of the options', () => {
  const wrong = { name: 'Production', namespace: 'Flux', interval: '1d', retryInterval: '', timeout: '5' };
  expect(problemsOf(() => deliver(wrong))).toMatchObject([
    { kind: 'invalid-name', what: 'Kustomization name', value: 'Production' },
    { kind: 'invalid-name', what: 'namespace', value: 'Flux' },
    { kind: 'invalid-duration', field: 'interval', value: '1d' },
    { kind: 'invalid-duration', field: 'retryInterval', value: '' },
    { kind: 'invalid-duration', field: 'timeout', value: '5' },
  ]);
});

test('the delivery of the fleet is the default of cluster and guard', () => {
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
  fleet = new Fleet({ outdir: temporaryFolder(), delivery: { sourceRef, path: './dist' } });
  flux = new Chart(fleet, 'flux');
  new RemovalGuard(fleet, 'guard').deliverFrom(flux);
  new Cluster(fleet, 'staging').deliverFrom(flux, { namespace: 'team-a' });
  const { guard, staging } = kustomizations();
  expect(guard.spec).toMatchObject({ path: './dist/guard', sourceRef });
  expect(staging.spec).toMatchObject({ path: './dist/staging', sourceRef: { ...sourceRef, namespace: 'flux-system' } });
});

test('fails without a source', () => {
  expect(problemsOf(() => production.deliverFrom(flux)).map(({ path }) => path)).toEqual(['production']);
});
