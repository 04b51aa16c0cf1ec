/**
 * Checks finished HelmReleases, alone and together: Flux would hang, fail, or install the wrong
 * chart.
 */
import type { ApiObject } from 'cdk8s';
import type { JsonObject } from '../../model/data/json';
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import { checkReleaseValues } from './check-release-values';
import { checkSpec } from './check-spec';
import type { OrderMoment } from '../tree/flux-object';
import type { Member } from '../tree/member';
import { ALWAYS_THERE } from '../tree/namespaces';

/** The order of the cluster whose releases are checked. */
export interface ReleaseOrder extends OrderMoment {
  /** Whether any release waits for `member`. */
  isWaitedFor(member: Member): boolean;
}

interface FoundSpec {
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly spec: JsonObject;
}

/** Problems of the releases of `members`; `namespaces` exist. */
export function checkReleases(
  members: readonly Member[],
  byHand: readonly ApiObject[],
  namespaces: readonly string[],
  order: ReleaseOrder,
): Problem[] {
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
    specs.push({ path, name, namespace, spec });
    problems.push(...checkReleaseValues(member, spec));
    const wrong =
      resource.isPatched || spec.valuesFrom !== undefined
        ? checkSpec(spec, () => order.isWaitedFor(member), member.ownValues)
        : [];
    problems.push(...wrong.map(problem => ({ ...problem, path })));
  }
  return [...problems, ...duplicates(specs), ...missingNamespaces(specs, byHand, namespaces)];
}

/** Two releases that are the same for Helm, or for Flux. */
function duplicates(specs: readonly FoundSpec[]): Problem[] {
  const releases = groupBy(specs, ({ spec: { releaseName, storageNamespace, kubeConfig } }) =>
    JSON.stringify([storageNamespace, releaseName, kubeConfig]),
  );
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
      .filter(all => new Set(all.map(({ name, namespace }) => `${namespace}/${name}`)).size > 1)
      .map(all => ({ all, first: all[0], paths: all.map(({ path }) => path).sort() }))
  );
}

/**
 * Target namespaces that are created neither by a release nor by an object of the program, and that
 * are not listed as existing.
 */
function missingNamespaces(
  specs: readonly FoundSpec[],
  byHand: readonly ApiObject[],
  namespaces: readonly string[],
): Problem[] {
  const creates = ({ install }: JsonObject) =>
    (install as { createNamespace?: boolean } | undefined)?.createNamespace === true;
  const known = new Set<unknown>([...ALWAYS_THERE, ...namespaces]);
  for (const { spec } of specs) if (creates(spec)) known.add(spec.targetNamespace);
  for (const { kind, metadata } of byHand) if (kind === 'Namespace') known.add(metadata.name);
  return specs
    .filter(({ spec }) => !known.has(spec.targetNamespace))
    .map(({ spec, path }) => ({ kind: 'missing-namespace', namespace: String(spec.targetNamespace), path }));
}
