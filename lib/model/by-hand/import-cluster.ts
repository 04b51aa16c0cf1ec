/**
 * Turns the HelmReleases of one cluster that were made by hand into its subscriptions.
 */
import { type AppliedCluster, type AppliedObject, idOf, isRelease } from '../applied-cluster';
import { fieldsOf, recordIn } from '../data/fields';
import type { Fields } from '../data/json';
import { LABELS, MANAGER } from '../labels';
import type { ClusterSpec } from '../subscriptions/cluster-schema';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';
import { commonDefaults, withoutDefaults } from './common-defaults';
import { orderByHand } from './kustomization-order';
import type { ImportedRelease, ImportSettings } from './imported-release';
import { layersOf } from './layers';
import { chooseSources } from './sources';
import { type ByHand, type LeftRelease, toSubscription } from './to-subscription';
import { resolveVariables } from './resolve-variables';

/** What becomes of a cluster. */
export interface ImportedCluster {
  /** Sorted by name. */
  readonly imported: readonly ImportedRelease[];
  /** Sorted by namespace and name. */
  readonly left: readonly LeftRelease[];
  /** What `cluster.yaml` says in addition. */
  readonly spec: ClusterSpec;
}

/** Where the Flux objects of a cluster are, unless it says otherwise. */
const HOME = 'flux-system';

/** HelmReleases without the label of this library, without duplicates. */
export function releasesByHand({ objects }: Pick<AppliedCluster, 'objects'>): readonly AppliedObject[] {
  const found = objects.filter(object => isRelease(object) && !hasOwnLabel(object));
  return [...new Map(found.map(object => [idOf(object), object])).values()];
}

/** The subscriptions that install what the HelmReleases of `cluster` do. */
export function importCluster(cluster: AppliedCluster, settings: ImportSettings): ImportedCluster {
  const { known, hasOthers } = settings;
  const found = convertAll(cluster, settings);
  const variables = resolveVariables(found.imported, settings);
  const sources = chooseSources(variables.imported, known.sources ?? {});
  const { imported, left } = order(cluster, settings, sources.imported);
  const isNew = !hasOthers && known.defaults === undefined;
  const defaults = isNew ? commonDefaults(imported.map(({ spec }) => spec)) : (known.defaults ?? {});
  return {
    imported: imported.map(each => ({ ...each, spec: withoutDefaults(each.spec, defaults) })).sort(byName),
    left: [...found.left, ...variables.left, ...left].sort((a, b) => (idOf(a.release) < idOf(b.release) ? -1 : 1)),
    spec: {
      ...variables.spec,
      ...(sources.added !== undefined && { sources: sources.added }),
      ...namespacesOf(imported, known),
      ...(isNew && Object.keys(defaults).length > 0 && { defaults: defaults as ClusterSpec['defaults'] }),
    },
  };
}

function convertAll(cluster: AppliedCluster, { known, refused, versions }: ImportSettings) {
  const home = known.namespace ?? HOME;
  const byId = new Map(cluster.objects.map(object => [idOf(object), object]));
  const imported = new Map<string, ImportedRelease>();
  const left: LeftRelease[] = [];
  for (const release of releasesByHand(cluster)) {
    const find = ({ kind, name, namespace }: Fields) => byId.get(`${String(kind)} ${String(namespace ?? release.namespace)}/${String(name)}`); // prettier-ignore
    const reason = refused.get(idOf(release));
    const twin = imported.get(release.name);
    const converted = reason === undefined ? toSubscription(release, home, find) : { release, reason };
    if ('reason' in converted) left.push(converted);
    else if (twin !== undefined)
      left.push({ release, reason: `the subscription of ${idOf(twin.release)} has the same name` }); // prettier-ignore
    else {
      const versioned = withVersion(converted, versions);
      if ('reason' in versioned) left.push(versioned);
      else imported.set(release.name, { ...versioned, name: release.name });
    }
  }
  return { imported: [...imported.values()], left };
}

