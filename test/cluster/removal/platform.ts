/**
 * A platform that is installed in order to be removed: layers of releases, the upper half of which
 * is in a second namespace, so that order has to cross namespaces.
 */
import { Cluster as ProfilesCluster, Profile } from 'cdk8s-profiles';
import { Action, Cluster, Delivery, Files, Waits, synthesize } from '../harness';

const HELM_RELEASE = 'helm.toolkit.fluxcd.io/v2';

/** Names of releases, layer by layer. */
export type Layers = readonly (readonly string[])[];

export class Platform {
  /** Cluster, Kustomization and first namespace are called `name`, the second namespace `<name>-apps`. */
  static async create(cluster: Cluster, name: string, layers: Layers): Promise<Platform> {
    const platform = new Platform(cluster, name, layers, await Delivery.create(cluster, name, { path: name }));
    for (const namespace of platform.namespaces) {
      await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    }
    return platform;
  }

  private constructor(
    private readonly cluster: Cluster,
    readonly name: string,
    private readonly layers: Layers,
    readonly delivery: Delivery,
  ) {}

  get namespaces(): readonly string[] {
    return namespacesOf(this.name);
  }

  /** What the program writes; `more` is added to it. */
  files(more: (prod: ProfilesCluster) => void = () => {}): Files {
    const { name } = this;
    return synthesize(fleet => {
      const prod = new ProfilesCluster(fleet, name, { namespace: name, existingNamespaces: this.namespaces });
      this.layers.forEach((names, layer) => names.forEach(each => this.subscribe(prod, each, layer)));
      more(prod);
    });
  }

  /** Only a file that keeps the folder: without one, Flux finds no path and removes nothing. */
  get noFiles(): Files {
    return { [`${this.name}/.gitkeep`]: '' };
  }

  /** Resolves when every release of `files` is installed. */
  async install(files = this.files()): Promise<void> {
    await this.delivery.waitApplied(await this.delivery.commit(files), 300);
    for (const release of this.waits.keys()) await this.cluster.kube.waitReady(referenceOf(release), 300);
  }

  /** Resolves when no release is left; returns what Helm removed since `begin`. */
  async waitRemoved(begin: number): Promise<readonly Action[]> {
    const { kube, order } = this.cluster;
    const isRemoved = async () => {
      const lists = this.namespaces.map(namespace => kube.list(HELM_RELEASE, 'HelmRelease', { namespace }));
      return (await Promise.all(lists)).flat().length === 0;
    };
    await kube.waitFor(`the releases of ${this.name} to be gone`, isRemoved, 300);
    return order.actions(begin).filter(({ release }) => this.waits.has(release));
  }

  /** Each layer waits for the whole layer below it. */
  get waits(): Waits {
    const qualified = this.layers.map((names, layer) => names.map(each => `${this.namespaceOf(layer)}/${each}`));
    return new Map(qualified.flatMap((names, layer) => names.map(each => [each, qualified[layer - 1] ?? []])));
  }

  private subscribe(prod: ProfilesCluster, chart: string, layer: number): void {
    const { url: repository } = this.cluster.charts;
    prod.subscribe(Profile.fromHelmChart({ repository, chart, version: '1.0.0', layer }), {
      namespace: this.namespaceOf(layer),
      targetNamespace: this.namespaceOf(layer),
      values: { readyAfterSeconds: 0, goneAfterSeconds: 1 },
    });
  }

  private namespaceOf(layer: number): string {
    return this.namespaces[layer < this.layers.length / 2 ? 0 : 1];
  }
}

/** Of the platform `name`. */
export function namespacesOf(name: string): readonly string[] {
  return [name, `${name}-apps`];
}

function referenceOf(release: string) {
  const [namespace, name] = release.split('/');
  return { apiVersion: HELM_RELEASE, kind: 'HelmRelease', metadata: { name, namespace } };
}
