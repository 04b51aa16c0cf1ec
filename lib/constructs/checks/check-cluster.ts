/**
 * Checks one cluster: its options, members, order and objects.
 */
import type { ApiObject } from 'cdk8s';
import { groupBy } from '../../model/data/group-by';
import { DNS_LABEL_RULE, isDnsLabel, isDnsSubdomain } from '../../model/names';
import type { Problem } from '../../model/problem';
import { sortProblems } from '../../model/problem-words';
import type { ClusterProps } from '../props/cluster-props';
import type { Member } from '../tree/member';
import { appliedObjects, duplicateObjects } from '../tree/objects';
import { checkCustomResources } from './check-custom-resources';
import { API_GROUP_RULE, checkNames, checkShards } from './check-names';
import { checkKubernetesVersion } from './check-kubernetes-version';
import { checkDefaults } from './check-options';
import { checkLabels } from './check-references';
import { checkReleases, type ReleaseOrder } from './check-releases';
import { corruptedOutputs } from './lost-outputs';

/** A cluster to check. */
export interface CheckedCluster {
  /** Path of its construct. */
  readonly path: string;
  readonly clusterName: string;
  readonly namespace: string;
  /** Its own, or that of its fleet. */
  readonly kubernetesVersion?: string;
  readonly props: ClusterProps;
  readonly members: readonly Member[];
  /** The order of its members, and its problems. */
  readonly order: ReleaseOrder & { readonly problems: readonly Problem[] };
  /** Everything that its own chart writes. */
  readonly objects: readonly ApiObject[];
  /** What charts of the app write that are not in the order of a cluster. */
  readonly others: () => readonly ApiObject[];
  /** Problems of its sources and its Receiver. */
  readonly partProblems: readonly Problem[];
  /** Whether a Fleet writes it, which quotes strings that stock cdk8s does not. */
  readonly isInFleet: boolean;
}

/** All problems, sorted. */
export function checkCluster(cluster: CheckedCluster): readonly Problem[] {
  const { path, order, members, objects, isInFleet } = cluster;
  const problems: Problem[] = [
    ...ownProblems(cluster).map(problem => ({ ...problem, path })),
    ...members.flatMap(member => member.problemsAt(order)),
    ...order.problems,
    ...duplicateObjects(objects),
    ...checkObjects(cluster),
  ];
  if (problems.length > 0 || isInFleet) return sortProblems(problems);
  return corruptedOutputs(objects, order);
}

/** Problems of objects and releases. Other charts are looked at only if something is missing: they may be many. */
function checkObjects({ namespace, props, members, order, objects, others }: CheckedCluster): Problem[] {
  const own = appliedObjects(objects);
  const existing = props.existingNamespaces ?? [];
  const check = (applied: typeof own) => {
    const found = checkReleases(
      members,
      { own: namespace, existing, applied, objects: own, sources: props.sources },
      order,
    );
    const misplaced = new Set(found.filter(({ kind }) => kind === 'misplaced-object').map(({ path: at }) => at));
    const unserved = checkCustomResources(own, applied, props.existingApis);
    return [...unserved.filter(({ path: at }) => !misplaced.has(at)), ...found];
  };
  const problems = check(own);
  const isMissing = problems.some(({ kind }) => kind === 'missing-namespace' || kind === 'unserved-api');
  return isMissing ? check([...own, ...appliedObjects(others())]) : problems;
}

/** The name of a catalog may be written in front of that of a profile, so each is different. */
function checkCatalogs({ catalog, catalogs = [] }: ClusterProps): Problem[] {
  if (catalog !== undefined && catalogs.length > 0) {
    const what = '"catalog" and "catalogs" are given together';
    return [{ kind: 'invalid-props', what, remedy: 'give all of them in "catalogs"' }];
  }
  const names = groupBy(new Set(catalogs), ({ catalogName }) => catalogName);
  return [...names].flatMap(([name, { length }]): Problem[] => {
    const what = `${length} catalogs are called "${name}"`;
    return length === 1 ? [] : [{ kind: 'invalid-props', what, remedy: 'give them different ids' }];
  });
}

function ownProblems({ clusterName, namespace, kubernetesVersion, props, partProblems }: CheckedCluster): Problem[] {
  const names = { 'cluster name': clusterName, namespace };
  const invalid = Object.entries(names).filter(([, value]) => !isDnsLabel(value));
  return [
    ...invalid.map(([what, value]): Problem => ({ kind: 'invalid-name', what, value, rule: DNS_LABEL_RULE })),
    ...checkNames('namespace in existingNamespaces', props.existingNamespaces, isDnsLabel, DNS_LABEL_RULE),
    ...checkShards(props.shards),
    ...checkNames('API group in existingApis', props.existingApis, isDnsSubdomain, API_GROUP_RULE),
    ...checkKubernetesVersion(kubernetesVersion),
    ...checkCatalogs(props),
    ...checkLabels(props.labels),
    ...checkDefaults(props),
    ...partProblems,
  ];
}
