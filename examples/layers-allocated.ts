/**
 * Layers by a master list: one number for each component, and one that is fitted in.
 */
import { Catalog, Cluster, Fleet, LayerModel } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
  layers: LayerModel.allocated({
    layers: { 'cert-manager': 100, flagger: 300 },
    between: { linkerd2: ['cert-manager', 'flagger'] },
  }),
});

const production = new Cluster(fleet, 'production', { catalog });
for (const name of ['flagger', 'cert-manager', 'linkerd2']) production.subscribe(name);

fleet.synth();
