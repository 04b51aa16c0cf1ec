/**
 * Checks finished HelmReleases, alone and together: Flux would hang, fail, or install the wrong
 * chart.
 */
import type { JsonObject } from '../../model/data/json';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { checkMisplaced } from './check-misplaced';
import { checkNamespaces, type FoundSpec, type KnownNamespaces } from './check-namespaces';
import { checkReleaseValues } from './check-release-values';
import { checkSpec } from './check-spec';
import type { OrderMoment } from '../tree/flux-object';
import type { Member } from '../tree/member';

/** The order of the cluster whose releases are checked. */
export interface ReleaseOrder extends OrderMoment {
  /** Whether any release waits for `member`. */
  isWaitedFor(member: Member): boolean;
}

/** Problems of the releases of `members`. */
export function checkReleases(members: readonly Member[], namespaces: KnownNamespaces, order: ReleaseOrder): Problem[] {
  const problems: Problem[] = [];
  const specs: FoundSpec[] = [];
  for (const member of members) {
    const { construct, name, namespace, resource } = member;
    if (resource === undefined) continue;
    const path = construct.node.path;
    const found = resource.isPatched ? resource.findPatchProblems(order) : [];
    problems.push(...found.map(problem => ({ ...problem, path })));
    if (found.length > 0) continue;
    const spec = resource.specAt(order);
    specs.push({ construct, path, appliesTo: member.appliesTo, name, namespace, spec });
    problems.push(...checkReleaseValues(member, spec));
    const wrong =
      resource.isPatched || spec.valuesFrom !== undefined
        ? checkSpec(spec, () => order.isWaitedFor(member), member.ownValues)
        : [];
    problems.push(...wrong.map(problem => ({ ...problem, path })));
  }
  return [
    ...problems,
    ...duplicates(specs),
    ...checkNamespaces(specs, namespaces),
    ...checkMisplaced(specs, namespaces.objects, namespaces.sources),
  ];
}

/** Two releases that are the same for Helm, or for Flux. */
function duplicates(specs: readonly FoundSpec[]): Problem[] {
  const releases = groupBy(specs, ({ spec: { releaseName, storageNamespace, kubeConfig } }) => {
    const name = `${String(storageNamespace)}/${String(releaseName)}`;
    return kubeConfig === undefined ? name : `${name} ${JSON.stringify(kubeConfig)}`;
  });
  const charts = groupBy(
    specs.filter(({ spec }) => spec.chart !== undefined),
    helmChartOf,
  );
  const names = shared(releases).map(({ paths, first }): Problem => {
    const { releaseName, storageNamespace } = first.spec;
    return {
      kind: 'duplicate-release-name',
      releaseName: String(releaseName),
      namespace: String(storageNamespace),
      paths,
      path: paths[0],
    };
  });
  const collisions = shared(charts).filter(({ all }) => new Set(all.map(({ namespace }) => namespace)).size > 1);
  return [
    ...names,
    ...collisions.map(({ paths, first }): Problem => {
      return { kind: 'helm-chart-collision', chart: helmChartOf(first), paths, path: paths[0] };
    }),
  ];
}

/** The name that helm-controller gives: `<namespace>-<name>`, in the namespace of the source (GetHelmChartName). */
function helmChartOf({ name, namespace, spec }: FoundSpec): string {
  const { sourceRef } = ((spec.chart as JsonObject).spec ?? {}) as { sourceRef?: { namespace?: string } };
  return `${sourceRef?.namespace ?? namespace}/${namespace}-${name}`;
}

function shared(groups: ReadonlyMap<string, readonly FoundSpec[]>) {
  return (
    [...groups.values()]
      // two with the same name are reported as a duplicate subscription
      .filter(all => all.length > 1 && new Set(all.map(({ name, namespace }) => `${namespace}/${name}`)).size > 1)
      .map(all => ({ all, first: all[0], paths: all.map(({ path }) => path).sort() }))
  );
}
