/**
 * What manifests add to the output of a fleet: one folder each, and the chart of their
 * Kustomizations.
 */
import type { IConstruct } from 'constructs';
import type { ManifestFolder } from '../../deliver/kept-manifests';
import { KUSTOMIZATION_CHART } from '../../flux/kustomization-release';
import { RELAY_FOLDER } from '../../flux/events/relay';
import { HEADER } from '../files/file-header';
import type { IsWanted } from '../files/fleet-files';
import { layoutOf } from '../files/layout-files';
import { clusterOf, tryClusterOf } from '../tree/cluster-scope';
import { relaysOf } from '../tree/relays';
import { isMarked, KUSTOMIZATION, MANIFESTS } from '../tree/symbols';
import type { Manifests } from './manifests';

const RELAY_FILE = `${RELAY_FOLDER.path}/${RELAY_FOLDER.file}`;

/** Texts by path in the output, of the paths that are wanted: `manifests/production/issuers-1f0c3a2b/ClusterIssuer.letsencrypt.yaml`. */
export function manifestFiles(constructs: readonly IConstruct[], isWanted: IsWanted): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const construct of constructs) {
    if (relaysOf(construct).length > 0 && isWanted(RELAY_FILE)) texts.set(RELAY_FILE, HEADER + RELAY_FOLDER.text);
    if (!isMarked(construct, KUSTOMIZATION)) continue;
    if (tryClusterOf(construct)?.delivery?.chartRepository === undefined) addChart(texts, isWanted);
    if (isMarked(construct, MANIFESTS) && isOfWanted(construct as Manifests, isWanted))
      addManifests(texts, construct as Manifests);
  }
  return texts;
}

/** Where the manifests of each member are, if they are wanted; `extension` is the end of their file names. */
export function manifestFolders(root: IConstruct, extension: string, isWanted: IsWanted): ManifestFolder[] {
  const found = root.node.findAll().filter(construct => isMarked(construct, MANIFESTS)) as Manifests[];
  return found
    .filter(manifests => isOfWanted(manifests, isWanted))
    .map(manifests => {
      const { folder, kustomizationName, fluxNamespace } = manifests;
      const cluster = clusterOf(manifests);
      const layout = layoutOf(cluster);
      const file = `${cluster.clusterName}/HelmRelease.${fluxNamespace}.${kustomizationName}${extension}`;
      const release = layout === undefined ? file : `${layout.folder}/profiles.yaml`;
      return { folder, release };
    });
}

/** Manifests are in one share with their cluster. */
function isOfWanted(manifests: Manifests, isWanted: IsWanted): boolean {
  return isWanted(`manifests/${clusterOf(manifests).clusterName}/${manifests.kustomizationName}/`);
}

function addManifests(texts: Map<string, string>, manifests: Manifests): void {
  const { folder } = manifests;
  for (const [file, text] of manifests.texts) texts.set(`${folder}/${file}`, text);
}

function addChart(texts: Map<string, string>, isWanted: IsWanted): void {
  const { name, files } = KUSTOMIZATION_CHART;
  for (const [file, text] of Object.entries(files)) {
    const path = `charts/${name}/${file}`;
    if (isWanted(path)) texts.set(path, HEADER + text);
  }
}
