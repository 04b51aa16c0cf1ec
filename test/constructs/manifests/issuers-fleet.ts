/**
 * A fleet that is delivered from Git, and issuers for it.
 */
import { Cluster, Fleet, type FleetDelivery, Profile } from 'cdk8s-profiles';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { problemsOf, releaseOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';

export const DELIVERY: FleetDelivery = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' };
export const CERT_MANAGER = profile('cert-manager', 0);
export const INGRESS = profile('ingress-nginx', 2);

export let outdir: string;
export let fleet: Fleet;
export let production: Cluster;

beforeEach(() => {
  outdir = temporaryFolder();
  fleet = new Fleet({ outdir, delivery: DELIVERY });
  production = new Cluster(fleet, 'production');
});

function profile(chart: string, layer: number) {
  return Profile.fromHelmChart({ repository: 'https://charts.example.com', chart, version: '1.2.3', layer });
}

export function issuer(
  scope: Construct,
  name: string,
  spec: object = { acme: { email: 'ops@example.com' } },
): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name },
    spec,
  });
}

export const kustomizationOf = (cluster: Cluster, name: string) =>
  (releaseOf(cluster, name).spec.values as { readonly spec: { readonly path: string } }).spec;
export const problemsIn = (action: () => unknown) => problemsOf(action).map(({ kind, path }) => [kind, path]);
