/**
 * An artifact that is a chart, from a repository or from the profile's folder, as a member of the
 * order.
 */
import { artifactName, inCluster } from '../../model/artifact-name';
import type { Member } from '../tree/member';
import { parseDefaultValues } from '../values/read-values';
import {
  folderIn,
  gitSourceOf,
  type PlacedArtifact,
  type ProfileInstallation,
  qualifiedArtifact,
  sourceUse,
} from './artifact-place';
import { joinRelease } from './release-member';
import type { ReleaseChart } from '../../flux/release';

/** Creates the HelmRelease of `placed`, and makes it a member. */
export function joinChart(placed: PlacedArtifact, installation: ProfileInstallation): Member {
  const { construct, way } = placed;
  const { cluster, options, subscriptionName, targetNamespace } = installation;
  const releaseName = artifactName(subscriptionName, way);
  const name = options.kubeConfig === undefined ? releaseName : inCluster(cluster.clusterName, releaseName);
  const values = valuesOf(placed, installation);
  return joinRelease(construct, {
    ...installation,
    chart: chartOf(placed, installation, name),
    artifact: qualifiedArtifact(way),
    name,
    options: { ...options, releaseName, targetNamespace, values: values.inline },
    valuesFrom: values.valuesFrom,
    dependsOn: [...placed.dependsOn],
  });
}

function chartOf(
  { artifact, location }: PlacedArtifact,
  installation: ProfileInstallation,
  name: string,
): ReleaseChart {
  const use = sourceUse(installation, name);
  const { url = '', name: chart = '', version = '', path } = artifact.chart!;
  if (path === undefined) return installation.cluster.sources.add({ repository: url, chart, version }, use);
  const source = gitSourceOf(location, installation, use);
  return {
    kind: 'GitRepository',
    source,
    chart: folderIn(location, path),
    reconcileStrategy: 'Revision',
    shard: use.shard,
  };
}

/**
 * The profile's default values are merged below all values of the program. Flux merges inline
 * values over all others, so if there are values from objects, the defaults are in an object too.
 */
function valuesOf({ artifact, way }: PlacedArtifact, { own, options, report }: ProfileInstallation) {
  const { defaultValues } = artifact.chart!;
  const defaults =
    defaultValues === undefined ? [] : [parseDefaultValues(defaultValues, qualifiedArtifact(way), report)];
  const given = [options.values ?? [], own.artifactValues?.[qualifiedArtifact(way)] ?? []].flat();
  const { valuesFrom = [] } = options;
  if (valuesFrom.length === 0) return { valuesFrom, inline: [...defaults, ...given] };
  return { valuesFrom: [...defaults.map(values => ({ values })), ...valuesFrom], inline: given };
}
