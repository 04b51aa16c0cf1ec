/**
 * A fleet of clusters from one template of the examples, and templates of many objects.
 */
import { Catalog, Cluster, ClusterTemplate, Fleet } from 'cdk8s-profiles';
import { Chart } from 'cdk8s';
import { clusterName } from './fleet-program';

/** The program, constructed but not synthesized: ten objects for each cluster. */
export function templateProgram(clusters: number): Fleet {
  const fleet = new Fleet();
  const catalog = platform(fleet);
  for (let i = 0; i < clusters; i++) {
    Cluster.fromTemplate(fleet, clusterName(i), {
      template: 'examples/templates/docker.yaml',
      params: { CLUSTER_NAME: clusterName(i) },
      profiles: ['flagger'],
      catalog,
    });
  }
  return fleet;
}

/** One cluster from a template with that many objects. */
export function renderObjects(objects: number): void {
  const fleet = new Fleet();
  const template = new ClusterTemplate(new Chart(fleet, 'templates'), 'large', {
    params: { CLUSTER_NAME: {} },
    resources: ({ CLUSTER_NAME }) =>
      Array.from({ length: objects }, (_, i) => ({
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        kind: 'MachineDeployment',
        metadata: { name: `${CLUSTER_NAME}-${i}`, namespace: 'clusters' },
        spec: { clusterName: CLUSTER_NAME, replicas: i, template: { spec: { version: 'v1.36.3' } } },
      })),
  });
  Cluster.fromTemplate(fleet, 'large', { template, params: { CLUSTER_NAME: 'large' }, catalog: platform(fleet) });
}

function platform(fleet: Fleet): Catalog {
  const repository = 'https://charts.example.com';
  return Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', { repository });
}
