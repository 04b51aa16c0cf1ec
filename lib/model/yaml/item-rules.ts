/**
 * How the versions of a Helm index or a lock file are read, one at a time.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { Problem } from '../problem';
import type { YamlValue } from './yaml-value';

/** What was read of each name, in the order of the file. */
export type VersionResults = Map<string, (CatalogEntry | Problem)[]>;

/** How the versions of a text are read. */
export interface VersionRules {
  /** Keys that are read, at any depth. */
  readonly wanted: readonly string[];
  /** Reads one version of `name`; `undefined` when it is of no interest. */
  readonly read: (name: string, version: YamlValue) => CatalogEntry | Problem | undefined;
  /** Says that what a name stands for is no list of versions. */
  readonly describeNoList: (name: string, value: YamlValue) => Problem;
}
