/**
 * A platform with a Receiver, and what it wakes.
 */
import { Cluster, type ClusterProps, Fleet, type FleetProps, Profile } from 'cdk8s-profiles';
import { type EmittedObject, objectsOf } from '../emitted';
import { temporaryFolder } from '../temporary-folder';

export const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
export const PLATFORM = { 'cert-manager': 0, kyverno: 0, linkerd2: 1, flagger: 2 };

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly filter: string;
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A cluster with the releases of `layers`. */
export function create(
  props: ClusterProps = { receiver: {} },
  layers: Record<string, number> = PLATFORM,
  more: FleetProps = {},
) {
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY, ...more });
  const production = new Cluster(fleet, 'production', props);
  for (const [name, layer] of Object.entries(layers)) {
    const repository = 'https://charts.example.com';
    production.subscribe(Profile.fromHelmChart({ repository, chart: name, version: '1.2.0', layer }));
  }
  return { fleet, production };
}

export const kindsOf = (cluster: Cluster) =>
  objectsOf(cluster).flatMap(({ kind, metadata }) => (/^Helm/.test(kind) ? [] : `${kind} ${metadata.name}`));
export const specOf = (cluster: Cluster, kind: string): EmittedObject['spec'] => objectsOf(cluster, kind)[0].spec;
export const resourcesOf = (cluster: Cluster) => specOf(cluster, 'Receiver').resources as readonly Resource[];
