/**
 * Custom resources and the releases that install their CRDs. kustomize-controller checks all objects of a Kustomization
 * before it applies any, so a custom resource that is applied together with the release of its CRD holds back both.
 */
import { type AppliedObject, groupOf, idOf, isRelease } from '../model/applied-cluster';
import { groupBy } from '../model/data/group-by';
import { isRecord } from '../model/data/json';
import { type ClusterIndex, specOf } from './cluster-index';
import { chartsOf } from './known-crds';
import { found, type VerifyFinding } from './verify-finding';
import { beginOf, readyOf, type WaitGraph } from './wait-graph';

/** Findings about custom resources, some for each API group. */
export function checkCustomResources(index: ClusterIndex, graph: WaitGraph): VerifyFinding[] {
  const { objects, bootstrapped } = index.cluster;
  const defined = new Set(objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ object }) => String(specOf(object).group))); // prettier-ignore
  const sources = new Map(objects.map(object => [idOf(object), object]));
  const releases = objects.filter(isRelease).map(release => ({ release, chart: chartOf(release, sources) }));
  const charts = groupBy(releases, ({ chart }) => chart);
  const custom = groupBy(objects, ({ apiVersion }) => groupOf(apiVersion));
  return [...custom].flatMap(([group, members]) => {
    const known = chartsOf(group);
    if (known === undefined || defined.has(group) || known.some(chart => bootstrapped.has(chart))) return [];
    const providers = known.flatMap(chart => (charts.get(chart) ?? []).map(({ release }) => release));
    if (providers.length === 0) return index.isOpen ? [] : [missing(group, known[0], members)];
    return checkOrder(graph, group, { providers, parts: [...groupBy(members, ({ parent }) => parent).values()] });
  });
}

function missing(group: string, chart: string, members: readonly AppliedObject[]): VerifyFinding {
  const what = `${describe(members)} of ${group} need${members.length === 1 ? 's' : ''} a CRD that nothing here installs`;
  return found('crd-missing', what, `install ${chart}, or ignore this if the cluster has the CRD already`, members[0].locate()); // prettier-ignore
}

/** The custom resources of one group: `parts` are those that are applied together. */
interface CustomResources {
  readonly providers: readonly AppliedObject[];
  readonly parts: readonly (readonly AppliedObject[])[];
}

function checkOrder(graph: WaitGraph, group: string, { providers, parts }: CustomResources): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  const early: AppliedObject[] = [];
  for (const part of parts) {
    const [{ parent }] = part;
    const same = providers.find(provider => provider.parent === parent);
    if (same !== undefined && providers.length === 1) findings.push(together(group, same, part));
    else if (same === undefined && parent !== undefined && !isAfterAny(graph, parent, providers)) early.push(part[0]);
  }
  return early.length === 0 ? findings : [...findings, notAwaited(group, providers[0], early)];
}

function together(group: string, release: AppliedObject, part: readonly AppliedObject[]): VerifyFinding {
  const what = `${describe(part)} of ${group} ${part.length === 1 ? 'is' : 'are'} applied together with ${idOf(release)}, which installs the CRD: on a new cluster Flux refuses both, forever`;
  const remedy = 'move one of them to another Kustomization, which depends on the other';
  return found('crd-in-same-kustomization', what, remedy, part[0].locate());
}

function isAfterAny(graph: WaitGraph, kustomization: AppliedObject, providers: readonly AppliedObject[]): boolean {
  const moments = providers.flatMap(({ parent, ...provider }) => [provider, ...(parent ? [parent] : [])]).map(readyOf);
  return moments.some(moment => graph.isAfter(beginOf(kustomization), moment));
}

function notAwaited(group: string, release: AppliedObject, [first, ...others]: readonly AppliedObject[]) {
  const more = others.length === 0 ? 'applies' : `and ${others.length} more apply`;
  const what = `${idOf(first.parent!)} ${more} custom resources of ${group}, and do${others.length === 0 ? 'es' : ''} not wait for ${idOf(release)}, which installs the CRD: on a new cluster their first attempts fail`;
  const remedy = release.parent === undefined ? 'wait for that release' : `depend on ${idOf(release.parent)}`;
  return found('crd-not-awaited', what, remedy, first.locate());
}

/** `ClusterIssuer letsencrypt`, or `ClusterIssuer letsencrypt and 2 more`. */
function describe([first, ...others]: readonly AppliedObject[]): string {
  return `${first.kind} ${first.name}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/** The chart of a release: its name in a repository, or the last part of its URL in a registry; empty if unknown. */
function chartOf({ object, namespace: home }: AppliedObject, sources: ReadonlyMap<string, AppliedObject>): string {
  const { chart, chartRef } = specOf(object);
  const name = isRecord(chart) ? specOf(chart).chart : undefined;
  if (typeof name === 'string') return name.split('/').at(-1)!;
  if (!isRecord(chartRef)) return '';
  const { kind, name: source, namespace = home } = chartRef;
  const known = sources.get(idOf({ kind: String(kind), name: String(source), namespace: String(namespace) }));
  const { chart: charted, url = charted } = known === undefined ? { url: source } : specOf(known.object);
  return typeof url === 'string' ? url.split('/').at(-1)! : '';
}
