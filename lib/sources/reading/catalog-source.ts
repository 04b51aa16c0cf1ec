/**
 * Where a catalog is read from: one Kubernetes object in the folder of catalogs.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { RecordedVerification, SourceAccess } from '../../model/formats/source-access';
import type { FileLocation } from '../../model/yaml/file-location';
import type { Problem } from '../../model/problem';

/** Fields that every source has. */
interface Located {
  readonly name: string;
  /** @default 'default', as in kubectl */
  readonly namespace: string;
  readonly location: FileLocation;
}

/** How the charts of a source are signed: Flux's `spec.verify`. */
export interface SignatureRule {
  readonly provider: RecordedVerification['provider'];
  /** Name of a Secret with public keys in the namespace of the source. Absent: keyless. */
  readonly secretName?: string;
  /** Whose keyless signatures are accepted; used by Flux only. Absent: anyone's. */
  readonly identities?: RecordedVerification['matchOIDCIdentity'];
  /** Name of a Secret with the roots of keyless signatures; used by Flux only. */
  readonly trustedRootSecretName?: string;
}

/** Fields that every source of charts has. */
interface ChartSource extends Located {
  /** Without credentials. */
  readonly url: string;
  /** All charts are profiles (`weave.works/profiles: "true"`), none are ("false"), or the annotated ones are. */
  readonly profiles: 'all' | 'none' | 'annotated';
  /** `weave.works/helm-version-filter`: a version range. */
  readonly versionFilter?: string;
  /** `cdk8s-profiles/charts`: only these charts are read, and all of them are profiles. Absent: all charts are read. */
  readonly charts?: readonly string[];
  /** `cdk8s-profiles/keep`: how many versions of each chart are kept. Absent: all. */
  readonly keep?: number;
  /** `cdk8s-profiles/on-cluster`: programs write no source for its charts. @default false */
  readonly isOnCluster?: boolean;
  /** Name of a Secret in its namespace: `username` and `password`, `bearerToken`, or of a registry a docker config. */
  readonly secretName?: string;
  /** Name of a Secret in its namespace: `tls.crt`, `tls.key`, `ca.crt`. */
  readonly certSecretName?: string;
  /** How often Flux checks for changes, verbatim; used by Flux only. */
  readonly interval?: string;
  /** Name of a Secret in its namespace with the address of a proxy; used by Flux only. */
  readonly proxySecretName?: string;
  /** Cloud to whose registry Flux logs in; used by Flux only. */
  readonly provider?: SourceAccess['provider'];
  /** Absent: signatures are not required. */
  readonly verify?: SignatureRule;
}

/** A Flux `HelmRepository` over HTTP. Its profiles are the charts that are annotated, or all charts. */
export interface HelmRepositorySource extends ChartSource {
  readonly kind: 'HelmRepository';
  readonly isRegistry?: false;
  /** Whether credentials are also sent to another host to which the server redirects. @default false */
  readonly passCredentials?: boolean;
}

/**
 * Charts in a registry: one chart (a Flux `OCIRepository`), or a folder of charts (a
 * `HelmRepository` of type `oci`).
 */
export interface RegistrySource extends ChartSource {
  readonly kind: 'OCIRepository' | 'HelmRepository';
  readonly isRegistry: true;
  /** Plain HTTP. @default false: only on loopback, if the registry does not support TLS */
  readonly insecure?: boolean;
}

/** A folder of a branch with a profile. */
export interface BranchReference {
  /** Name of the branch: `main`. */
  readonly branch: string;
  /** Absent: the root of the repository. */
  readonly path?: string;
  readonly location: FileLocation;
}

/** A git repository whose tags publish profiles. */
export interface GitRepositoryReference {
  /** As written in the manifest; validated when the repository is read. */
  readonly url: string;
  /** Name of a Secret in the namespace of the source: `username` and `password`, or `identity` and `known_hosts`. */
  readonly secretName?: string;
  /** Profiles on branches, which no tag has to publish. @default none */
  readonly branches?: readonly BranchReference[];
  readonly location: FileLocation;
}

/** A Weave `ProfileCatalogSource`: profiles that are written in it, and repositories that contain more. */
export interface ProfileCatalogSource extends Located {
  readonly kind: 'ProfileCatalogSource';
  readonly entries: readonly CatalogEntry[];
  readonly repositories: readonly GitRepositoryReference[];
}

export type CatalogSource = HelmRepositorySource | RegistrySource | ProfileCatalogSource;

/** A chart in a registry, or one version of it, that could not be read. */
export interface UnreadChart {
  readonly chart: string;
  /** Absent: all versions. */
  readonly version?: string;
}

/** The result of reading a source. */
export interface SourceContent {
  readonly entries: readonly CatalogEntry[];
  /** One for each chart version that cannot be used, or one for the whole source. */
  readonly problems: readonly Problem[];
  /** False: the source could not be read at all, and the previous entries are kept. */
  readonly isRead: boolean;
  /** Whether the source said that it has not changed since the last time. */
  readonly isUnchanged?: boolean;
  /** What may be wrong, and does not keep anything from being offered. @default nothing */
  readonly warnings?: readonly string[];
  /**
   * Git repositories of the source that could not be read, by `url` as in a git origin. Their
   * previous entries are kept, although `isRead` is true for the others. Absent: none.
   */
  readonly unreadUrls?: readonly string[];
  /** Charts of a registry that could not be read; the same applies. Absent: none. */
  readonly unreadCharts?: readonly UnreadChart[];
}

/** What reading a source depends on besides the source itself. */
export interface ReadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Secret manifests in the same folder, by `namespace/name`; values decoded. Includes credentials from URLs. */
  readonly secrets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By `…_HOST` variable: the sources that would use the variables of that name. @default the source alone */
  readonly claimants?: ReadonlyMap<string, readonly { readonly label: string; readonly host: string }[]>;
  /** Folder for cached downloads; it may be deleted at any time. */
  readonly cacheFolder: string;
  /**
   * File to read Secrets from the cluster with, if they are not in the folder. Absent: a missing
   * Secret is a problem.
   */
  readonly kubeconfig?: string;
  /** Whether only signed versions are offered, if the source says how they are signed. @default false */
  readonly verify?: boolean;
  /** Called at intervals during long downloads; `total` is in bytes too, if it is known. */
  readonly onProgress?: (bytes: number, total?: number) => void;
  readonly signal?: AbortSignal;
}
