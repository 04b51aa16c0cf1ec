/**
 * Releases whose charts Helm would refuse to install on a version of Kubernetes, as far as catalogs
 * know.
 */
import { fitsKubernetes } from '../../model/version/kubernetes-version';
import type { WrittenRelease } from '../../model/written-release';
import type { OfferedCatalog } from '../catalogs/offered-catalogs';
import { installedEntry } from './release-offer';
import { describeRelease } from './written-releases';

/** What the chart of a release requires. */
export interface KubernetesNeed {
  /** Versions of Kubernetes that it can be installed on. Absent: any, or unknown. */
  readonly kubeVersion?: string;
  /** Absent: no catalog has the chart. */
  readonly isTaken?: boolean;
}

/** What the charts of `releases` require, and whether Kubernetes `version` is that. */
export function findNeeds(
  releases: readonly WrittenRelease[],
  catalogs: readonly OfferedCatalog[],
  version: string,
): ReadonlyMap<WrittenRelease, KubernetesNeed> {
  return new Map(
    releases.map(release => {
      const entry = release.profile === undefined ? undefined : installedEntry(release, catalogs);
      if (entry === undefined || entry.origin.kind === 'git') return [release, {}];
      const { kubeVersion } = entry;
      return [release, { kubeVersion, isTaken: fitsKubernetes(kubeVersion, version) }];
    }),
  );
}

/** A line for each release that would be refused. */
export function describeRefused(needs: ReadonlyMap<WrittenRelease, KubernetesNeed>, version: string): string[] {
  const refused = [...needs].filter(([, { isTaken }]) => isTaken === false);
  return refused.map(([release, { kubeVersion }]) => {
    const chart = `the chart of "${release.profile}" ${release.version}`;
    return `${describeRelease(release)}: ${chart} requires Kubernetes ${kubeVersion}, which ${version} is not`;
  });
}
