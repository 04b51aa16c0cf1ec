/**
 * A layer of a cluster, to wait for as a whole: `dependsOn: [cluster.layer(1)]`.
 */
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { isMarked, LAYER, mark } from './symbols';

export class Layer implements IDependable {
  constructor(
    /** The cluster of the layer. */
    readonly cluster: IConstruct,
    readonly number: number,
  ) {
    mark(this, LAYER);
    // a construct dependency on a layer counts as one on the cluster, where it is reported
    Dependable.implement(this, { dependencyRoots: [cluster] });
  }

  /** Whether `dependable` is a layer. */
  static isLayer(dependable: IDependable): dependable is Layer {
    return isMarked(dependable, LAYER);
  }
}
