/**
 * Decides which releases keep variables that Flux replaces when it applies the output.
 */
import type { Fields } from '../data/json';
import type { ClusterSpec } from '../subscriptions/cluster-schema';
import type { ImportedRelease, ImportSettings } from './imported-release';
import { SUBSTITUTE } from './metadata';
import type { LeftRelease } from './to-subscription';
import { isEqual } from './most-frequent';
import { commonVariables, escapeNames, variableUse } from './variables';

/** What was decided. */
export interface ResolvedVariables {
  readonly imported: readonly ImportedRelease[];
  readonly left: readonly LeftRelease[];
  /** What the cluster says about it in addition. */
  readonly spec: Pick<ClusterSpec, 'substitute' | 'delivery'>;
}

/** Looks at the variables of `given`. */
export function resolveVariables(given: readonly ImportedRelease[], settings: ImportSettings): ResolvedVariables {
  const { known, hasOthers, textOf } = settings;
  const uses = new Map(given.map(({ release }) => [release, variableUse(release, textOf(release))]));
  const isOn = known.substitute === true;
  const objects = isOn ? (known.delivery?.postBuild?.substituteFrom ?? []) : commonVariables([...uses.values()]);
  const left: LeftRelease[] = [];
  const imported = given.flatMap((each): ImportedRelease[] => {
    const use = uses.get(each.release)!;
    if (use.kind === 'none') return [each];
    if (use.kind === 'text') return [objects === undefined ? each : asText(each)];
    const reason = whyLeft(use, objects ?? [], !isOn && hasOthers);
    if (reason === undefined) return [{ ...each, spec: escapeNames(each.spec, use.escaped) }];
    left.push({ release: each.release, reason });
    return [];
  });
  const isUsed = imported.some(({ release }) => uses.get(release)?.kind === 'variables');
  return { imported, left, spec: isUsed && !isOn ? switchedOn(known, objects ?? []) : {} };
}

function whyLeft(
  use: { readonly objects: readonly Fields[]; readonly both: readonly string[] },
  objects: readonly Fields[],
  isOff: boolean,
): string | undefined {
  if (isOff) return 'it has variables, and the cluster has subscriptions in which Flux replaces none. Write "substitute: true" and "delivery.postBuild" into cluster.yaml'; // prettier-ignore
  if (!isEqual(use.objects, objects)) return 'its variables come from other objects than those of most releases';
  return use.both.length > 0 ? `"${use.both[0]}" is a variable in it, and text` : undefined;
}

function switchedOn({ delivery }: ClusterSpec, objects: readonly Fields[]): ResolvedVariables['spec'] {
  type References = NonNullable<NonNullable<NonNullable<ClusterSpec['delivery']>['postBuild']>['substituteFrom']>;
  const postBuild = { ...delivery?.postBuild, substituteFrom: objects as unknown as References };
  return { substitute: true, ...(delivery && { delivery: { ...delivery, postBuild } }) };
}

/** A release in which Flux replaces nothing, on a cluster in which it does. */
function asText(each: ImportedRelease): ImportedRelease {
  return { ...each, spec: { ...each.spec, annotations: { ...each.spec.annotations, [SUBSTITUTE]: 'disabled' } } };
}
