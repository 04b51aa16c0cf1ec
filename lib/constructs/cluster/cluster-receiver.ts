/**
 * The objects that wake the releases of one cluster. They depend on its order, so they are created
 * again when it changes.
 */
import { ApiObject, type Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KUSTOMIZATION, referTo } from '../../flux/kustomization';
import { alertSpec, providerSpec, receiverSpec, type Wakes } from '../../flux/events/receiver';
import type { ReceiverOptions } from '../../flux/events/receiver-options';
import { baseOfRelays, relayBaseSpec, relaySpec, relaysOfWave } from '../../flux/events/relay';
import { ALERT, PROVIDER, RECEIVER } from '../../flux/notification-kinds';
import type { JsonObject } from '../../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../../model/labels';
import type { Problem } from '../../model/problem';
import { checkPruner, checkReceiver, checkWaves } from '../checks/check-receiver';
import type { FleetDelivery } from '../props/manifest-options';
import { type ClusterScope, fleetOf } from '../tree/cluster-scope';
import { deliveriesOf } from '../tree/deliveries';
import { LATE_OBJECTS, mark, RELAYS } from '../tree/symbols';
import type { ClusterOrder } from './cluster-order';

/** What is needed of a cluster. */
type OrderedCluster = Chart & Pick<ClusterScope, 'clusterName' | 'delivery'> & { readonly order: ClusterOrder };

/**
 * Adds the objects that `options` ask for. Returns what finds the problems of the options, and of a cluster that cannot
 * have them.
 */
export function addReceiver(
  cluster: OrderedCluster,
  options: ReceiverOptions | false = false,
): () => readonly Problem[] {
  if (options === false) return () => [];
  const { delivery } = cluster;
  const problems = checkReceiver(options, delivery, {
    clusterName: cluster.clusterName,
    isInFleet: fleetOf(cluster) !== undefined,
  });
  if (delivery === undefined || problems.length > 0) return () => problems;
  new ClusterReceiver(cluster, '.receiver', options, delivery);
  return () => [...checkPruner(options, deliveriesOf(cluster)), ...checkWaves(cluster.order.waves)];
}

class ClusterReceiver extends Construct {
  /** What the objects were created for. */
  private current = '';

  constructor(
    private readonly cluster: OrderedCluster,
    id: string,
    private readonly options: ReceiverOptions,
    private readonly delivery: FleetDelivery,
  ) {
    super(cluster, id);
    mark(cluster, RELAYS, () => this.relays());
    mark(cluster, LATE_OBJECTS, () => this.update());
  }

  private update(): void {
    const wakes = this.wakes();
    const wanted = JSON.stringify(wakes);
    if (this.current === wanted) return;
    this.current = wanted;
    for (const { node } of this.node.children) this.node.tryRemoveChild(node.id);
    if (wakes.waves.length > 0 || wakes.pruner !== undefined) this.create(wakes);
  }

  private relays(): readonly ApiObject[] {
    this.update();
    const objects = this.node.children as ApiObject[];
    return objects.filter(({ kind }) => kind === KUSTOMIZATION.kind);
  }

  private create(wakes: Wakes): void {
    const { clusterName, namespace = '' } = this.cluster;
    const name = `${clusterName}-events`;
    const secret = this.options.secretRef?.name ?? name;
    const { sourceRef, path } = this.delivery;
    const source = referTo(sourceRef, namespace);
    const base = baseOfRelays(clusterName);
    if (wakes.waves.length > 0) this.write(KUSTOMIZATION, base, relayBaseSpec(source, path));
    for (const { relays, content } of wakes.waves) {
      for (const [i, relay] of relays.entries()) {
        const annotations = i === 0 ? { annotations: { [ANNOTATIONS.waveContent]: content } } : {};
        this.write(KUSTOMIZATION, relay, relaySpec(source, path, base), annotations);
      }
    }
    this.write(PROVIDER, name, providerSpec(secret));
    this.write(ALERT, name, alertSpec(name, wakes));
    this.write(RECEIVER, name, receiverSpec(secret, wakes));
  }

  private wakes(): Wakes {
    const { clusterName, namespace = '', order } = this.cluster;
    const found = order.waves;
    const own = found.flatMap(({ objects }) => objects.map(object => object.namespace));
    // when the last releases are removed, the ends of their uninstalls still wake what prunes
    const namespaces = own.length === 0 ? [namespace] : [...new Set(own)].sort();
    const waves = found.map(({ objects, content }, i) => ({
      content,
      relays: relaysOfWave(clusterName, i),
      releases: objects.map(object => `${object.namespace}/${object.name}`).sort(),
    }));
    const last = waves.pop()?.releases ?? [];
    return { namespace, waves, last, namespaces, pruner: this.pruner };
  }

  private get pruner(): Wakes['pruner'] {
    const { kustomization } = this.options;
    if (kustomization !== undefined) return { namespace: 'flux-system', ...kustomization };
    const [delivery] = deliveriesOf(this.cluster);
    return delivery && { name: delivery.name, namespace: delivery.metadata.namespace! };
  }

  private write(
    type: { readonly apiVersion: string; readonly kind: string },
    name: string,
    spec: JsonObject,
    more: { readonly annotations?: Record<string, string> } = {},
  ): void {
    const metadata = { name, namespace: this.cluster.namespace!, labels: { [LABELS.managedBy]: MANAGER }, ...more };
    new ApiObject(this, `${type.kind}.${name}`, { ...type, metadata, spec });
  }
}
