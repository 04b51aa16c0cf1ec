/**
 * Objects of the program as a member of the order of a cluster.
 */
import { Chart } from 'cdk8s';
import type { Construct, IDependable } from 'constructs';
import { contentHash } from '../../model/names';
import { describeProblem } from '../../model/problem-words';
import { clusterOf, type ClusterScope } from '../tree/cluster-scope';
import type { OrderMoment } from '../tree/flux-object';
import type { Member } from '../tree/member';
import type { Patch } from '../../model/data/patch-object';
import { MANIFESTS, mark } from '../tree/symbols';
import { checkManifests } from './check-manifests';
import { joinAsKustomization } from './kustomization-member';
import type { ManifestOptions } from '../props/manifest-options';
import { type ObjectTexts, objectTexts } from './object-texts';

/**
 * A scope for Kubernetes objects that are applied in the order of the cluster: after what
 * they wait for is ready, and removed before it. Created by `Cluster.manifests`.
 *
 * @example
 * ```ts
 * import { ApiObject } from 'cdk8s';
 * import { Cluster, Fleet } from 'cdk8s-profiles';
 *
 * const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
 * const fleet = new Fleet({ delivery: { sourceRef, path: './dist' } });
 * const issuers = new Cluster(fleet, 'production').manifests('issuers', { layer: 1 });
 * new ApiObject(issuers, 'letsencrypt', {
 *   apiVersion: 'cert-manager.io/v1',
 *   kind: 'ClusterIssuer',
 *   metadata: { name: 'letsencrypt' },
 *   spec: { selfSigned: {} },
 * });
 * ```
 */
export class Manifests extends Chart {
  /** Name of the HelmRelease and of the Kustomization. */
  readonly kustomizationName: string;
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  private readonly cluster: ClusterScope;
  private readonly member: Member;
  /** Its files and their problems, by the moment for which they were computed. */
  private readonly textsOf = new WeakMap<OrderMoment, ObjectTexts>();

  constructor(scope: Construct, id: string, props: ManifestOptions = {}) {
    super(scope, id);
    this.cluster = clusterOf(scope);
    mark(this, MANIFESTS);
    this.member = joinAsKustomization(
      this,
      this.cluster,
      props,
      {
        pathAt: moment => `${this.cluster.delivery?.path}/${this.folderAt(moment)}`,
        contents: 'manifests',
        isContentNamed: true,
        problemsAt: moment => [...checkManifests(this), ...this.textsAt(moment).problems],
      },
      [scope, `${id}.Resource`],
    );
    this.kustomizationName = this.member.name;
    this.layer = this.member.layer;
    this.node.addValidation({ validate: () => this.cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Makes them wait for `others` on install and on upgrade, like `dependsOn`. */
  override addDependency(...others: readonly IDependable[]): void {
    (this.member.dependsOn as IDependable[]).push(...others);
    this.cluster.invalidate();
  }

  /** Patches the finished HelmRelease, whose `/spec/values/spec` is the spec of the Kustomization. */
  patch(...patches: readonly Patch[]): void {
    this.member.resource?.patch(...patches);
    this.cluster.invalidate();
  }

  /**
   * Folder of its files in the output: `manifests/production/issuers-1f0c3a2b`. It ends in a hash
   * of their content, so that new content goes to a new folder, which Flux applies when it is its
   * turn.
   * @internal
   */
  get folder(): string {
    return this.folderAt(this.cluster.order);
  }

  private folderAt(moment: OrderMoment): string {
    const content = [...this.textsAt(moment).texts].map(([file, text]) => `${file}\n${text}`).join('');
    return `manifests/${this.cluster.clusterName}/${this.kustomizationName}-${contentHash(content)}`;
  }

  /** Namespace of its HelmRelease. @internal */
  get fluxNamespace(): string {
    return this.member.namespace;
  }

  /** Its files by name, sorted. @internal */
  get texts(): ReadonlyMap<string, string> {
    return this.textsAt(this.cluster.order).texts;
  }

  private textsAt(moment: OrderMoment): ObjectTexts {
    const texts = this.textsOf.get(moment) ?? objectTexts(this);
    this.textsOf.set(moment, texts);
    return texts;
  }
}
