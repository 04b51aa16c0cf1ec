/**
 * Manifests between charts: cert-manager, then its issuers, then ingress-nginx, which uses their certificates.
 */
import { ApiObject } from 'cdk8s';
import { Cluster, Fleet, Profile } from 'cdk8s-profiles';

// where Flux finds the output: the repository that it was bootstrapped from
const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
const fleet = new Fleet({ delivery: { sourceRef, path: './dist' } });
const cluster = new Cluster(fleet, 'production');

const certManager = Profile.fromHelmChart({
  repository: 'https://charts.jetstack.io',
  chart: 'cert-manager',
  version: 'v1.18.2',
});
cluster.subscribe(certManager, { layer: 0, values: { crds: { enabled: true } } });

// any cdk8s construct can go in here
const issuers = cluster.manifests('issuers', { layer: 1 });
new ApiObject(issuers, 'letsencrypt', {
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: 'letsencrypt' },
  spec: { acme: { email: 'ops@example.com', server: 'https://acme-v02.api.letsencrypt.org/directory' } },
});

const repository = 'https://kubernetes.github.io/ingress-nginx';
const ingress = Profile.fromHelmChart({ repository, chart: 'ingress-nginx', version: '4.13.0' });
cluster.subscribe(ingress, { layer: 2 });

fleet.synth();
