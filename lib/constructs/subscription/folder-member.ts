/**
 * An artifact that is a folder of manifests, as a member of the order. Its parameters become
 * patches of the Flux Kustomization.
 */
import { artifactName, inCluster } from '../../model/artifact-name';
import type { JsonObject, JsonValue } from '../../model/data/json';
import type { ParameterTarget, ProfileParameter } from '../../model/profile-artifact';
import { joinAsKustomization } from '../manifests/kustomization-member';
import type { ManifestOptions } from '../props/manifest-options';
import type { Member } from '../tree/member';
import { readValues } from '../values/read-values';
import {
  folderIn,
  gitSourceOf,
  type PlacedArtifact,
  type ProfileInstallation,
  qualifiedArtifact,
  sourceUse,
} from './artifact-place';
import { artifactAnnotations } from './create-release';
import { ensureNamespace } from './ensure-namespace';

/** Creates the release for the Kustomization of `placed`, and makes it a member. */
export function joinFolder(placed: PlacedArtifact, installation: ProfileInstallation): Member {
  const { artifact, construct, location, way } = placed;
  const { cluster, options, subscriptionName, targetNamespace, problems } = installation;
  const isRemote = options.kubeConfig !== undefined;
  if (!isRemote && options.createNamespace !== false) ensureNamespace(cluster, targetNamespace);
  const own = artifactName(subscriptionName, way);
  const name = isRemote ? inCluster(cluster.clusterName, own) : own;
  const source = gitSourceOf(location, installation, sourceUse(installation, name));
  return joinAsKustomization(
    construct,
    cluster,
    {
      ...manifestOptions(installation),
      kustomizationName: name,
      annotations: options.annotations,
      targetNamespace,
      dependsOn: placed.dependsOn,
      ...patchesOf(placed, installation),
    },
    {
      pathAt: () => folderIn(location, artifact.kustomize!.path),
      sourceRef: { kind: 'GitRepository', name: source },
      contents: 'kustomization',
      isContentNamed: true,
      isNamed: true,
      annotations: artifactAnnotations({ ...installation, artifact: qualifiedArtifact(way) }),
      layered: installation.profile.layered,
      problemsAt: () => problems,
    },
    [construct, 'Resource'],
  );
}

/** The options of a subscription that also apply to manifests. */
function manifestOptions({ own, options, namespace, layer }: ProfileInstallation): ManifestOptions {
  const { labels, upgradeOrder, independentOf, suspend, kubeConfig, shard } = options;
  const { interval, timeout, serviceAccountName } = own;
  return {
    namespace,
    layer,
    labels,
    upgradeOrder,
    independentOf,
    suspend,
    kubeConfig,
    shard,
    interval,
    timeout,
    serviceAccountName,
  };
}

/** A patch for each parameter that has a value, after the patches of cluster and fleet. */
function patchesOf(
  { artifact, way }: PlacedArtifact,
  installation: ProfileInstallation,
): Pick<ManifestOptions, 'patches'> {
  const { parameters = [] } = artifact.kustomize!;
  const { cluster, options, own, report } = installation;
  const given = [options.values ?? [], own.artifactValues?.[qualifiedArtifact(way)] ?? []].flat();
  const values: JsonObject = given.length === 0 ? {} : (readValues(given, report) ?? {});
  const patches = parameters.flatMap(parameter => patchesFor(parameter, values));
  if (patches.length === 0) return {};
  const inherited = cluster.manifestDefaults.find(defaults => defaults?.patches !== undefined)?.patches ?? [];
  return { patches: [...inherited, ...patches] };
}

function patchesFor({ name, targets, default: fallback }: ProfileParameter, values: JsonObject) {
  const value = Object.hasOwn(values, name) ? values[name] : (fallback as JsonValue | undefined);
  if (value === undefined) return [];
  return targets.map(({ path, ...target }: ParameterTarget) => ({
    patch: JSON.stringify([{ op: operationAt(path), path, value }]),
    target,
  }));
}

/** "add" sets a field that may be missing, but would insert into a list. */
function operationAt(path: string): 'add' | 'replace' {
  return /\/\d+$/.test(path) ? 'replace' : 'add';
}
