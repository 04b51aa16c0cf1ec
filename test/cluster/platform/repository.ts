/**
 * One Git repository with a folder for each cluster of a fleet, and one for the guard, with a
 * Kustomization each.
 */
import { Cluster, FLUX_NAMESPACE, Files, GitRepository, KubeObject, isReady, named } from '../harness';

const SETTLE_SECONDS = 300;

export class FleetRepository {
  static async create(
    cluster: Cluster,
    name: string,
    folders: readonly string[],
    retryInterval: string,
  ): Promise<FleetRepository> {
    return new FleetRepository(cluster, name, folders, retryInterval, await cluster.git.createRepository(name));
  }

  private constructor(
    private readonly cluster: Cluster,
    private readonly name: string,
    private readonly folders: readonly string[],
    private readonly retryInterval: string,
    private readonly repository: GitRepository,
  ) {}

  /** Commits `files`, and resolves when every folder is applied, and what is no longer in it removed. */
  async deliver(files: Files): Promise<void> {
    // a folder without files does not exist in git, and Flux would remove nothing
    const kept = Object.fromEntries(this.folders.map(folder => [`${folder}/.gitkeep`, '']));
    const commit = await this.repository.commitAll({ ...files, ...kept });
    const { kube } = this.cluster;
    const source = named('GitRepository', this.name, FLUX_NAMESPACE);
    const kustomizations = this.folders.map(folder => this.kustomization(folder));
    const spec = { interval: '10m', url: this.repository.url, ref: { branch: 'main' } };
    await kube.apply({ ...source, spec }, ...kustomizations);
    await kube.reconcile(source);
    for (const kustomization of kustomizations) {
      const isApplied = async () => {
        const object = await kube.get(kustomization);
        return isReady(object) && String(object.status?.lastAppliedRevision).endsWith(commit);
      };
      await kube.waitFor(`${kustomization.metadata.name} to be applied`, isApplied, SETTLE_SECONDS);
    }
  }

  private kustomization(folder: string): KubeObject {
    const sourceRef = { kind: 'GitRepository', name: this.name };
    const { retryInterval } = this;
    const spec = { interval: '10m', retryInterval, prune: true, path: folder, sourceRef };
    return { ...named('Kustomization', folder, FLUX_NAMESPACE), spec };
  }
}
