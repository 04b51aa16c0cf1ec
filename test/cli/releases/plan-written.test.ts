/**
 * What programs write, read back by `pctl plan`.
 */
import { App, Chart } from 'cdk8s';
import { Cluster, Fleet, Profile, ProfileSubscription, RemovalGuard } from 'cdk8s-profiles';
import { writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

const chart = (name: string) =>
  Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: name, version: '1.2.0' });

function writeClusters(app: App): void {
  for (const name of ['staging', 'production']) {
    const cluster = new Cluster(app, name, { existingNamespaces: ['mesh'] });
    const crds = ProfileSubscription.fromHelmRelease(cluster, 'crds', { name: 'gateway-api', namespace: 'infra' });
    const vault = cluster.subscribe(chart('vault'), { layer: 1, dependsOn: [crds] });
    cluster.subscribe(chart('linkerd2'), { layer: 1, namespace: 'mesh', dependsOn: [vault] });
    cluster.subscribe(chart('cert-manager'), { layer: 0 });
    cluster.subscribe(chart('shop'));
  }
  new RemovalGuard(app, 'guard');
  app.synth();
}

const PRODUCTION = `production: 4 releases in 2 layers, 1 without a layer

  LAYER  RELEASE        PROFILE             WAITS FOR
  0      cert-manager   cert-manager 1.2.0  nothing
  1      vault          vault 1.2.0         cert-manager (layer 0); infra/gateway-api (not in dist); not in step: infra/gateway-api
  1      mesh/linkerd2  linkerd2 1.2.0      cert-manager (layer 0); vault (named)
  -      shop           shop 1.2.0          mesh/linkerd2, vault (layer 1)

  Removal: in reverse order`;

const SINCE = ', from Flux 2.9 on (kustomize-controller 1.9)\n';
const OUTPUTS: readonly (readonly [what: string, createApp: (outdir: string) => App, condition: string])[] = [
  ['the folders of a fleet', outdir => new Fleet({ outdir }), ' if dist/guard is applied to the same API server'],
  ['the flat files of a stock app', outdir => new App({ outdir }), ''],
];

test.each(OUTPUTS)('reads %s', async (_, createApp, condition) => {
  const cwd = writtenFiles({});
  writeClusters(createApp(`${cwd}/dist`));
  const { code, stdout } = await pctlIn(cwd, ['plan', '--cluster', 'production']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: PRODUCTION + condition + SINCE });
});

test('shows the depth of what waits only for what it names, whatever its layer', async () => {
  const cwd = writtenFiles({});
  const fleet = new Fleet({ outdir: `${cwd}/dist` });
  const cluster = new Cluster(fleet, 'production', { order: 'dependencies' });
  const vault = cluster.subscribe(chart('vault'), { layer: 5 });
  const linkerd = cluster.subscribe(chart('linkerd2'), { layer: 1, dependsOn: [vault] });
  cluster.subscribe(chart('flagger'), { dependsOn: [linkerd, vault] });
  fleet.synth();
  expect((await pctlIn(cwd, ['plan'])).stdout).toMatch(`production: 3 releases, ordered by what they name

  DEPTH  RELEASE   PROFILE         WAITS FOR
  0      vault     vault 1.2.0     nothing
  1      linkerd2  linkerd2 1.2.0  vault (named)
  2      flagger   flagger 1.2.0   linkerd2, vault (named)
`);
});

