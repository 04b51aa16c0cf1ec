/**
 * Replaces what runs workloads: no container starts, but their status changes.
 *
 * Annotations of a Deployment or Job say how long each step takes, in seconds or `never`:
 *   cluster-test/ready-after-seconds: "3"   available, or complete, after each new generation (default 1)
 *   cluster-test/gone-after-seconds: "3"    once deleted, loses the finalizer `cluster-test/hold`
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, ApiServer, WatchEvent } from './api-server';
import { KubeObject } from './objects';

const READY_AFTER = 'cluster-test/ready-after-seconds';
const GONE_AFTER = 'cluster-test/gone-after-seconds';
const HOLD = 'cluster-test/hold';
const COLLECTIONS = ['/apis/apps/v1/deployments', '/apis/batch/v1/jobs'];

export class Workloads {
  private readonly stopping = new AbortController();
  /** Steps in progress or done, so that another event does not begin them again. */
  private readonly begun = new Set<string>();
  private readonly watches: readonly Promise<void>[];
  private failure?: unknown;

  constructor(private readonly api: ApiServer) {
    // every step in progress adds a listener
    setMaxListeners(0, this.stopping.signal);
    this.watches = COLLECTIONS.map(collection => this.follow(collection));
  }

  /** Throws the first error of a step that nothing awaited. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.watches);
    if (this.failure !== undefined) throw this.failure;
  }

  /** Watches again from the beginning when a watch ends. */
  private async follow(collection: string): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const onEvent = (event: WatchEvent<KubeObject>) => this.look(collection, event);
      await this.api.watch(`${collection}?watch=true`, onEvent, signal).catch(() => {});
      await sleep(100, undefined, { signal }).catch(() => {});
    }
  }

  private look(collection: string, { type, object }: WatchEvent<KubeObject>): void {
    if (type !== 'ADDED' && type !== 'MODIFIED') return;
    const { metadata } = object;
    const path = collection.replace(/\/([^/]+)$/, `/namespaces/${metadata.namespace}/$1/${metadata.name}`);
    if (metadata.deletionTimestamp !== undefined) {
      if (metadata.finalizers?.includes(HOLD)) {
        this.after(object, GONE_AFTER, () => this.release(path));
      }
    } else if (object.status?.observedGeneration !== metadata.generation && !isComplete(object)) {
      const status = collection.endsWith('/jobs') ? completeStatus() : availableStatus(object);
      this.after(object, READY_AFTER, () => this.patch(`${path}/status`, { status }));
    }
  }

  /** Performs `step` after as many seconds as the annotation says: once per generation and annotation. */
  private after({ metadata }: KubeObject, annotation: string, step: () => Promise<void>): void {
    const delay = metadata.annotations?.[annotation] ?? '1';
    const key = `${metadata.uid} ${metadata.generation} ${annotation} ${delay}`;
    if (delay === 'never' || this.begun.has(key)) return;
    this.begun.add(key);
    const { signal } = this.stopping;
    void sleep(Number(delay) * 1000, undefined, { signal })
      .then(step)
      .catch(error => {
        if (!signal.aborted) this.failure ??= error;
      });
  }

  /** The garbage collector changes the finalizers as well, so they are read again if that came between. */
  private async release(path: string): Promise<void> {
    try {
      const { metadata } = await this.api.request<KubeObject>('GET', path);
      const { resourceVersion, finalizers = [] } = metadata;
      await this.patch(path, { metadata: { resourceVersion, finalizers: finalizers.filter(each => each !== HOLD) } });
    } catch (error) {
      if (!(error instanceof ApiError) || ![404, 409].includes(error.status)) throw error;
      if (error.status === 409) await this.release(path);
    }
  }

  /** An object that is gone in the meantime needs no patch. */
  private async patch(path: string, patch: object): Promise<void> {
    await this.api.request('PATCH', path, patch, 'application/merge-patch+json').catch(error => {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    });
  }
}

/** Of a Job: its status has no generation. */
function isComplete(object: KubeObject): boolean {
  return object.status?.conditions?.some(each => each.type === 'Complete') ?? false;
}

function availableStatus(object: KubeObject): object {
  const replicas = (object.spec as { replicas?: number }).replicas ?? 1;
  return {
    observedGeneration: object.metadata.generation,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
    conditions: [
      { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
      { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
    ],
  };
}

/** The API server requires all of these for a complete Job. */
function completeStatus(): object {
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    startTime: now,
    completionTime: now,
    succeeded: 1,
    conditions: [
      { type: 'SuccessCriteriaMet', status: 'True', lastTransitionTime: now },
      { type: 'Complete', status: 'True', lastTransitionTime: now },
    ],
  };
}
