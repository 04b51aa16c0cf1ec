/**
 * The source objects of one cluster: one for each distinct namespace, URL and spec, regardless of
 * the order of subscriptions.
 */
import { Construct } from 'constructs';
import { type GitLocation, type GitSource, gitSource } from '../../flux/git-source';
import type { ReleaseChart } from '../../flux/release';
import { type ChartLocation, type ChartSource, chartSource } from '../../flux/source';
import { shardFor, shardLabels } from '../../flux/shard';
import type { SourceOptions } from '../../flux/source-options';
import { LABELS, MANAGER } from '../../model/labels';
import type { Problem } from '../../model/problem';
import { checkFinishedSource, checkGitSource, checkSource } from '../checks/check-source';
import { checkExisting, placeOf } from '../checks/check-source-ref';
import { sharedSources } from './shared-sources';
import type { ReleasePlace, SourceUse } from '../tree/cluster-scope';
import { FluxObject } from '../tree/flux-object';
import { inheritSource, overCatalog } from '../props/inherit-options';
import type { Inheritance } from '../props/subscription-options';

export interface ClusterSourcesProps {
  readonly clusterName: string;
  /** Where options of sources are looked up, nearest first. */
  readonly inherited: readonly (Inheritance | undefined)[];
  readonly substitute: boolean;
}

/** A chart, and what its catalog says about its repository. */
type SourcedChart = ChartLocation & { readonly source?: SourceOptions };
type RepositoryChart = ReleaseChart & { readonly kind: 'HelmRepository' };

export class ClusterSources extends Construct {
  private readonly found = new Map<string, readonly Problem[]>();
  /** HelmRepositories, the last one first: their charts differ only in name and version. */
  private readonly repositories: (Pick<SourcedChart, 'repository' | 'source'> & {
    readonly use: SourceUse;
    readonly first: RepositoryChart;
  })[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterSourcesProps,
  ) {
    super(scope, id);
  }

  /** Problems with the options of the sources in use. */
  get problems(): Problem[] {
    return [...this.found.values()].flat();
  }

  /** The shard of a release, if there are several sets of Flux's controllers. */
  shardOf({ namespace, name }: ReleasePlace, own: string | undefined): string | undefined {
    const { inherited } = this.props;
    return own ?? shardFor(`${namespace}/${name}`, inherited.find(options => options?.shards)?.shards ?? []);
  }

  /** The chart in the source for `location`, which is created on first use unless it is on the cluster already. */
  add(location: SourcedChart, use: SourceUse): ReleaseChart {
    const { repository, source, chart, version } = location;
    const known = this.repositories.find(
      other => other.repository === repository && other.source === source && isSameUse(other.use, use),
    );
    if (known !== undefined) return { ...known.first, chart, version };
    const first = this.addFirst(location, use);
    if (first.kind === 'HelmRepository') this.repositories.unshift({ repository, source, use, first });
    return first;
  }

  private addFirst(location: SourcedChart, use: SourceUse): ReleaseChart {
    const { namespace, isRemote, shard } = use;
    const { clusterName, inherited } = this.props;
    const own = inheritSource(location.repository, ...inherited);
    const options = overCatalog(location.source, own);
    if (options.sourceRef !== undefined) {
      this.found.set(
        `${location.repository} ${JSON.stringify(options)}`,
        checkExisting(location.repository, options.sourceRef, own),
      );
      const { chart, version } = location;
      return { kind: 'HelmRepository', ...placeOf(options.sourceRef, namespace), chart, version };
    }
    const shared = isRemote ? sharedSources(this) : undefined;
    const prefix = isRemote && shared === undefined ? `${clusterName}-` : '';
    const source = chartSource(location, options, { prefix, shard });
    const finished = options.patch === undefined ? [] : checkFinishedSource(source);
    this.found.set(`${location.repository} ${JSON.stringify(options)}`, [
      ...checkSource(location.repository, options),
      ...finished,
    ]);
    this.write(source, use, shared);
    return source.chart;
  }

  /** The source for a folder of a Git repository. */
  addGit(location: GitLocation & { readonly source?: SourceOptions }, use: SourceUse): GitSource {
    const { clusterName, inherited } = this.props;
    const { isRemote, shard } = use;
    const options = overCatalog(location.source, inheritSource(location.url, ...inherited));
    const source = gitSource(location, options, { prefix: isRemote ? `${clusterName}-` : '', shard });
    this.found.set(`${location.url} ${JSON.stringify(options)}`, checkGitSource(location.url, options));
    this.write(source, use);
    return source;
  }

  private write(
    { apiVersion, kind, name, spec }: ChartSource | GitSource,
    { namespace, shard }: SourceUse,
    scope: Construct = this,
  ): void {
    const { substitute } = this.props;
    const id = `${kind}.${namespace}.${name}`;
    if (scope.node.tryFindChild(id) === undefined) {
      const metadata = { name, namespace, labels: { [LABELS.managedBy]: MANAGER, ...shardLabels(shard) } };
      new FluxObject(scope, id, { apiVersion, kind, metadata, body: { spec }, substitute });
    }
  }
}

function isSameUse(a: SourceUse, b: SourceUse): boolean {
  return a.namespace === b.namespace && a.isRemote === b.isRemote && a.shard === b.shard;
}
