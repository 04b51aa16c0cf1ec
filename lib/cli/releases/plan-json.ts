/**
 * Plans as JSON and YAML for programs. The keys are frozen: all are always present, and null if
 * there is no value.
 */
import type { WrittenRelease } from '../../model/written-release';
import type { PlannedRelease, Wait, WrittenPlan } from '../../order/written-plan';
import type { KubernetesNeed } from './refused-charts';

/** One document with all of `plans`, complete; `needs` are what charts require of Kubernetes, if it is checked. */
export function plansToJson(plans: readonly WrittenPlan[], needs: ReadonlyMap<WrittenRelease, KubernetesNeed>): object {
  const clusters = plans.map(({ name, isRemovalGuarded, releases }) => {
    const all = releases.map(planned => releaseToJson(planned, needs));
    return { name, isRemovalGuarded: isRemovalGuarded ?? null, releases: all };
  });
  return { clusters };
}

function releaseToJson(
  { release, waitsFor, depth }: PlannedRelease,
  needs: ReadonlyMap<WrittenRelease, KubernetesNeed>,
) {
  const { kubeVersion = null, isTaken = null } = needs.get(release) ?? {};
  return {
    name: release.name,
    namespace: release.namespace,
    layer: release.layer ?? null,
    depth: Number.isFinite(depth) ? depth : null,
    profile: release.profile ?? null,
    contents: release.contents ?? null,
    version: release.version ?? null,
    catalog: release.catalog ?? null,
    managed: release.isManaged,
    suspended: release.isSuspended,
    revision: release.revision ?? null,
    file: release.location.file,
    line: release.location.line,
    kubeVersion,
    fitsKubernetes: isTaken,
    waitsFor: waitsFor.map(waitToJson),
  };
}

/** `layer` is that of the release that is waited for, whatever the reason. */
function waitToJson({ name, namespace, reason, target, elsewhere, isInStep }: Wait) {
  const isFound = target !== undefined || elsewhere !== undefined;
  return { name, namespace, reason, layer: target?.layer ?? null, found: isFound, inStep: isInStep };
}