function withVersion(found: ByHand, versions: ReadonlyMap<string, string>): ByHand | LeftRelease {
  const { release, reference, spec } = found;
  if (reference.range === undefined) return found;
  const version = versions.get(`${release.namespace}/${release.name}`) ?? versions.get(release.name);
  if (version !== undefined) return { ...found, spec: { ...spec, chart: { ...reference.chart, version } } };
  const range = reference.range === '*' ? 'has no version of its chart' : `has the range "${reference.range}"`;
  return {
    release,
    reason: `it ${range}. Give the version that "helm list" shows: "--chart-version ${release.name}=VERSION"`,
  };
}

/** Adds what releases wait for. A release that waits for one that is not imported is not imported either. */
function order(cluster: AppliedCluster, { hasOthers }: ImportSettings, given: readonly ImportedRelease[]) {
  const byHand = orderByHand(cluster.objects);
  const left: LeftRelease[] = [];
  let imported = [...given];
  for (let isMoving = true; isMoving;) {
    const names = new Map(imported.map(({ release, name }) => [release, name]));
    const stay = imported.flatMap(({ release }): LeftRelease[] => {
      const missing = byHand.named(release).find(other => 'missing' in other || !names.has(other));
      if (missing === undefined) return [];
      const what = 'missing' in missing ? `${missing.missing}, which was not found` : `${missing.namespace}/${missing.name}, which stays as it is`; // prettier-ignore
      return [{ release, reason: `it waits for ${what}` }];
    });
    left.push(...stay);
    imported = imported.filter(({ release }) => !stay.some(other => other.release === release));
    isMoving = stay.length > 0;
  }
  const all = new Set(imported.map(({ release }) => release));
  const inherited = new Map(imported.map(({ release, name }) => [name, new Set(byHand.inherited(release, all).map(other => other.name))])); // prettier-ignore
  // a layer that a release has already cannot be moved
  const isFree = !hasOthers && imported.every(({ spec }) => spec.layer === undefined);
  const layers = isFree ? layersOf(inherited) : undefined;
  return {
    left,
    imported: imported.map(each => {
      const named = byHand.named(each.release).flatMap(other => ('missing' in other ? [] : other.name));
      const waits = layers === undefined ? [...named, ...inherited.get(each.name)!] : named;
      const dependsOn = [...new Set(waits)].filter(name => name !== each.name).sort();
      const layer = each.spec.layer ?? layers?.get(each.name);
      return { ...each, spec: placeOrder(each.spec, layer, dependsOn) };
    }),
  };
}

/** `spec` with its place in the order after its chart, as people read it. */
function placeOrder({ chart, ...rest }: SubscriptionSpec, layer: number | undefined, dependsOn: readonly string[]) {
  return {
    chart,
    ...(layer !== undefined && { layer }),
    ...(dependsOn.length > 0 && { dependsOn }),
    ...rest,
  };
}

/** Namespaces that something else creates. */
function namespacesOf(
  imported: readonly ImportedRelease[],
  { existingNamespaces = [], namespace = HOME }: ClusterSpec,
) {
  const used = imported.flatMap(({ release, spec }) => [
    release.namespace,
    ...(spec.createNamespace === false ? [spec.targetNamespace ?? []].flat() : []),
  ]);
  const all = [...new Set([...existingNamespaces, ...used.filter(name => name !== namespace)])].sort();
  return all.length > existingNamespaces.length ? { existingNamespaces: all } : {};
}

/** Whether `object` says that this library wrote it; a copy of what it wrote says so too. */
export function hasOwnLabel({ object }: AppliedObject): boolean {
  return fieldsOf(recordIn(object, 'metadata').labels)[LABELS.managedBy] === MANAGER;
}

function byName(a: ImportedRelease, b: ImportedRelease): number {
  return a.name < b.name ? -1 : 1;
}
