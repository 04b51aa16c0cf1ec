/**
 * An index in JSON, read version by version: as a whole it would be several times as large in
 * memory, and no parser of YAML reads it fast.
 */
import { type EntryResult, type EntryResults, isProblem } from '../formats/entry-results';
import { readChartVersion } from '../formats/helm-index-entry';
import { toFields } from '../formats/json-fields';
import { parseAnyYaml } from '../yaml/any-yaml';
import type { FileLocation } from '../yaml/file-location';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { ShapeCheck } from './check-shape';
import { checkRoot, describeNoList, type HelmIndex, joinCharts } from './helm-index-charts';
import type { HelmIndexOptions } from './helm-index-options';
import { IndexWarnings } from './index-warnings';
import { JsonCursor, NotJson } from './json-cursor';
import { moveValue } from '../lists/move-value';

/** Reads the index in `text`; `undefined` when it is not a JSON object. */
export function tryParseJsonIndex(text: string, options: HelmIndexOptions): HelmIndex | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  try {
    return new JsonIndex(text, options).read();
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

class JsonIndex {
  private readonly cursor: JsonCursor;
  private readonly results: EntryResults = new Map();
  private readonly repeated: { readonly name: string; readonly at: FileLocation }[] = [];
  private readonly check = new ShapeCheck(true);
  private readonly warnings = new IndexWarnings();

  constructor(
    text: string,
    private readonly options: HelmIndexOptions,
  ) {
    this.cursor = new JsonCursor(text, options.file);
  }

  read(): HelmIndex {
    const { cursor } = this;
    const at = cursor.locate();
    const fields = new Map<string, YamlValue>();
    for (const key of cursor.readKeys()) {
      const place = cursor.locate();
      const isCharts = key === 'entries' && cursor.isAt('{');
      if (isCharts) this.readCharts();
      const empty: YamlMap = { type: 'map', at: place, fields: new Map(), repeated: [] };
      fields.set(key, isCharts ? empty : this.toValue(cursor.readValue(), place));
    }
    cursor.end();
    const root: YamlMap = { type: 'map', at, fields, repeated: [] };
    const { results, repeated, check, warnings } = this;
    return checkRoot(root) ?? joinCharts({ root, results, repeated, check, warnings });
  }

  private readCharts(): void {
    const { cursor, results } = this;
    for (const chart of cursor.readKeys()) {
      const at = cursor.locate();
      if (results.has(chart)) this.repeated.push({ name: chart, at });
      results.set(chart, cursor.isAt('[') ? this.readVersions(chart) : [this.readNoList(chart, at)]);
    }
  }

  private readVersions(chart: string): EntryResult[] {
    const results: EntryResult[] = [];
    const choice = { ...this.options, warn: this.warnings.add };
    for (const at of this.cursor.readItems()) {
      const source = this.cursor.readValue();
      const version = this.toValue(source, at);
      const result = readChartVersion(chart, version, choice);
      const isWrong = result !== undefined && isProblem(result);
      const located = isWrong || !this.fits(chart, version) ? this.locateValue(source, at) : undefined;
      if (located !== undefined) this.check.checkVersion(chart, located);
      const again = located === undefined ? undefined : readChartVersion(chart, located, choice);
      if (result !== undefined) results.push(again ?? result);
    }
    return results;
  }

  /** Whether Flux reads `version`, as far as can be told without its places. */
  private fits(chart: string, version: YamlValue): boolean {
    return !new ShapeCheck(true).checkVersion(chart, version);
  }

  private readNoList(chart: string, at: FileLocation): EntryResult {
    const value = this.toValue(this.cursor.readValue(), at);
    this.check.checkNoList(chart, value);
    return describeNoList(chart, value);
  }

  private toValue(source: string, at: FileLocation): YamlValue {
    const value = toFields({ value: parse(source) }).fields.get('value')!;
    return { ...value, at };
  }

  /** The value in `source`, which begins at `at`, with the places of all that is in it. */
  private locateValue(source: string, at: FileLocation): YamlValue {
    const value = parseAnyYaml(source, at.file);
    return value.type === 'error' ? this.toValue(source, at) : moveValue(value, at);
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new NotJson();
  }
}
