/**
 * What programs write, read back by `pctl plan`.
 */
import { App } from 'cdk8s';
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

  Removal: in reverse order, from Flux 2.9 on (kustomize-controller 1.9)
`;

const OUTPUTS: readonly (readonly [what: string, createApp: (outdir: string) => App])[] = [
  ['the folders of a fleet', outdir => new Fleet({ outdir })],
  ['the flat files of a stock app', outdir => new App({ outdir })],
];

test.each(OUTPUTS)('reads %s', async (_, createApp) => {
  const cwd = writtenFiles({});
  writeClusters(createApp(`${cwd}/dist`));
  const { code, stdout } = await pctlIn(cwd, ['plan', '--cluster', 'production']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: PRODUCTION });
});
