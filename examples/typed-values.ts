/**
 * Names, versions and values that the compiler knows: the editor underlines a wrong one, and
 * synthesis reports it.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import type { MeshProfiles } from './catalogs/mesh.profiles';

const fleet = new Fleet();
// "pctl catalog update --types" writes the lock file, the types and the schemas next to it
const catalog = Catalog.fromFile<MeshProfiles>(fleet, 'mesh', 'examples/catalogs/mesh.lock.yaml');
const cluster = new Cluster(fleet, 'production', { catalog });

cluster.subscribe('linkerd2', {
  version: '^1.4.0', // or '1.4.2', or '1.4.1': no other version compiles
  values: {
    replicas: 3, // 'three' does not compile
    proxy: { logLevel: 'warn', logFormat: null }, // null removes the chart's default
    identity: { trustDomain: 'cluster.local' }, // required, because the chart has no default
  },
});

// its chart has no schema, so any values are accepted
cluster.subscribe('flagger', { values: { meshProvider: 'linkerd' } });

fleet.synth();
