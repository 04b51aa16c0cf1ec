/**
 * One cluster of a fleet on its way to Flux: synthesized by the library, committed, applied.
 *
 * Its Flux objects and its releases are in a separate namespace, so that several fleets can share a
 * test cluster.
 */
import { Cluster as ProfilesCluster, type ClusterProps } from 'cdk8s-profiles';
import { Cluster, Delivery, DeliveryOptions, Files, synthesize } from '../harness';

/** Subscribes to what should be on the cluster. */
export type Program = (cluster: ProfilesCluster) => void;

export class FleetDelivery {
  /** The namespace, the Kustomization and the repository are all called `name`. */
  static async create(
    cluster: Cluster,
    name: string,
    props: ClusterProps = {},
    options: DeliveryOptions = {},
  ): Promise<FleetDelivery> {
    await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const delivery = await Delivery.create(cluster, name, { ...options, path: name });
    return new FleetDelivery(name, delivery, props);
  }

  private constructor(
    private readonly name: string,
    readonly delivery: Delivery,
    private readonly props: ClusterProps,
  ) {}

  /** The folder that `program` writes; `<name>/...`. */
  synthesize(program: Program): Files {
    const { name } = this;
    return synthesize(fleet => {
      const defaults = { targetNamespace: name, ...this.props.defaults };
      program(new ProfilesCluster(fleet, name, { namespace: name, ...this.props, defaults }));
    });
  }

  /** Resolves when Flux has applied what `program` writes. */
  async deliver(program: Program): Promise<void> {
    await this.deliverFiles(this.synthesize(program));
  }

  async deliverFiles(files: Files): Promise<void> {
    await this.delivery.waitApplied(await this.delivery.commit(files));
  }
}
