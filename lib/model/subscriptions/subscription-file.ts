/**
 * Reads a file that says what is installed on a cluster, or how the cluster is set up.
 *
 * The type of each field comes from the schema; Helm values are read as Helm reads them.
 */
import type { JsonObject } from '../data/json';
import { isRecord } from '../data/json';
import { withoutCredentials } from '../data/redact';
import { DNS_LABEL_RULE, isDnsLabel } from '../names';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import { nameValue } from '../formats/field-reader';
import { parseValuesFile } from '../values/values-file';
import { parseAnyYaml } from '../yaml/any-yaml';
import type { FileLocation } from '../yaml/file-location';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { CLUSTER_SCHEMA, type ClusterSpec } from './cluster-schema';
import type { ObjectSchema } from './file-schema';
import { readBySchema } from './read-by-schema';
import { SUBSCRIPTION_SCHEMA, type SubscriptionSpec } from './subscription-schema';

/** What a file says; what is wrong in it is reported with its place, and left out. */
export interface ReadFile<Spec> {
  /** Absent: the file is not a map. */
  readonly spec?: Spec;
  readonly problems: readonly Problem[];
  /** Where the field of the spec is, otherwise the first thing in the file. */
  readonly locate: (field: string) => FileLocation;
}

/** What `cluster.yaml` says. */
export interface ReadClusterFile extends ReadFile<ClusterSpec> {
  /** Where the field of the spec is whose key or value is `text`; absent if there are several, because it may be any of them. */
  readonly find: (text: string) => FileLocation | undefined;
}

/** Reads a subscription; its name must be `name`. */
export function parseSubscriptionFile(text: string, file: string, name: string): ReadFile<SubscriptionSpec> {
  const read = parse(text, file, SUBSCRIPTION_SCHEMA, 'the subscription');
  if (read.map === undefined) return { problems: read.problems, locate: () => read.at };
  const problems = [...read.problems];
  const spec = (isRecord(read.data.spec) ? read.data.spec : {}) as SubscriptionSpec;
  const metadata = isRecord(read.data.metadata) ? read.data.metadata : {};
  const written = mapIn(read.map, 'metadata')?.fields.get('name');
  if (metadata.name !== undefined && metadata.name !== name) {
    const what = `"metadata.name" is "${String(metadata.name)}", but the file is called ${name}.yaml`;
    const remedy = 'give both one name; "pctl move" changes the name of what is installed already';
    problems.push({ kind: 'invalid-props', what, remedy, location: placeOf(written ?? read.map) });
  }
  if (!isDnsLabel(name)) {
    const location = placeOf(written ?? read.map);
    problems.push({
      kind: 'invalid-name',
      what: 'name of a subscription',
      value: name,
      rule: DNS_LABEL_RULE,
      location,
    });
  }
  if (isRecord(read.data.spec)) problems.push(...checkChoice(spec, mapIn(read.map, 'spec')!, locateIn(read.map)));
  return { spec, problems: limitProblems(problems), locate: locateIn(read.map) };
}

/** Reads `cluster.yaml`. */
export function parseClusterFile(text: string, file: string): ReadClusterFile {
  const read = parse(text, file, CLUSTER_SCHEMA, 'the cluster');
  if (read.map === undefined) return { problems: read.problems, locate: () => read.at, find: () => undefined };
  const spec = withoutPartialReport((isRecord(read.data.spec) ? read.data.spec : {}) as ClusterSpec);
  const locate = locateIn(read.map);
  const find = (wanted: string) => {
    const found = findText(mapIn(read.map, 'spec'), wanted);
    return found.length === 1 ? placeOf(found[0]) : undefined;
  };
  return { spec, problems: limitProblems([...read.problems, ...checkDeliveryPath(spec, locate)]), locate, find };
}

/** A report without one of the fields that it needs is a problem already. */
function withoutPartialReport({ delivery, ...spec }: ClusterSpec): ClusterSpec {
  if (delivery === undefined) return spec;
  const { report, ...rest } = delivery as Partial<typeof delivery>;
  const isWhole = [report?.server, report?.address, report?.secretRef?.name].every(field => field !== undefined);
  return { ...spec, delivery: isWhole ? delivery : (rest as typeof delivery) };
}

/** Names of folders are appended to the path. */
function checkDeliveryPath({ delivery }: ClusterSpec, locate: ReadFile<unknown>['locate']): Problem[] {
  const path = delivery?.path;
  if (path === undefined || path.split('/').every(name => name !== '' && name !== '..')) return [];
  const what = `"spec.delivery.path" is "${path}"`;
  const remedy = 'write the folder of the output from the root of the source, without "/" at its end, such as ./dist';
  return [{ kind: 'invalid-props', what, remedy, location: locate('delivery.path') }];
}

