/**
 * Where a catalog is read from: one Kubernetes object in the folder of catalogs.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { FileLocation } from '../../model/yaml/file-location';
import type { Problem } from '../../model/problem';

/** What every source has. */
interface Located {
  readonly name: string;
  /** @default 'default', as kubectl has it */
  readonly namespace: string;
  readonly location: FileLocation;
}

/** How the charts of a source are signed: `spec.verify`, as Flux has it. */
export interface SignatureRule {
  /** `cosign`, `notation`. */
  readonly provider: string;
  /** Name of a Secret in the namespace of the source, with public keys. Absent: keyless. */
  readonly secretName?: string;
}

/** What every source of charts says of them. */
interface ChartSource extends Located {
  /** Without credentials. */
  readonly url: string;
  /** Every chart is a profile (`weave.works/profiles: "true"`), none is ("false"), or those annotated. */
  readonly profiles: 'all' | 'none' | 'annotated';
  /** `weave.works/helm-version-filter`: a version range. */
  readonly versionFilter?: string;
  /** Name of a Secret in its namespace: `username` and `password`, `bearerToken`, or of a registry a docker config. */
  readonly secretName?: string;
  /** Name of a Secret in its namespace: `tls.crt`, `tls.key`, `ca.crt`. */
  readonly certSecretName?: string;
  /** Absent: nothing says that they are signed. */
  readonly verify?: SignatureRule;
}

/** A Flux `HelmRepository` over HTTP: its charts are profiles when they are annotated, or all of them. */
export interface HelmRepositorySource extends ChartSource {
  readonly kind: 'HelmRepository';
  readonly isRegistry?: false;
  /** Whether credentials go to another host too, when the server sends us there. @default false */
  readonly passCredentials?: boolean;
}

/** Charts in a registry: one (a Flux `OCIRepository`), or a folder of them (a `HelmRepository` of type `oci`). */
export interface RegistrySource extends ChartSource {
  readonly kind: 'OCIRepository' | 'HelmRepository';
  readonly isRegistry: true;
  /** Plain HTTP. @default false: only on loopback, where nothing else is spoken */
  readonly insecure?: boolean;
}

/** A git repository whose tags publish profiles. */
export interface GitRepositoryReference {
  /** As it is written; what is wrong with it is said when it is read. */
  readonly url: string;
  /** Name of a Secret in the namespace of the source: `username` and `password`, or `identity` and `known_hosts`. */
  readonly secretName?: string;
  readonly location: FileLocation;
}

/** A Weave `ProfileCatalogSource`: profiles that are written in it, and repositories to search for more. */
export interface ProfileCatalogSource extends Located {
  readonly kind: 'ProfileCatalogSource';
  readonly entries: readonly CatalogEntry[];
  readonly repositories: readonly GitRepositoryReference[];
}

export type CatalogSource = HelmRepositorySource | RegistrySource | ProfileCatalogSource;

/** A chart in a registry, or one version of it, that could not be read. */
export interface UnreadChart {
  readonly chart: string;
  /** Absent: all of them. */
  readonly version?: string;
}

/** What reading a source gave. */
export interface SourceContent {
  readonly entries: readonly CatalogEntry[];
  /** One for each chart version that cannot be used, or one that says why nothing could be read. */
  readonly problems: readonly Problem[];
  /** False: the source could not be read at all, and what was known of it stays. */
  readonly isRead: boolean;
  /** Whether the source said that nothing has changed since the last time. */
  readonly isUnchanged?: boolean;
  /**
   * Git repositories of the source that could not be read, as `url` of a git origin has them: what
   * was known of them stays, though `isRead` is true for the others. Absent: none.
   */
  readonly unreadUrls?: readonly string[];
  /** The same for charts of a registry. Absent: none. */
  readonly unreadCharts?: readonly UnreadChart[];
}

/** What reading a source needs from the world around it. */
export interface ReadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Secret manifests beside the sources, by `namespace/name`; values decoded. Credentials of URLs are here too. */
  readonly secrets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What would take the variables that a name of a `…_HOST` variable stands for. @default the source alone */
  readonly claimants?: ReadonlyMap<string, readonly { readonly label: string; readonly host: string }[]>;
  /** Folder of what was downloaded before; it may be removed at any time. */
  readonly cacheFolder: string;
  /** File to read Secrets with that are not beside the source. Absent: they are a problem. */
  readonly kubeconfig?: string;
  /** Whether versions are offered only when they are signed, where the source says how. @default false */
  readonly verify?: boolean;
  /** Called now and then while something long is read; `total` is in bytes too, when it is known. */
  readonly onProgress?: (bytes: number, total?: number) => void;
  readonly signal?: AbortSignal;
}
