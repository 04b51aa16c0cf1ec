/**
 * The order in which objects were removed from the API server.
 *
 * All kinds share one store, in which every deletion has a revision, so the order is exact.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Kube, KubeObject } from '../harness';

const COLLECTIONS: ReadonlyMap<string, string> = new Map([
  ['HelmRelease', '/apis/helm.toolkit.fluxcd.io/v2/helmreleases'],
  ['HelmRepository', '/apis/source.toolkit.fluxcd.io/v1/helmrepositories'],
  ['ConfigMap', '/api/v1/configmaps'],
  ['Namespace', '/api/v1/namespaces'],
]);

export class Departures {
  private readonly revisions = new Map<string, number>();
  private readonly ending = new AbortController();

  /** `more`: paths of other collections, by kind. */
  constructor(kube: Kube, more: Readonly<Record<string, string>> = {}) {
    for (const [kind, path] of [...COLLECTIONS, ...Object.entries(more)]) void this.follow(kube, kind, path);
  }

  stop(): void {
    this.ending.abort();
  }

  /** `HelmRelease platform/linkerd2` for each object of `namespace` that was removed, in order. */
  of(namespace: string): readonly string[] {
    const mine = [...this.revisions].filter(([what]) => new RegExp(` ${namespace}(/|$)`).test(what));
    return mine.sort(([, a], [, b]) => a - b).map(([what]) => what);
  }

  private async follow({ api }: Kube, kind: string, path: string): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      const query = `${path}?watch=true`;
      await api
        .watch<KubeObject>(query, ({ type, object }) => type === 'DELETED' && this.add(kind, object), signal)
        .catch(() => {}); // the API server sometimes ends watches
      await sleep(100, undefined, { signal }).catch(() => {});
    }
  }

  private add(kind: string, { metadata: { name, namespace, resourceVersion } }: KubeObject): void {
    this.revisions.set(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`, Number(resourceVersion));
  }
}
