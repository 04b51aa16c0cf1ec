/**
 * Rolls out one fleet: the same platform on each of its clusters, step by step, and what Helm did
 * on each at every step.
 */
import { Catalog, Cluster as ProfilesCluster, type ClusterProps, RemovalGuard } from 'cdk8s-profiles';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Action,
  Cluster,
  FLUX_NAMESPACE,
  Files,
  KubeObject,
  Round,
  Waits,
  isReady,
  outOfOrder,
  synthesize,
} from '../harness';
import { criticalPath, pausesOf } from '../harness/critical-path';
import { withoutMechanism } from '../harness/mechanisms';
import { waitGuarding } from '../removal/guard';
import { FleetRepository } from './repository';
import { Step, goneTooEarly } from './steps';

/** A cluster of the fleet. */
export interface FleetCluster {
  readonly name: string;
  readonly props?: ClusterProps;
}

/** The result of one step on one cluster. */
export interface StepOutcome extends Round {
  /** `install cert-manager`, sorted: everything that Helm did. */
  readonly done: readonly string[];
}

/** Name of a cluster -> result of the step. */
export type FleetOutcome = ReadonlyMap<string, StepOutcome>;

const SETTLE_SECONDS = 300;
const GUARD = 'guard';
/** Uninstalls and upgrades take some time, so that missing waits are noticed. */
const VALUES = { readyAfterSeconds: 1, goneAfterSeconds: 1 };

export class FleetRollout {
  /** Flux applies the folders of all `clusters` and the guard's; the index of the test charts is the catalog. */
  static async create(
    cluster: Cluster,
    name: string,
    clusters: readonly FleetCluster[],
    retryInterval = '2s',
  ): Promise<FleetRollout> {
    const index = await (await fetch(`${cluster.charts.url}/index.yaml`)).text();
    const folders = [...clusters.map(({ name }) => name), GUARD];
    const repository = await FleetRepository.create(cluster, name, folders, retryInterval);
    return new FleetRollout(cluster, name, clusters, index, repository);
  }

  private constructor(
    private readonly cluster: Cluster,
    private readonly name: string,
    private readonly clusters: readonly FleetCluster[],
    private readonly index: string,
    private readonly repository: FleetRepository,
  ) {}

  /** Commits the program of `step`, and resolves when every cluster is there. */
  async take(step: Step): Promise<FleetOutcome> {
    const files = withoutMechanism(this.files(step));
    const begin = Date.now();
    await this.repository.deliver(files);
    await this.waitSettled(step);
    await waitGuarding(this.cluster);
    const actions = this.cluster.order.actions(begin);
    return new Map(this.clusters.map(each => [each.name, this.outcome(each, step, { begin, actions })]));
  }

  /** The HelmReleases of `name`, by profile. */
  async releasesOf(name: string): Promise<ReadonlyMap<string, KubeObject>> {
    const objects = await this.releases();
    const prefix = prefixOf(this.clusters.find(each => each.name === name)!);
    const mine = objects.filter(object => object.metadata.annotations?.['cdk8s-profiles/cluster'] === name);
    return new Map(mine.map(object => [object.metadata.name.slice(prefix.length), object]));
  }

  private releases(): Promise<readonly KubeObject[]> {
    return this.cluster.kube.list('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { namespace: FLUX_NAMESPACE });
  }

  private files({ releases }: Step): Files {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    const file = join(folder, 'index.yaml');
    writeFileSync(file, this.index);
    const sourceRef = { kind: 'GitRepository', name: this.name } as const;
    try {
      return synthesize(
        fleet => {
          const catalog = Catalog.fromFile(fleet, 'catalog', file, { repository: this.cluster.charts.url });
          new RemovalGuard(fleet, GUARD);
          for (const { name, props } of this.clusters) {
            const defaults = { ...props?.defaults, values: VALUES };
            const cluster = new ProfilesCluster(fleet, name, { catalog, ...props, defaults });
            // the plan has to find the order without it
            for (const { profile, version, round } of [...releases].reverse()) {
              cluster.subscribe(profile, { version, values: { round } });
            }
          }
        },
        { delivery: { sourceRef, path: '.' } },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  private async waitSettled({ name, releases }: Step): Promise<void> {
    const wanted = this.clusters.flatMap(each => releases.map(({ profile }) => `${prefixOf(each)}${profile}`));
    let late: readonly string[] = [];
    const isSettled = async () => {
      // polling three clusters reads a megabyte
      await sleep(1000);
      const objects = await this.releases();
      const ready = objects.filter(isReady).map(({ metadata }) => metadata.name);
      const leaving = objects.map(({ metadata }) => metadata.name).filter(each => !wanted.includes(each));
      late = [
        ...wanted.filter(each => !ready.includes(each)).map(each => `${each} is not ready`),
        ...leaving.map(each => `${each} is still there`),
      ];
      return late.length === 0;
    };
    await this.cluster.kube.waitFor(name, isSettled, SETTLE_SECONDS).catch(cause => {
      throw new Error(`${(cause as Error).message}: ${late.join(', ')}`, { cause });
    });
  }

  private outcome(cluster: FleetCluster, step: Step, { begin, actions }: { begin: number; actions: Round['actions'] }) {
    const prefix = prefixOf(cluster);
    const qualify = (profile: string) => `${FLUX_NAMESPACE}/${prefix}${profile}`;
    const waits: Waits = new Map([...step.waits].map(([upper, lower]) => [qualify(upper), lower.map(qualify)]));
    const mine = actions.filter(({ release }) => waits.has(release));
    const last = Math.max(begin, ...mine.map(({ ended }) => ended ?? begin));
    return {
      actions: mine,
      done: mine.map(action => describe(action, qualify('').length)).sort(),
      broken: [...outOfOrder(mine, waits), ...goneTooEarly(mine, waits)],
      seconds: (last - begin) / 1000,
      criticalSeconds: criticalPath(mine, waits) / 1000,
      pauseSeconds: pausesOf(mine, waits, begin).map(pause => pause / 1000),
    };
  }
}

/** `install cert-manager`, or `install cert-manager, in vain` if it failed. */
function describe({ kind, release, isSuccess }: Action, prefix: number): string {
  return `${kind} ${release.slice(prefix)}${isSuccess === true ? '' : ', in vain'}`;
}

/** The HelmReleases of remote clusters are on the cluster that Flux runs in, next to its own. */
function prefixOf({ name, props }: FleetCluster): string {
  return props?.defaults?.kubeConfig === undefined ? '' : `${name}-`;
}
