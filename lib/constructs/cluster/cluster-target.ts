/**
 * Whether a cluster shares nothing with others, so that the guard does not have to look at these.
 */
import { removalTarget } from '../../flux/removal-target';
import { canonicalJson, type JsonObject, type JsonValue } from '../../model/data/json';
import type { Member } from '../tree/member';
import type { OrderMoment } from '../tree/flux-object';
import { isMarked, KUSTOMIZATION } from '../tree/symbols';

/**
 * The target of all releases of a cluster; `undefined` if some are installed where Flux runs, are in different
 * namespaces, or are made elsewhere.
 */
export function clusterTarget(members: readonly Member[], moment: OrderMoment): string | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const place = placeOf(first, moment);
  if (place === undefined) return undefined;
  return members.every(member => placeOf(member, moment)?.text === place.text)
    ? removalTarget(place.namespace, place.kubeConfig)
    : undefined;
}

function placeOf({ construct, namespace, resource }: Member, moment: OrderMoment) {
  const spec = resource?.specAt(moment);
  const kubeConfig = isMarked(construct, KUSTOMIZATION) ? innerKubeConfig(spec) : spec?.kubeConfig;
  if (kubeConfig === undefined) return undefined;
  return { namespace, kubeConfig, text: `${namespace} ${canonicalJson(kubeConfig)}` };
}

/** Where the Kustomization in a release of manifests applies them. */
function innerKubeConfig(spec: JsonObject | undefined): JsonValue | undefined {
  const values = spec?.values as { readonly spec?: { readonly kubeConfig?: JsonValue } } | undefined;
  return values?.spec?.kubeConfig;
}
