/**
 * Checks of one component by itself: what its author says about it.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { Version } from '../version/version';
import type { FileLocation } from '../yaml/file-location';
import type { YamlMap } from '../yaml/yaml-value';
import { checkKubeVersion } from './check-kube-version';
import { foundBy, type LintFinding } from './lint-finding';

/** A component, and where its fields are. */
export interface LintedComponent {
  /** With the place of its layer, or else of all of it, as `location`. */
  readonly entry: CatalogEntry;
  readonly at: FileLocation;
  /** The map with `description`, `kubeVersion` and `prerequisites`. */
  readonly fields: YamlMap;
  /** What a chart or a profile calls its maintainers. */
  readonly maintainersField: 'maintainers' | 'maintainer';
}

/** Everything that is wrong with `component` alone. */
export function checkComponent(
  { entry, at, fields, maintainersField }: LintedComponent,
  kubeVersion?: Version,
): LintFinding[] {
  const { name, origin, description, maintainers, kubeVersion: range } = entry;
  const place = (field: string) => fields.fields.get(field)?.at ?? at;
  const findings: LintFinding[] = [];
  if (description === undefined) {
    const remedy = 'write "description", which "pctl search" shows';
    findings.push(foundBy('description-missing', { what: `"${name}" has no description`, remedy, location: place('description') })); // prettier-ignore
  }
  if (maintainers.length === 0) {
    const remedy = `write "${maintainersField}", so that people know whom to ask`;
    findings.push(foundBy('maintainer-missing', { what: `"${name}" has no maintainer`, remedy, location: place(maintainersField) })); // prettier-ignore
  }
  if (origin.kind === 'chart' && origin.chart !== name) {
    const what = `profile "${name}" is the chart "${origin.chart}"`;
    findings.push(foundBy('name-differs', { what, remedy: 'give them one name, by which both are found', location: place('name') })); // prettier-ignore
  }
  if (range !== undefined) findings.push(...checkKubeVersion(range, place('kubeVersion'), kubeVersion));
  return findings;
}
