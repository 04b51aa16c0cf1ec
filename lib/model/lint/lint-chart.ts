/**
 * Checks the `Chart.yaml` of a chart in a working copy. A chart that is not a profile is checked only for annotations
 * that are misspelt.
 */
import { LAYER, readChartVersion } from '../formats/helm-index-entry';
import { isProblem } from '../formats/entry-results';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import { nameValue } from '../formats/field-reader';
import type { YamlMap } from '../yaml/yaml-value';
import { byPlaceOfLayer, certainLayer } from './layer-places';
import { KeyPlaces } from './key-places';
import { lintChartMap } from './lint-catalog';
import { foundBy, fromProblem, type LintFinding } from './lint-finding';
import { type LintedFile, type LintOptions, mapIn } from './linted-file';

/** Name of the file in the folder of a chart. */
export const CHART_FILE = 'Chart.yaml';

/** Checks the `Chart.yaml` in `text`. */
export function lintChart(text: string, file: string, options: LintOptions): LintedFile {
  const map = tryParseBlockYaml(text, file) ?? parseAnyYaml(text, file);
  if (map.type !== 'map') {
    const what = map.type === 'error' ? `it is not YAML: ${map.reason}` : `it is ${nameValue(map)}`;
    const remedy = map.type === 'error' ? 'correct it' : 'write a map with "apiVersion", "name" and "version"';
    return { file, entries: [], findings: [foundBy('invalid-chart', { what, remedy, location: map.at })] };
  }
  const name = map.fields.get('name');
  const chart = name !== undefined && 'text' in name ? name.text : '';
  const { entries, findings } = lintChartMap(
    { chart, map, places: new KeyPlaces(text), path: ['annotations'] },
    options,
  );
  return { file, entries, findings: [...unusable(chart, map), ...findings] };
}

/** Why a profile cannot be used. */
function unusable(chart: string, map: YamlMap): LintFinding[] {
  const annotations = mapIn(map, 'annotations');
  const read = readChartVersion(chart, map, {});
  if (read === undefined || !isProblem(read)) return [];
  const finding: LintFinding = { ...fromProblem(read, 'invalid-chart'), rule: 'invalid-chart' };
  const path = ['annotations', LAYER];
  return byPlaceOfLayer([finding], [annotations?.fields.get(LAYER)], layer => {
    const text = certainLayer(layer);
    return text === undefined ? undefined : { path, text };
  });
}
