/**
 * How events of Flux wake releases, in addition to its polling.
 */
import type { NameReference } from '../source-options';

/** The objects of notification-controller that wake releases; their Secret is created on the cluster, not here. */
export interface ReceiverOptions {
  /**
   * Secret in the namespace of the cluster with `token`, which signs events, and `address`, where
   * notification-controller reaches the Receiver. @default `<cluster>-events`
   */
  readonly secretRef?: NameReference;
  /** Kustomization that applies the folder of the cluster, woken when an uninstall ends. @default that of `deliverFrom` */
  readonly kustomization?: NameReference & {
    /** Namespace of that Kustomization. @default 'flux-system' */
    readonly namespace?: string;
  };
}