type Parsed =
  | { readonly map?: undefined; readonly problems: readonly Problem[]; readonly at: FileLocation }
  | { readonly map: YamlMap; readonly data: JsonObject; readonly problems: readonly Problem[] };

function parse(text: string, file: string, schema: ObjectSchema, subject: string): Parsed {
  const root = parseAnyYaml(text, file);
  if (root.type !== 'map') {
    const isError = root.type === 'error';
    const what = isError ? `${subject} is not valid YAML: ${root.reason}` : `${subject} is ${nameValue(root)}`;
    const remedy = isError ? 'correct it' : `write a map with ${(schema.required ?? []).join(', ')}`;
    return { problems: [{ kind: 'invalid-props', what, remedy, location: placeOf(root) }], at: placeOf(root) };
  }
  const read = readBySchema(root, schema, subject);
  const { values: go = {}, problems } = parseValuesFile(text, file);
  // a key that is written twice is reported once
  const more = read.problems.length > 0 ? [] : problems;
  return { map: root, data: withAnything(read.data as JsonObject, go, schema), problems: [...read.problems, ...more] };
}

/** `data` with the maps of which the schema says nothing as Helm reads them, from `go`. */
function withAnything(data: JsonObject, go: JsonObject, schema: ObjectSchema): JsonObject {
  const { properties = {}, additionalProperties } = schema;
  const entries = Object.entries(data).map(([key, value]): [string, JsonObject[string]] => {
    const inner = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (!isRecord(value) || inner === undefined || inner === false || !('type' in inner) || inner.type !== 'object') return [key, value]; // prettier-ignore
    const same = isRecord(go[key]) ? (go[key] as JsonObject) : {};
    const isAnything = inner.properties === undefined && inner.additionalProperties === undefined;
    return [key, isAnything ? same : withAnything(value as JsonObject, same, inner)];
  });
  return Object.fromEntries(entries);
}

function checkChoice(
  { chart, version }: SubscriptionSpec,
  written: YamlMap,
  locate: ReadFile<unknown>['locate'],
): Problem[] {
  const [hasProfile, hasChart] = ['profile', 'chart'].map(key => (written.fields.get(key)?.type ?? 'null') !== 'null');
  const isMisspelt = [...written.fields.keys()].some(key => !Object.hasOwn(SUBSCRIPTION_SCHEMA.properties.spec.properties, key)); // prettier-ignore
  const problems: Problem[] = [];
  const report = (field: string, what: string, remedy: string) =>
    problems.push({ kind: 'invalid-props', what, remedy, location: locate(field) });
  if (!hasProfile && !hasChart && !isMisspelt) {
    report(
      'spec',
      'the subscription installs nothing',
      'write "profile", with the name of one in a catalog, or "chart"',
    );
  }
  if (hasProfile && hasChart) {
    report('chart', 'the subscription has both "profile" and "chart"', 'keep one of them');
  }
  if (chart !== undefined && version !== undefined) {
    report('version', '"spec.version" is for profiles of catalogs', 'write "spec.chart.version"');
  }
  if (chart !== undefined && (chart.url === undefined) === (chart.sourceRef === undefined)) {
    const what = `"spec.chart" has ${chart.url === undefined ? 'neither url nor sourceRef' : 'both url and sourceRef'}`;
    report('chart', what, 'write one of them');
  }
  return problems;
}

/** The place of a field of the spec, otherwise of the spec, otherwise of the file. */
function locateIn(root: YamlMap): ReadFile<unknown>['locate'] {
  return field => {
    let at: YamlValue = mapIn(root, 'spec') ?? root;
    for (const step of field.split('.')) {
      const next: YamlValue | undefined = at.type === 'map' ? at.fields.get(step) : undefined;
      if (next === undefined) break;
      at = next;
    }
    return placeOf(at);
  };
}

/** Fields and items whose key or value is `wanted`. URLs are compared without their credentials, as they are in messages. */
function findText(value: YamlValue | undefined, wanted: string): readonly YamlValue[] {
  if (value?.type === 'map') {
    return [...value.fields].flatMap(([key, field]) => (key === wanted ? [field] : findText(field, wanted)));
  }
  if (value?.type === 'list') return value.items.flatMap(item => findText(item, wanted));
  return value !== undefined && 'text' in value && withoutCredentials(value.text) === wanted ? [value] : [];
}

function mapIn(map: YamlMap, key: string): YamlMap | undefined {
  const value = map.fields.get(key);
  return value?.type === 'map' ? value : undefined;
}

/** A copy, because the value keeps the whole text in memory. */
function placeOf({ at: { file, line, column } }: { readonly at: FileLocation }): FileLocation {
  return { file, line, column };
}
