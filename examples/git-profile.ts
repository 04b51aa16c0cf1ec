/**
 * A profile from a Git repository: its artifacts are installed in order, and have values of their own.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';

// manifests of the profile need to know where Flux finds the output
const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
const fleet = new Fleet({ delivery: { sourceRef, path: './dist' } });
const catalog = Catalog.fromFile(fleet, 'profiles', 'examples/catalogs/profiles.lock.yaml');

// how Flux logs in to the repository
const sources = { 'https://git.example.com/profiles': { secretRef: { name: 'profiles' } } };
const production = new Cluster(fleet, 'production', { catalog, sources });

production.subscribe('web', {
  layer: 1,
  values: { replicaCount: 3 },
  artifactValues: { limits: { memory: '512Mi' } },
});

fleet.synth();
