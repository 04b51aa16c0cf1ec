/**
 * Layers that are computed from what is installed together: cert-manager, then linkerd2, then flagger.
 *
 * On a cluster without linkerd2, flagger is in layer 0.
 */
import { Catalog, Cluster, Fleet, LayerModel } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
  layers: LayerModel.minimal({
    flagger: ['linkerd2'],
    linkerd2: ['cert-manager'],
  }),
});

const production = new Cluster(fleet, 'production', { catalog });
for (const name of ['flagger', 'cert-manager', 'linkerd2']) production.subscribe(name);

fleet.synth();
