/**
 * What a catalog is made from: its file, or its entries.
 */
import type { CatalogEntry } from '../model/catalog-entry';
import type { Problem } from '../model/problem';
import type { SourceOptions, SourceReference } from '../flux/source-options';
import type { LayerModel } from './layer-model';
import type { IProfile } from './props/i-profile';

/** How a file becomes a catalog. */
export interface CatalogOptions {
  /** URL of the chart repository; required for a Helm index, which does not name it. @default the lock file's */
  readonly repository?: string;
  /** Whether chart versions without `weave.works/profile` are profiles too. Helm index only. @default false */
  readonly everyVersion?: boolean;
  /** A HelmRepository on the cluster that has the charts, so that none is written. @default the lock file's, or none */
  readonly sourceRef?: SourceReference;
  /** How layers are found. @default layers.yaml in the folder of the file, otherwise annotations */
  readonly layers?: LayerModel;
}

/** The content of a catalog. */
export interface CatalogProps {
  /** Profiles in any order; each version is a separate entry. */
  readonly entries: readonly CatalogEntry[];
  /** URL of the chart repository: `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  /** How layers are found. @default LayerModel.annotations() */
  readonly layers?: LayerModel;
  /**
   * How Flux reaches the repository, unless `sources` of a cluster or fleet says otherwise.
   * @internal
   */
  readonly access?: SourceOptions;
  /** The same for Git repositories of profiles. @internal */
  readonly gitSources?: IProfile['gitSources'];
  /**
   * File that the entries were read from; schemas of values are next to it.
   * @internal
   */
  readonly file?: string;
  /**
   * What is wrong with the file.
   * @internal
   */
  readonly problems?: readonly Problem[];
}
