/**
 * Layers by category: the number of a category is that of all its components.
 */
import { Catalog, Cluster, Fleet, LayerModel } from 'cdk8s-profiles';

const fleet = new Fleet();
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
  layers: LayerModel.category(
    { Certificates: 0, 'Service Mesh': 20, 'Progressive Delivery': 30 },
    {
      categories: { 'cert-manager': 'Certificates', linkerd2: 'Service Mesh', flagger: 'Progressive Delivery' },
      alternatives: 'refuse',
    },
  ),
});

const production = new Cluster(fleet, 'production', { catalog });
for (const name of ['flagger', 'cert-manager', 'linkerd2']) production.subscribe(name);

fleet.synth();
