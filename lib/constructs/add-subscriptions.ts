/**
 * Creates the subscriptions that the files of a cluster describe.
 */
import { Construct, Dependable, type IConstruct, type IDependable } from 'constructs';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { isInside } from '../files/is-inside';
import type { Problem } from '../model/problem';
import { formatNearest } from '../model/data/format-nearest';
import { nearestNames } from '../model/data/nearest-names';
import { qualifiedName } from '../model/names';
import type { SubscriptionSpec } from '../model/subscriptions/subscription-schema';
import { Profile } from './profile';
import { ProfileSubscription } from './profile-subscription';
import type { SubscriptionOptions } from './props/subscription-options';
import type { ClusterScope } from './tree/cluster-scope';
import { freeId } from './tree/free-id';
import { mark, PROBLEMS } from './tree/symbols';
import type { ExistingRelease } from './folder/existing-releases';
import { markPlace } from './folder/problem-places';
import type { ClusterFolder, FoundSubscription } from './folder/read-cluster-folder';

/** Adds what `read` describes to `cluster`, among the releases that exist already. */
export function addSubscriptions(
  cluster: ClusterScope,
  read: ClusterFolder,
  existing: readonly ExistingRelease[],
  others: readonly Problem[],
): void {
  const adder = new Adder(cluster, read, existing);
  const problems = [...read.problems, ...others, ...adder.add()];
  const files = new Construct(cluster, '.files');
  mark(files, PROBLEMS, () => problems);
}

class Adder {
  private readonly problems: Problem[] = [];
  /** By the names that files call them. */
  private readonly members = new Map<string, IConstruct | undefined>();

  constructor(
    private readonly cluster: ClusterScope,
    private readonly read: ClusterFolder,
    private readonly existing: readonly ExistingRelease[],
  ) {}

  add(): readonly Problem[] {
    const { cluster, read, existing } = this;
    const own = new Set(read.subscriptions.map(({ name }) => name));
    for (const name of own) this.members.set(name, undefined);
    for (const { name, namespace, layer } of existing) {
      const label = qualifiedName(name, namespace, cluster.namespace);
      // a subscription of the same name is reported as such
      const id = own.has(label) ? `${label}.existing` : label.replace('/', '.');
      const release = ProfileSubscription.fromHelmRelease(cluster, freeId(cluster, id), { name, namespace }, { layer });
      if (!own.has(label)) this.members.set(label, release);
    }
    for (const subscription of read.subscriptions) this.members.set(subscription.name, this.subscribe(subscription));
    return this.problems;
  }

  private subscribe(found: FoundSubscription): IConstruct {
    const { spec, locate, name } = found;
    const { profile, chart, valuesFiles = [], values, dependsOn, independentOf, version, patch, ...options } = spec;
    const props: SubscriptionOptions = {
      ...options,
      // the profile, or chart, of a file that says neither is reported already
      version: chart === undefined ? version : undefined,
      values: [...valuesFiles.flatMap(file => this.valuesFile(file, found)), ...(values === undefined ? [] : [values])],
      dependsOn: dependsOn && this.dependables('dependsOn', dependsOn, found),
      independentOf: independentOf && this.dependables('independentOf', independentOf, found),
    };
    const what = profile ?? toProfile(chart ?? { name });
    const id = freeId(this.cluster, name);
    if (profile === undefined && chart === undefined) return new Construct(this.cluster, id);
    const subscription = new ProfileSubscription(this.cluster, id, { subscriptionName: name, ...props, profile: what });
    if (patch !== undefined) subscription.patch(patch);
    markPlace(subscription, locate);
    return subscription;
  }

  private dependables(field: string, names: readonly string[], { name: from, locate }: FoundSubscription) {
    return names.flatMap((name): IDependable | [] => {
      if (this.members.has(name)) return this.named(name);
      const known = [...this.members.keys()].filter(other => other !== from);
      const what = `"${name}" in "spec.${field}" is neither a subscription of this cluster nor a HelmRelease made by hand${formatNearest(nearestNames(known, name))}`; // prettier-ignore
      this.problems.push({ kind: 'invalid-props', what, remedy: 'correct it, or drop it', location: locate(field) });
      return [];
    });
  }

  /** Found when it is asked for, because it may be created later. */
  private named(name: string): IDependable {
    const { members } = this;
    const dependable = {};
    Dependable.implement(dependable, {
      get dependencyRoots() {
        return [members.get(name)!];
      },
    });
    return dependable;
  }

  /** The path of a file of values, which must be in the repository, also if it is a link. */
  private valuesFile(file: string, { file: from, locate }: FoundSubscription): string[] {
    const path = join(dirname(from), file);
    const root = dirname(dirname(this.read.folder));
    const isLinkedIn = !existsSync(path) || isInside(realpathSync(root), realpathSync(path));
    if (!isAbsolute(file) && isInside(root, path) && isLinkedIn) return [path];
    const what = `"${file}" in "spec.valuesFiles" is outside of the repository`;
    const remedy = 'copy it, and write its path from the folder of this file';
    this.problems.push({ kind: 'invalid-props', what, remedy, location: locate('valuesFiles') });
    return [];
  }
}

function toProfile({ name, url, ...rest }: NonNullable<SubscriptionSpec['chart']>) {
  return Profile.fromHelmChart({ ...rest, chart: name, repository: url });
}
