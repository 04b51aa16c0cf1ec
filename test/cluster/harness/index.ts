/** What tests on the cluster need. */
export { startCluster } from './cluster';
export type { Cluster, ClusterOptions } from './cluster';
export { Delivery } from './delivery';
export type { DeliveryOptions } from './delivery';
export { FLUX_NAMESPACE } from './flux';
export { filesOf } from './git-repository';
export type { Files, GitRepository } from './git-repository';
export { helmHistory } from './helm-history';
export type { Revision } from './helm-history';
export { writeChart } from './helm-repository';
export type { TestChart } from './helm-repository';
export type { Kube } from './kube';
export * from './objects';
export { parseActions } from './order-log';
export type { Action, ActionKind } from './order-log';
export { outOfOrder } from './out-of-order';
export type { Waits } from './out-of-order';
