/**
 * A program rolled out commit by commit, and what Helm did for each.
 *
 * Its Flux objects and its workloads are in one separate namespace, so that several rollouts can
 * share a test cluster.
 */
import { Cluster } from './cluster';
import { criticalPath, pausesOf } from './critical-path';
import { type Load, loadsSince, readLoads } from './controller-load';
import { Delivery, DeliveryOptions } from './delivery';
import { Files } from '../../servers/git-repository';
import { helmHistory } from './helm-history';
import { withoutMechanism } from './mechanisms';
import { KubeObject, ObjectReference, formatConditions, isReady } from './objects';
import { Action } from './order-log';
import { type Waits, outOfOrder } from './out-of-order';
import { TestRelease, waitsOf } from './test-platform';

/** What came of one commit. */
export interface Round {
  readonly actions: readonly Action[];
  /** Pairs that broke the order, as messages. */
  readonly broken: readonly string[];
  /** From the commit to the end of the last action. */
  readonly seconds: number;
  /** What these actions would have taken without any pause between them. */
  readonly criticalSeconds: number;
  /** From the commit to the first action, and then from the end of each layer to the beginning of the next action. */
  readonly pauseSeconds: readonly number[];
}

export interface RoundWithLoad extends Round {
  /** Of each controller of Flux, from the commit until everything was ready. */
  readonly loads: ReadonlyMap<string, Load>;
  readonly loadSeconds: number;
}

const SETTLE_SECONDS = Number(process.env.SETTLE_SECONDS ?? 300);

export class Rollout {
  /** What waited for what after the commit before. */
  private waits: Waits = new Map();

  /** Creates namespace `name`; the program's cluster is called `prod`. `spec`: more fields of its Kustomization. */
  static async create(cluster: Cluster, name: string, spec?: DeliveryOptions['spec']): Promise<Rollout> {
    await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    return new Rollout(cluster, name, await Delivery.create(cluster, name, { path: 'prod', spec }));
  }

  private constructor(
    private readonly cluster: Cluster,
    readonly namespace: string,
    private readonly delivery: Delivery,
  ) {}

  /** The Flux object that applies each commit. */
  get kustomization(): ObjectReference {
    return this.delivery.kustomization;
  }

  /** Commits `files` and waits until every one of `releases` is at its revision, and ready. */
  async commit(files: Files, releases: readonly TestRelease[]): Promise<RoundWithLoad> {
    const begin = Date.now();
    const before = await readLoads(this.cluster.metrics);
    await this.delivery.waitApplied(await this.delivery.commit(withoutMechanism(files)), SETTLE_SECONDS);
    await this.waitSettled(releases);
    const loads = await loadsSince(before, this.cluster.metrics);
    const loadSeconds = (Date.now() - begin) / 1000;
    const mine = this.cluster.order.actions(begin).filter(({ release }) => release.startsWith(`${this.namespace}/`));
    const waits = waitsOf(releases, this.namespace);
    // what is removed waits as it did before
    const both = new Map([...this.waits, ...waits]);
    this.waits = waits;
    const last = Math.max(begin, ...mine.map(({ ended }) => ended ?? begin));
    return {
      actions: mine,
      broken: outOfOrder(mine, waits),
      seconds: (last - begin) / 1000,
      criticalSeconds: criticalPath(mine, both) / 1000,
      pauseSeconds: pausesOf(mine, both, begin).map(pause => pause / 1000),
      loads,
      loadSeconds,
    };
  }

  /** Helm's newest revision of each release, by name, from Helm's own records. */
  async revisions(releases: readonly TestRelease[]): Promise<Readonly<Record<string, number>>> {
    const { kube } = this.cluster;
    const entries = releases.map(async ({ name }): Promise<[string, number]> => {
      return [name, (await helmHistory(kube, this.namespace, name)).at(-1)?.version ?? 0];
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  private async waitSettled(releases: readonly TestRelease[]): Promise<void> {
    const { kube } = this.cluster;
    let late: readonly string[] = [];
    const isSettled = async () => {
      const objects = await kube.list(HELM_RELEASE, 'HelmRelease', { namespace: this.namespace });
      const found = new Map(objects.map(object => [object.metadata.name, object]));
      late = releases.flatMap(release => lateness(release, found.get(release.name)));
      return late.length === 0;
    };
    await kube.waitFor(`${this.namespace} to be settled`, isSettled, SETTLE_SECONDS).catch(cause => {
      throw new Error(`${(cause as Error).message}:\n${late.join('\n')}`, { cause });
    });
  }
}

const HELM_RELEASE = 'helm.toolkit.fluxcd.io/v2';

/** What `release` is still missing, as a message; empty if nothing is. */
function lateness({ name, revision }: TestRelease, object: KubeObject | undefined): string[] {
  if (object === undefined) return [`${name} is not there`];
  const [newest] = (object.status?.history ?? []) as readonly { readonly version: number }[];
  const seen = newest?.version ?? 0;
  if (seen >= revision && isReady(object)) return [];
  return [`${name} is at revision ${seen} instead of ${revision}: ${formatConditions(object)}`];
}
