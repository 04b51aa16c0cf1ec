/**
 * Releases that wait, and what Flux reports about them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Cluster,
  Condition,
  Kube,
  KubeObject,
  ObjectReference,
  conditionOf,
  formatConditions,
  named,
} from '../harness';

/** `platform/linkerd2`: the HelmRelease linkerd2 in namespace platform. */
export function helmRelease(release: string): ObjectReference {
  const [namespace, name] = release.split('/');
  return named('HelmRelease', name, namespace);
}

/** Waits until all are Ready. */
export async function waitReady(kube: Kube, ...releases: readonly string[]): Promise<void> {
  for (const release of releases) await kube.waitReady(helmRelease(release));
}

/** Waits until Flux reports that the current object is not Ready for `reason`; returns its message. */
export async function waitNotReady(kube: Kube, release: string, reason: string): Promise<string> {
  const { message = '' } = await kube.waitFor(`${release} to be ${reason}`, async () => {
    const object = await kube.tryGet(helmRelease(release));
    const ready = object && conditionOf(object, 'Ready');
    return isCurrent(object, ready) && ready?.status === 'False' && ready.reason === reason && ready;
  });
  return message;
}

/**
 * Waits until helm-controller has checked `release` three more times and let it wait each time;
 * returns Flux's message.
 */
export async function waitHeld(cluster: Cluster, release: string, looks = 3): Promise<string> {
  const begin = Date.now();
  await cluster.kube
    .waitFor(`${release} to be held`, async () => looksAt(cluster, release, begin) >= looks)
    .catch(async (cause: Error) => {
      const seen = await cluster.kube.tryGet(helmRelease(release));
      throw new Error(`${cause.message}: ${seen && formatConditions(seen)}`, { cause });
    });
  const began = cluster.order.actions(begin).filter(action => action.release === release);
  if (began.length > 0) throw new Error(`${release} is not held: ${began[0].kind} began`);
  return waitNotReady(cluster.kube, release, 'DependencyNotReady');
}

/** How often helm-controller has let `release` wait since `since`. */
function looksAt({ logs }: Cluster, release: string, since: number): number {
  const lines = readFileSync(join(logs, 'helm-controller.log'), 'utf8').split('\n');
  return lines
    .filter(line => line.includes('dependencies do not meet ready condition') && line.endsWith('}'))
    .map(line => JSON.parse(line) as { ts: string; HelmRelease: { namespace: string; name: string } })
    .filter(({ HelmRelease: { namespace, name } }) => `${namespace}/${name}` === release)
    .filter(({ ts }) => Date.parse(ts) >= since).length;
}

function isCurrent(object: KubeObject | undefined, condition: Condition | undefined): boolean {
  return condition?.observedGeneration === object?.metadata.generation;
}

const HELM_RELEASES = '/apis/helm.toolkit.fluxcd.io/v2/helmreleases?watch=true';

/** Finds every HelmRelease that is ever Stalled, because Flux would not check it again. */
export class StalledWatch {
  private readonly stalled = new Map<string, string>();
  private readonly ending = new AbortController();

  constructor(kube: Kube) {
    void this.follow(kube);
  }

  /** Release -> message. */
  get seen(): ReadonlyMap<string, string> {
    return this.stalled;
  }

  stop(): void {
    this.ending.abort();
  }

  /** The API server sometimes ends watches; a new one begins with the current objects. */
  private async follow({ api }: Kube): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await api.watch<KubeObject>(HELM_RELEASES, ({ object }) => this.look(object), signal).catch(() => {});
      await sleep(100, undefined, { signal }).catch(() => {});
    }
  }

  private look(object: KubeObject): void {
    const stalled = conditionOf(object, 'Stalled');
    const { namespace, name } = object.metadata;
    if (stalled?.status === 'True') this.stalled.set(`${namespace}/${name}`, stalled.message ?? '');
  }
}
