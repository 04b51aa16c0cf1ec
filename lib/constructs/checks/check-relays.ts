/**
 * Finds Kustomizations with the name of a relay: they would replace each other, because relays are where the cluster
 * is applied.
 */
import { type ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KUSTOMIZATION } from '../../flux/kustomization';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { deliveriesOf } from '../tree/deliveries';
import { describeObject, duplicateObject, objectsOf } from '../tree/objects';
import { relaysOf } from '../tree/relays';

/** Compares relays with what is in the charts that deliver their clusters: one chart is for one API server. */
export function checkRelays(constructs: readonly IConstruct[]): Problem[] {
  const known = new Map<Chart, ReadonlyMap<string, readonly ApiObject[]>>();
  const kustomizationsIn = (chart: Chart) => {
    const found = known.get(chart) ?? groupBy(objectsOf(chart).filter(isKustomization), describeObject);
    known.set(chart, found);
    return found;
  };
  return constructs.flatMap(construct => {
    const relays = relaysOf(construct);
    if (relays.length === 0) return [];
    const charts = new Set(deliveriesOf(construct as Chart).map(object => Chart.of(object)));
    return [...charts].flatMap(chart =>
      relays.flatMap(relay => {
        const same = kustomizationsIn(chart).get(describeObject(relay)) ?? [];
        return same.length === 0 ? [] : duplicateObject([relay, ...same]);
      }),
    );
  });
}

function isKustomization({ kind, apiVersion }: ApiObject): boolean {
  return kind === KUSTOMIZATION.kind && apiVersion === KUSTOMIZATION.apiVersion;
}
