/**
 * Charts and profiles in a working copy that can be given a layer.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { formatProblem } from '../../model/problem-words';
import { isProblem } from '../../model/formats/entry-results';
import { LAYER, readChartVersion } from '../../model/formats/helm-index-entry';
import { type LayeredComponent, toComponent } from '../../model/layers/layered-component';
import { mapIn, tryReadMap } from '../../model/lint/linted-file';
import type { Problem } from '../../model/problem';
import type { YamlMap } from '../../model/yaml/yaml-value';
import { findLintTargets, type LintTarget } from '../lint/find-lint-files';
import { lintTarget } from '../lint/lint-file';

/** A chart or a profile. */
export interface Assignable {
  readonly file: string;
  readonly text: string;
  readonly component: LayeredComponent;
  /** False for a chart without the annotation of a profile. */
  readonly isProfile: boolean;
  /** Keys from the root of the file to its annotations. */
  readonly path: readonly string[];
  /** Layer in the file. Absent: none, or it cannot be read. */
  readonly layer?: number;
  /** What is written where the layer should be. Absent: nothing. */
  readonly written?: string;
}

/** Everything at or below `paths`, each file once, and why others are left out. */
export function findAssignable(
  paths: readonly string[],
  cwd: string,
): { readonly found: readonly Assignable[]; readonly errors: readonly string[] } {
  const errors: string[] = [];
  const found = new Map<string, Assignable>();
  for (const path of paths) {
    const targets = findLintTargets(path, cwd).filter(({ kind }) => kind === 'chart' || kind === 'profile');
    if (targets.length === 0) errors.push(`there is no chart or profile in ${path}. Give a file, or a folder that contains some`); // prettier-ignore
    for (const target of targets) {
      const read = target.kind === 'chart' ? readChart(target) : readProfile(target, cwd);
      if (typeof read === 'string') errors.push(read);
      else found.set(target.file, read);
    }
  }
  return { found: [...found.values()], errors };
}

/** The chart, or why it cannot be used; its layer may be unreadable, because it will be replaced. */
function readChart({ file, text = '', reason }: LintTarget): Assignable | string {
  const map = tryReadMap(text, file);
  if (map === undefined) return `${file} cannot be read: ${reason ?? 'it is not a map in YAML'}`;
  const name = map.fields.get('name');
  const annotations = mapIn(map, 'annotations');
  const layer = annotations?.fields.get(LAYER);
  const chart = name !== undefined && 'text' in name ? name.text : '';
  const [entry, bare] = [map, withoutLayer(map)].map(each => readChartVersion(chart, each, { everyVersion: true })!);
  if (isProblem(bare)) return formatProblem(bare as Problem);
  const own = isProblem(entry) ? undefined : entry.layer;
  const written = layer !== undefined && 'text' in layer ? layer.text : undefined;
  const isProfile = readChartVersion(chart, withoutLayer(map), {}) !== undefined;
  return toAssignable({ file, text, path: ['annotations'], written, isProfile }, bare, own);
}

function withoutLayer(map: YamlMap): YamlMap {
  const annotations = mapIn(map, 'annotations');
  if (annotations === undefined) return map;
  const rest = { ...annotations, fields: new Map([...annotations.fields].filter(([key]) => key !== LAYER)) };
  return { ...map, fields: new Map([...map.fields, ['annotations', rest]]) };
}

function readProfile(target: LintTarget, cwd: string): Assignable | string {
  const { file, text = '' } = target;
  const { entries, findings } = lintTarget(target, cwd, {});
  const path = ['metadata', 'annotations'];
  if (entries.length > 0) return toAssignable({ file, text, path, isProfile: true }, entries[0], entries[0].layer);
  const [{ message, location }] = findings;
  return `${location === undefined ? file : `${file}:${location.line}:${location.column}`}: ${message}`;
}

function toAssignable(
  about: Pick<Assignable, 'file' | 'text' | 'path' | 'written' | 'isProfile'>,
  entry: CatalogEntry,
  layer: number | undefined,
): Assignable {
  const component = toComponent({ ...entry, layer });
  return { ...about, component, ...(layer !== undefined && { layer }) };
}
