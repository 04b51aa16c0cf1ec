/**
 * Charts from sources that are on the cluster already: none is written.
 */
import { Catalog, Cluster, Fleet, Profile } from 'cdk8s-profiles';

const fleet = new Fleet();
const charts = { kind: 'HelmRepository', name: 'charts', namespace: 'sources' } as const;
const repository = { kind: 'GitRepository', name: 'flux-system' } as const;

// everything in the catalog comes from the HelmRepository
const catalog = Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
  repository: 'https://charts.example.com',
  sourceRef: charts,
});
const production = new Cluster(fleet, 'production', { catalog });
production.subscribe('cert-manager');

// a chart that no catalog lists, in the same repository
production.subscribe(Profile.fromHelmChart({ sourceRef: charts, chart: 'shop', version: '1.2.0', layer: 2 }));

// a folder of the repository that Flux watches anyway: another version in its Chart.yaml upgrades it
const till = { chart: './charts/till', valuesFiles: ['./charts/till/values.yaml', './values/production.yaml'] };
production.subscribe(Profile.fromHelmChart({ sourceRef: repository, ...till, layer: 2 }));

fleet.synth();