describe('removal is in reverse order where the guard is applied', () => {
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
  const remote = { secretRef: { name: 'edge-kubeconfig' } };

  async function removalOf(deliver: (fleet: Fleet, guard: RemovalGuard, cluster: Cluster) => void, ...argv: string[]) {
    const cwd = writtenFiles({});
    const fleet = new Fleet({ outdir: `${cwd}/dist`, delivery: { sourceRef, path: './platform/dist' } });
    const cluster = new Cluster(fleet, 'production');
    cluster.subscribe(chart('vault'), { layer: 0 });
    deliver(fleet, new RemovalGuard(fleet, 'guard'), cluster);
    fleet.synth();
    return (await pctlIn(cwd, ['plan', ...argv])).stdout;
  }

  test.each<[what: string, deliver: Parameters<typeof removalOf>[0], removal: string]>([
    [
      'by the Flux of the cluster',
      (fleet, guard, cluster) => {
        const flux = new Chart(fleet, 'flux');
        guard.deliverFrom(flux);
        cluster.deliverFrom(flux);
      },
      'in reverse order, from Flux 2.9',
    ],
    [
      'but not by the Flux of another',
      (fleet, guard, cluster) => {
        guard.deliverFrom(new Chart(fleet, 'flux-staging'));
        cluster.deliverFrom(new Chart(fleet, 'flux-production'));
      },
      'in no order, because dist/guard is not applied to the same API server. Call',
    ],
    [
      'but not if the cluster is remote',
      (fleet, guard, cluster) => {
        const flux = new Chart(fleet, 'flux');
        guard.deliverFrom(flux);
        cluster.deliverFrom(flux, { kubeConfig: remote });
      },
      'in no order, because dist/guard is not applied',
    ],
    [
      'also if both are remote',
      (fleet, guard, cluster) => {
        const flux = new Chart(fleet, 'flux');
        guard.deliverFrom(flux, { kubeConfig: remote });
        cluster.deliverFrom(flux, { kubeConfig: remote });
      },
      'in reverse order, from Flux 2.9',
    ],
    [
      'which is unknown if nothing delivers the cluster',
      (fleet, guard) => {
        guard.deliverFrom(new Chart(fleet, 'flux'));
      },
      'in reverse order if dist/guard is applied',
    ],
  ])('%s', async (_, deliver, removal) => {
    expect(await removalOf(deliver)).toContain(`  Removal: ${removal}`);
  });
});

test('a release for another cluster may wait for one of the management cluster, others may not', async () => {
  const cwd = writtenFiles({});
  const fleet = new Fleet({ outdir: `${cwd}/dist` });
  const management = new Cluster(fleet, 'management', { namespace: 'clusters' });
  management.subscribe(chart('cluster-api-operator'));
  const kubeConfig = { secretRef: { name: 'eu-1-kubeconfig' } };
  for (const defaults of [{ kubeConfig }, {}]) {
    const name = 'kubeConfig' in defaults ? 'eu-1' : 'elsewhere';
    const cluster = new Cluster(fleet, name, { namespace: 'clusters', defaults });
    const operator = ProfileSubscription.fromHelmRelease(cluster, 'operator', { name: 'cluster-api-operator' });
    cluster.subscribe(chart('cert-manager'), { dependsOn: [operator] });
  }
  fleet.synth();
  const { code, stdout, stderr } = await pctlIn(cwd, ['plan']);
  expect(code).toBe(0);
  const waits = stdout.split('\n').flatMap(line => /cluster-api-operator \(.*\)/.exec(line) ?? []);
  expect(waits).toEqual(['cluster-api-operator (not in dist)', 'cluster-api-operator (on cluster management)']);
  expect(stderr.match(/" waits for/g)).toHaveLength(1);
  const { stdout: json } = await pctlIn(cwd, ['plan', '--cluster', 'eu-1', '-o', 'json']);
  expect(json).toContain('"found": true');
  const { stdout: graph } = await pctlIn(cwd, ['graph', '--cluster', 'eu-1', '-o', 'json']);
  const drawn = JSON.parse(graph).clusters[0].releases;
  expect(drawn[0]).toMatchObject({
    name: 'cluster-api-operator',
    found: true,
    file: expect.stringMatching(/management/),
  });
  const { stdout: mermaid } = await pctlIn(cwd, ['graph', '--cluster', 'eu-1', '-o', 'mermaid']);
  expect(mermaid).toContain('(on cluster management)');
  expect(mermaid).not.toContain(':::missing');
});
