/**
 * How the files of a fleet reach Flux: a Git repository, and the Flux Kustomization that applies
 * one folder of it.
 */
import { Cluster } from './cluster';
import { FLUX_NAMESPACE } from './flux';
import { Files, GitRepository } from '../../servers/git-repository';
import { KubeObject, ObjectReference, isReady, named } from './objects';

export interface DeliveryOptions {
  /** Folder in the repository. @default '.' */
  readonly path?: string;
  /** More fields for the Kustomization's spec: `{ deletionPolicy: 'WaitForTermination' }`. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

export class Delivery {
  /** Names the repository, the GitRepository and the Kustomization `name`; they are applied with the first commit. */
  static async create(cluster: Cluster, name: string, options: DeliveryOptions = {}): Promise<Delivery> {
    return new Delivery(cluster, name, options, await cluster.git.createRepository(name));
  }

  /** The Flux objects, for tests to change or remove. */
  readonly source: ObjectReference;
  readonly kustomization: ObjectReference;

  private constructor(
    private readonly cluster: Cluster,
    name: string,
    private readonly options: DeliveryOptions,
    private readonly repository: GitRepository,
  ) {
    this.source = named('GitRepository', name, FLUX_NAMESPACE);
    this.kustomization = named('Kustomization', name, FLUX_NAMESPACE);
  }

  /** Commits `files` as the whole content, makes Flux fetch it now, and returns the commit's hash. */
  async commit(files: Files): Promise<string> {
    const commit = await this.repository.commitAll(files);
    const { kube } = this.cluster;
    await kube.apply(...this.objects());
    await kube.reconcile(this.source);
    return commit;
  }

  /** Waits until the Kustomization has applied `commit` without an error. */
  async waitApplied(commit: string, timeoutSeconds = 120): Promise<void> {
    const { kube } = this.cluster;
    const isApplied = async () => {
      const object = await kube.get(this.kustomization);
      return isReady(object) && String(object.status?.lastAppliedRevision).endsWith(commit);
    };
    await kube.waitFor(`commit ${commit} to be applied`, isApplied, timeoutSeconds);
  }

  private objects(): readonly KubeObject[] {
    const { path = '.', spec } = this.options;
    const { kind, metadata } = this.source;
    const sourceRef = { kind, name: metadata.name };
    return [
      { ...this.source, spec: { interval: '10m', url: this.repository.url, ref: { branch: 'main' } } },
      {
        ...this.kustomization,
        spec: { interval: '10m', retryInterval: '5s', prune: true, path, sourceRef, ...spec },
      },
    ];
  }
}
