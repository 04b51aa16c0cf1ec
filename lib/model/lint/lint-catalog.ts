/**
 * Checks the index of a Helm repository, or a lock file.
 *
 * Whether a version can be used is checked for all of them. What its author should write is checked only for the
 * newest of each component, because a version that is published does not change.
 */
import type { CatalogEntry } from '../catalog-entry';
import { parseCatalogLock } from '../formats/catalog-lock';
import { readLockEntry } from '../formats/catalog-lock-entry';
import { LAYER, readChartVersion } from '../formats/helm-index-entry';
import { parseHelmIndex } from '../helm-index/helm-index';
import { isProblem } from '../formats/entry-results';
import type { FileLocation } from '../yaml/file-location';
import type { YamlMap } from '../yaml/yaml-value';
import { CHART_ANNOTATIONS, misplacedAnnotations, misspelledAnnotations } from './check-annotations';
import { checkComponent } from './check-component';
import { checkVersionOrder, newestOf, versionsIn } from './check-versions';
import { foundBy, fromProblem, type LintFinding } from './lint-finding';
import { KeyPlaces } from './key-places';
import { byPlaceOfLayer } from './layer-places';
import { type LintedFile, type LintOptions, mapIn, tryReadMap } from './linted-file';

/** Checks the index in `text`. */
export function lintIndex(text: string, file: string, options: LintOptions): LintedFile {
  const charts = mapIn(tryReadMap(text, file), 'entries');
  const places = new KeyPlaces(text);
  const problems = parseHelmIndex(text, { file }).problems.map(problem => fromProblem(problem, 'invalid-index'));
  const layers = [...(charts?.fields.values() ?? [])].flatMap(list =>
    versionsIn(list).map(({ map }) => mapIn(map, 'annotations')),
  );
  const findings: LintFinding[] = byPlaceOfLayer(
    problems,
    layers.map(map => map?.fields.get(LAYER)),
    () => undefined,
  );
  const entries: CatalogEntry[] = [];
  for (const [chart, list] of charts?.fields ?? []) {
    const versions = versionsIn(list);
    findings.push(...checkVersionOrder(chart, versions));
    const newest = newestOf(versions);
    if (newest === undefined) continue;
    const { map, position } = newest;
    const path = ['entries', chart, position, 'annotations'];
    const linted = lintChartMap({ chart, map, places, path }, options);
    findings.push(...linted.findings);
    entries.push(...linted.entries);
  }
  return { file, entries, findings };
}

/** The map of one version of a chart, in an index or in `Chart.yaml`. */
export interface ChartMap {
  readonly chart: string;
  readonly map: YamlMap;
  /** Keys and positions from the root of the file to its annotations. */
  readonly path: readonly (string | number)[];
  /** The file. */
  readonly places: KeyPlaces;
}

/** Checks what the author of one version of a chart says, if it can be used and is a profile. */
export function lintChartMap({ chart, map, places, path }: ChartMap, options: LintOptions): Omit<LintedFile, 'file'> {
  const annotations = mapIn(map, 'annotations');
  const findings = misplacedAnnotations({ map, known: CHART_ANNOTATIONS, places }, '"annotations"');
  if (annotations !== undefined) {
    findings.push(...misspelledAnnotations({ map: annotations, path, known: CHART_ANNOTATIONS, places }));
  }
  const warn = (_: string, what: string, location: FileLocation) => {
    findings.push(foundBy('name-differs', { what, remedy: 'write one name', location }));
  };
  const read = readChartVersion(chart, map, { warn });
  if (read === undefined || isProblem(read)) return { entries: [], findings };
  const at = annotations?.fields.get(LAYER)?.at ?? map.at;
  const entry = { ...read, location: at };
  return { entries: [entry], findings: [...findings, ...checkComponent({ entry, at: map.at, fields: map, maintainersField: 'maintainers' }, options.kubeVersion)] }; // prettier-ignore
}

/** Checks the lock file in `text`. */
export function lintLock(text: string, file: string, options: LintOptions): LintedFile {
  const findings = parseCatalogLock(text, file).problems.map(problem => fromProblem(problem, 'invalid-lock'));
  const entries: CatalogEntry[] = [];
  for (const [name, list] of mapIn(tryReadMap(text, file), 'entries')?.fields ?? []) {
    const versions = versionsIn(list);
    findings.push(...checkVersionOrder(name, versions));
    const newest = newestOf(versions);
    const read = newest && readLockEntry(name, newest.map);
    if (newest === undefined || read === undefined || isProblem(read)) continue;
    const { map } = newest;
    const entry = { ...read, location: map.fields.get('layer')?.at ?? map.at };
    findings.push(...checkComponent({ entry, at: map.at, fields: map, maintainersField: 'maintainers' }, options.kubeVersion)); // prettier-ignore
    entries.push(entry);
  }
  return { file, entries, findings };
}
