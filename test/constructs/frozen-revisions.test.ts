/**
 * Revisions on existing clusters: a change would make every dependant in every fleet wait once, so
 * only the content of a release may change them.
 */
import { App } from 'cdk8s';
import { Cluster, Profile, ProfileSubscription, type SubscribeOptions } from 'cdk8s-profiles';

const chart = (name: string, layer: number, version = '1.0.0') =>
  Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: name, version, layer });

interface WrittenRelease {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly dependsOn?: readonly { readonly name: string; readonly readyExpr?: string }[] };
}

function releases(options: Readonly<Record<string, SubscribeOptions>> = {}): WrittenRelease[] {
  const cluster = new Cluster(new App(), 'production');
  cluster.subscribe(chart('cert-manager', 0), options['cert-manager']);
  cluster.subscribe(chart('linkerd2', 1), options.linkerd2);
  cluster.subscribe(chart('flagger', 2), options.flagger);
  return (cluster.toJson() as unknown as WrittenRelease[]).filter(({ kind }) => kind === 'HelmRelease');
}

function revisions(options?: Readonly<Record<string, SubscribeOptions>>) {
  return Object.fromEntries(
    releases(options).map(({ metadata }) => [metadata.name, metadata.labels['cdk8s-profiles/revision']]),
  );
}

test('the same releases have the same revisions on every machine and in every version', () => {
  expect(revisions()).toEqual(GOLDEN);
});

test('a dependant waits for the revision of its dependency', () => {
  const [certManager, flagger, linkerd2] = releases();
  expect(certManager.spec.dependsOn).toBeUndefined();
  expect(linkerd2.spec.dependsOn?.[0].readyExpr).toContain(`// revisions: cert-manager=${GOLDEN['cert-manager']};\n`);
  expect(flagger.spec.dependsOn?.map(({ name, readyExpr }) => [name, readyExpr?.includes(GOLDEN.linkerd2)])).toEqual([
    ['linkerd2', true],
  ]);
});

test('a value changes the revision of its release and of all above it', () => {
  const { 'cert-manager': base, ...above } = revisions({ linkerd2: { values: { replicas: 2 } } });
  expect(base).toBe(GOLDEN['cert-manager']);
  expect(above.linkerd2).not.toBe(GOLDEN.linkerd2);
  expect(above.flagger).not.toBe(GOLDEN.flagger);
});

test('a timeout does not change the revision', () => {
  expect(revisions({ linkerd2: { timeout: '15m', interval: '1h', suspend: true } })).toEqual(GOLDEN);
});

test('a patch changes it', () => {
  const cluster = new Cluster(new App(), 'production');
  const subscription = cluster.subscribe(chart('cert-manager', 0));
  subscription.patch({ spec: { values: { replicas: 2 } } });
  const [release] = cluster.toJson() as unknown as WrittenRelease[];
  const other = revisions({ 'cert-manager': { values: { replicas: 2 } } });
  expect(release.metadata.labels['cdk8s-profiles/revision']).toBe(other['cert-manager']);
});

test('an operator can let a release pass one that was made elsewhere', () => {
  const cluster = new Cluster(new App(), 'production');
  const vault = ProfileSubscription.fromHelmRelease(cluster, 'vault', { name: 'vault' });
  cluster.subscribe(chart('linkerd2', 1), { dependsOn: [vault] });
  const [linkerd2] = cluster.toJson() as unknown as WrittenRelease[];
  expect(linkerd2.spec.dependsOn?.[0].readyExpr).toMatch(/^has\(dep.status.conditions\) .* \|\| '.*ignore-order' in /);
  expect(linkerd2.spec.dependsOn?.[0].readyExpr).not.toContain('revision');
});

test('without lockstep only dependsOn is written', () => {
  const cluster = new Cluster(new App(), 'production', { upgradeOrder: 'flux' });
  cluster.subscribe(chart('cert-manager', 0));
  cluster.subscribe(chart('linkerd2', 1));
  const [, linkerd2] = (cluster.toJson() as unknown as WrittenRelease[]).filter(({ kind }) => kind === 'HelmRelease');
  expect(linkerd2.spec.dependsOn).toEqual([{ name: 'cert-manager' }]);
  expect(linkerd2.metadata.labels).not.toHaveProperty('cdk8s-profiles/revision');
});

const GOLDEN = {
  'cert-manager': '936f007ed8',
  linkerd2: '5fb1e6a898',
  flagger: '2b22628dd2',
};
