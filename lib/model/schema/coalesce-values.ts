/**
 * Computes the values that Helm passes to a chart: those of a release merged over the chart's
 * defaults, and over those of its subcharts.
 *
 * Source: `CoalesceValues` of helm.sh/helm/v4 v4.2.4 (pkg/chart/common/util), which Flux 2.9 uses.
 * There, `null` in the values removes a default, and a default of `null` counts as no default.
 */
import { isRecord, type JsonObject, type JsonValue } from '../data/json';
import type { SubchartSchema, ValuesSchema } from './values-schema';

/** Values of a chart, and of its enabled subcharts. */
export interface CoalescedValues {
  readonly values: JsonObject;
  readonly subcharts: readonly { readonly chart: SubchartSchema; readonly coalesced: CoalescedValues }[];
}

/** Merges `values` over the defaults of `chart`. */
export function coalesceValues(chart: ValuesSchema, values: JsonObject): CoalescedValues {
  const all = coalesce(chart, values, false).values;
  return coalesce(withMergedDefaults(withoutDisabled(chart, all, [])), values, false);
}

/** With `keepsNull`, `null` is kept, because it still has to take effect in another merge. */
function coalesce(chart: ValuesSchema, values: JsonObject, keepsNull: boolean): CoalescedValues {
  const own = mergeDefaults(values, chart, keepsNull);
  const subcharts = chart.subcharts.flatMap(subchart => {
    const given = own.has(subchart.name) ? own.get(subchart.name) : {};
    // Helm fails here with an error of its own that does not concern schemas
    if (!isRecord(given)) return [];
    const coalesced = coalesce(subchart, withGlobals(given, Object.fromEntries(own)), keepsNull);
    own.set(subchart.name, coalesced.values);
    return [{ chart: subchart, coalesced }];
  });
  return { values: Object.fromEntries(own), subcharts };
}

/** Adds the defaults of subcharts to those of the chart, as Helm does before it merges. */
function withMergedDefaults<T extends ValuesSchema>(chart: T): T {
  if (chart.subcharts.length === 0) return chart;
  const merged = { ...chart, subcharts: chart.subcharts.map(withMergedDefaults) };
  return { ...merged, defaults: coalesce(merged, {}, true).values };
}

/** Removes the subcharts that are disabled by the values `all` of the outermost chart. */
function withoutDisabled<T extends ValuesSchema>(chart: T, all: JsonObject, path: readonly string[]): T {
  const enabled = chart.subcharts.filter(subchart => isEnabled(subchart, all, path));
  return { ...chart, subcharts: enabled.map(subchart => withoutDisabled(subchart, all, [...path, subchart.name])) };
}

function mergeDefaults(values: JsonObject, { defaults, subcharts }: ValuesSchema, keepsNull: boolean) {
  const merged = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(values)) {
    const byDefault = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    if (value === undefined || (value === null && byDefault !== undefined && !keepsNull)) continue;
    // if a chart removes a default of its subchart with null, the subchart must still see the null
    const keeps = keepsNull || subcharts.some(({ name }) => name === key);
    const isMerged = isRecord(value) && isRecord(byDefault);
    merged.set(key, isMerged ? mergeTables(value, keeps ? byDefault : withoutNull(byDefault), keeps) : value);
  }
  for (const [key, byDefault] of Object.entries(keepsNull ? defaults : withoutNull(defaults))) {
    if (byDefault !== undefined && (!Object.hasOwn(values, key) || values[key] === undefined))
      merged.set(key, byDefault);
  }
  return merged;
}

/** `over` takes precedence; `null` in it removes what is in `below`, unless it is kept. */
function mergeTables(over: JsonObject, under: JsonObject, keepsNull: boolean): JsonObject {
  const merged = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    if (value === undefined || (value === null && !keepsNull && below !== undefined && below !== null)) continue;
    merged.set(key, isRecord(value) && isRecord(below) ? mergeTables(value, below, keepsNull) : value);
  }
  for (const [key, below] of Object.entries(under)) {
    if (below !== undefined && !Object.hasOwn(over, key)) merged.set(key, below);
  }
  return Object.fromEntries(merged);
}

function withoutNull(object: JsonObject): JsonObject {
  const members = Object.entries(object).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members.map(([key, value]) => [key, isRecord(value) ? withoutNull(value) : value]));
}

/** `global` of the parent chart takes precedence over that of the subchart. */
function withGlobals(values: JsonObject, around: JsonObject): JsonObject {
  const [inner = {}, outer = {}] = [values.global, around.global];
  if (!isRecord(inner) || !isRecord(outer)) return values;
  const merged = new Map(Object.entries(inner));
  for (const [key, value] of Object.entries(outer)) {
    const below = inner[key];
    if (isRecord(value)) {
      if (below === undefined) merged.set(key, value);
      else if (isRecord(below)) merged.set(key, mergeTables(value, below, true));
    } else if (!isRecord(below)) merged.set(key, value);
  }
  return { ...values, global: Object.fromEntries(merged) };
}

/** The first of its conditions that is a boolean decides, otherwise its tags. */
function isEnabled({ conditions, tags }: SubchartSchema, all: JsonObject, around: readonly string[]): boolean {
  const found = conditions.map(path => valueAt(all, [...around, ...path.split('.')]));
  const condition = found.find(value => typeof value === 'boolean');
  if (condition !== undefined) return condition;
  const set = tags.map(tag => valueAt(all, ['tags', tag])).filter(value => typeof value === 'boolean');
  return set.length === 0 || set.includes(true);
}

function valueAt(value: JsonValue | undefined, [key, ...rest]: readonly string[]): JsonValue | undefined {
  if (key === undefined) return value;
  return isRecord(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}
