/**
 * A folder of a source as a member of the order of a cluster.
 */
import { Construct, type IDependable } from 'constructs';
import type { Patch } from '../../model/data/patch-object';
import type { Problem } from '../../model/problem';
import { describeProblem } from '../../model/problem-words';
import { clusterOf, type ClusterScope } from '../tree/cluster-scope';
import type { Member } from '../tree/member';
import { joinAsKustomization } from './kustomization-member';
import type { KustomizationFolderOptions } from '../props/manifest-options';
import { withoutNull } from '../props/without-null';

/**
 * A folder that Flux applies as it is, in the order of the cluster. Created by
 * `Cluster.kustomization`. When only files in the folder change, Flux applies them at
 * once: the order of upgrades does not hold for them.
 *
 * @example
 * ```ts
 * import { Cluster, Fleet } from 'cdk8s-profiles';
 *
 * const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
 * const fleet = new Fleet({ delivery: { sourceRef, path: './dist' } });
 * const production = new Cluster(fleet, 'production');
 * production.kustomization('issuers', { path: './infrastructure/issuers', layer: 1 });
 * ```
 */
export class KustomizationFolder extends Construct {
  /** Name of the HelmRelease and of the Kustomization. */
  readonly kustomizationName: string;
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  private readonly cluster: ClusterScope;
  private readonly member: Member;

  constructor(scope: Construct, id: string, props: KustomizationFolderOptions) {
    super(scope, id);
    const cluster = (this.cluster = clusterOf(this));
    const { path, sourceRef: source, ...options } = props;
    const { sourceRef } = withoutNull({ sourceRef: source });
    this.member = joinAsKustomization(
      this,
      cluster,
      options,
      {
        pathAt: () => path,
        sourceRef,
        contents: 'kustomization',
        isContentNamed: false,
        problemsAt: () => checkPath(path),
      },
      [this, 'Resource'],
    );
    this.kustomizationName = this.member.name;
    this.layer = this.member.layer;
    this.node.addValidation({ validate: () => cluster.problemsAt(this.node.path).map(describeProblem) });
  }

  /** Makes it wait for `others` on install and on upgrade, like `dependsOn`. */
  addDependency(...others: readonly IDependable[]): void {
    (this.member.dependsOn as IDependable[]).push(...others);
    this.cluster.invalidate();
  }

  /** Patches the finished HelmRelease, whose `/spec/values/spec` is the spec of the Kustomization. */
  patch(...patches: readonly Patch[]): void {
    this.member.resource?.patch(...patches);
    this.cluster.invalidate();
  }
}

/** kustomize-controller joins it to the folder of the source, and refuses a path outside of it. */
function checkPath(path: string): Problem[] {
  const parts = path.split('/');
  if (path !== '' && !path.startsWith('/') && !parts.includes('..')) return [];
  const what = `"${path}" is not the path of a folder in the source`;
  return [
    { kind: 'invalid-props', what, remedy: 'write it from the root of the source, as in "./infrastructure/issuers"' },
  ];
}
