/**
 * The relays of a cluster with a receiver: Kustomizations that apply an empty folder of the output.
 */
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isMarked, RELAYS } from './symbols';

/** Empty unless `construct` is a cluster with a receiver and more than one wave. */
export function relaysOf(construct: IConstruct): readonly ApiObject[] {
  if (!isMarked(construct, RELAYS)) return [];
  return (construct as unknown as { readonly [RELAYS]: () => readonly ApiObject[] })[RELAYS]();
}
