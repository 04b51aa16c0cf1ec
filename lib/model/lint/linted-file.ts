/**
 * What is in a file that is checked: components, and what is wrong with the file itself.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { Version } from '../version/version';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import type { YamlMap } from '../yaml/yaml-value';
import type { LintFinding } from './lint-finding';

/** What the user says about all files. */
export interface LintOptions {
  /** Version of Kubernetes that charts must run on. @default not checked */
  readonly kubeVersion?: Version;
}

/** The result of reading and checking one file. */
export interface LintedFile {
  readonly file: string;
  /** The newest version of each component in it, with the place of its layer, or else of all of it, as `location`. */
  readonly entries: readonly CatalogEntry[];
  readonly findings: readonly LintFinding[];
}

/** The map in `text`; `undefined` if it is not one. */
export function tryReadMap(text: string, file: string): YamlMap | undefined {
  const root = tryParseBlockYaml(text, file) ?? parseAnyYaml(text, file);
  return root.type === 'map' ? root : undefined;
}

/** The map in a field of `map`. */
export function mapIn(map: YamlMap | undefined, key: string): YamlMap | undefined {
  const value = map?.fields.get(key);
  return value?.type === 'map' ? value : undefined;
}
