/**
 * Names, versions and values that the compiler knows: a wrong one is underlined in the editor,
 * and is a problem at synthesis.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import type { MeshProfiles } from './catalogs/mesh.profiles';

const fleet = new Fleet();
// the lock, the types and the schemas beside them are of "pctl catalog update --types"
const catalog = Catalog.fromFile<MeshProfiles>(fleet, 'mesh', 'examples/catalogs/mesh.lock.yaml');
const cluster = new Cluster(fleet, 'production', { catalog });

cluster.subscribe('linkerd2', {
  version: '^1.4.0', // or '1.4.2', or '1.4.1': no other compiles
  values: {
    replicas: 3, // 'three' does not compile
    proxy: { logLevel: 'warn', logFormat: null }, // null removes the chart's default
    identity: { trustDomain: 'cluster.local' }, // without it, nothing compiles: the chart has no default
  },
});

// its chart has no schema: any values will do
cluster.subscribe('flagger', { values: { meshProvider: 'linkerd' } });

fleet.synth();
