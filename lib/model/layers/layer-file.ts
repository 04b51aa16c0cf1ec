/**
 * Files that declare a model of layers: `catalogs/layers.yaml`.
 *
 * They are read strictly, because a layer that is misspelt would change the order silently.
 */
import { compareText } from '../data/compare-text';
import { isProfileName, PROFILE_NAME_RULE } from '../names';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import { formatYaml } from '../yaml/yaml-text';
import type { YamlValue } from '../yaml/yaml-value';
import { emptyMap, FieldReader, nameValue } from '../formats/field-reader';
import type { AlternativesRule, Declaration, LayerDeclarations, LayerModelName } from './declared-model';
import { NO_DECLARATIONS, toModel } from './declared-model';
import { LAYER_FIELDS, LAYER_SCHEMA, layerFields } from './layer-schema';
import { type ListReference, readLists, readSource } from './list-reference';

/** The name of the file that is read without being asked for, in the folder of a lock file. */
export const LAYER_FILE = 'layers.yaml';
/** How the names of other such files end. */
export const LAYER_FILE_ENDING = '.layers.yaml';

const SUBJECT = 'the file of layers';
const { apiVersion: API_VERSION, kind: KIND, model: MODEL, alternatives: ALTERNATIVES } = LAYER_SCHEMA.properties;

/** What a file says. What is wrong is reported with its line and column, and left out. */
export interface LayerFile extends LayerDeclarations {
  /** Lists that others publish. */
  readonly lists: readonly ListReference[];
  /** Where the file was copied from by "pctl layers update". Absent: it was not. */
  readonly source?: ListReference;
  readonly problems: readonly Problem[];
}

/** Reads a file of layers. */
export function parseLayerFile(text: string, file: string): LayerFile {
  const root = tryParseBlockYaml(text, file) ?? parseAnyYaml(text, file);
  if (root.type === 'map') return readRoot(new FieldReader(root, SUBJECT));
  const what = root.type === 'error' ? `${SUBJECT} is not YAML: ${root.reason}` : `${SUBJECT} is ${nameValue(root)}`;
  const remedy = root.type === 'error' ? 'correct it' : 'write a map with "apiVersion", "kind" and "layers"';
  return { ...NO_DECLARATIONS, lists: [], problems: [{ kind: 'invalid-props', what, remedy, location: root.at }] };
}

function readRoot(reader: FieldReader): LayerFile {
  reader.allowOnly(LAYER_FIELDS);
  for (const [key, { const: expected }] of [['apiVersion', API_VERSION] as const, ['kind', KIND] as const]) {
    const written = reader.requiredText(key, `write "${key}: ${expected}"`);
    if (written !== undefined && written !== expected) reader.reportField(key, `is "${written}"`, `write ${expected}`);
  }
  const name: LayerModelName = readChoice(reader, 'model', MODEL.enum) ?? 'plain';
  const isModelKnown = name !== 'plain' || !reader.map.fields.has('model');
  if (isModelKnown) refuseOthers(reader, name);
  const { file } = reader.map.at;
  const layers = readNames(reader, 'layers', readNumber);
  const alternatives = readChoice<AlternativesRule>(reader, 'alternatives', ALTERNATIVES.enum);
  return {
    models:
      isModelKnown && (name !== 'plain' || layers.length > 0)
        ? [{ name: file, value: name, at: keepPlace(reader.locate('model')) }]
        : [],
    layers,
    categories: readNames(reader, 'categories', readCategory),
    numbers: readNames(reader, 'numbers', readNumber),
    dependencies: readDependencies(reader),
    between: readNames(reader, 'between', readBetween),
    alternatives:
      alternatives === undefined ? [] : [{ name: file, value: alternatives, at: reader.locate('alternatives') }],
    lists: readLists(reader),
    source: readSource(reader),
    problems: limitProblems(reader.problems),
  };
}

/** Reports fields that belong to other models. */
function refuseOthers(reader: FieldReader, model: LayerModelName): void {
  const own: readonly string[] = layerFields(model);
  for (const key of reader.map.fields.keys()) {
    const others = MODEL.enum.filter(other => (layerFields(other) as readonly string[]).includes(key));
    if (own.includes(key) || others.length === 0) continue;
    const what = model === 'plain' ? 'is written without a model' : `does not belong to the model "${model}"`;
    reader.reportField(key, what, `write "model: ${others.join('" or "model: ')}", or drop it`);
  }
}

function readChoice<T extends string>(reader: FieldReader, key: string, choices: readonly T[]): T | undefined {
  const text = reader.text(key);
  const choice = choices.find(other => other === text);
  if (text !== undefined && choice === undefined) reader.reportField(key, `is "${text}"`, `write ${choices.join(', ').replace(/, (\w+)$/, ' or $1')}`); // prettier-ignore
  return choice;
}

function readNames<T>(
  reader: FieldReader,
  key: string,
  read: (names: FieldReader, name: string, value: YamlValue) => T | undefined,
): Declaration<T>[] {
  const names = reader.child(key, `"${key}"`) ?? new FieldReader(emptyMap(reader.locate(key)));
  return [...names.map.fields].flatMap(([name, value]) => {
    // a category may have any name
    if (key !== 'numbers' && !checkName(names, name)) return [];
    const declared = read(names, name, value);
    return declared === undefined ? [] : [{ name, value: declared, at: keepPlace(value.at) }];
  });
}

function checkName(names: FieldReader, name: string): boolean {
  if (isProfileName(name)) return true;
  names.reportField(name, 'cannot be the name of a profile or chart', PROFILE_NAME_RULE);
  return false;
}

function readNumber(names: FieldReader, name: string, value: YamlValue): number | undefined {
  const number = value.type === 'number' && /^(?:0|[1-9]\d*)$/.test(value.text) ? Number(value.text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  const what = value.type === 'text' ? `"${value.text}"` : nameValue(value);
  names.reportField(name, `is ${what}`, 'write a whole number from 0, without quotes');
  return undefined;
}

function readCategory(names: FieldReader, name: string, value: YamlValue): string | undefined {
  if (value.type === 'text' && value.text.trim() !== '') return value.text;
  names.reportField(name, `is ${value.type === 'text' ? 'empty' : nameValue(value)}`, 'write the name of a category');
  return undefined;
}

/** One declaration for each dependency; an empty one for a component that has none. */
function readDependencies(reader: FieldReader): Declaration<string>[] {
  const names = reader.child('dependencies', '"dependencies"');
  return [...(names?.map.fields ?? [])].flatMap(([name, value]) => {
    if (!checkName(names!, name)) return [];
    const isList = value.type === 'list';
    if (!isList) names!.reportField(name, `is ${nameValue(value)}`, `write a list, as in "${name}: [cert-manager]"`);
    const texts = (isList ? value.items : []).flatMap(item => {
      if (item.type === 'text' && item.text.trim() !== '') return { text: item.text, at: item.at };
      names!.reportField(name, `contains ${nameValue(item)}`, 'write names of components', item.at);
      return [];
    });
    return [{ text: '', at: value.at }, ...texts].map(({ text, at }) => ({ name, value: text, at: keepPlace(at) }));
  });
}

function readBetween(names: FieldReader, name: string, value: YamlValue): readonly [string, string] | undefined {
  const items = value.type === 'list' ? value.items : [];
  const [low, high, ...more] = items.flatMap(item =>
    item.type === 'text' && item.text.trim() !== '' ? item.text : [],
  );
  if (high !== undefined && more.length === 0 && items.length === 2) return [low, high];
  names.reportField(
    name,
    'is not a pair of names',
    `write the lower one first, as in "${name}: [cert-manager, linkerd2]"`,
  );
  return undefined;
}

/** The text of a copy of a published list; the same list gives the same bytes. */
export function formatLockedList(list: LayerDeclarations, { url, digest }: Omit<ListReference, 'at'>): string {
  const { layers, categories, dependencies, between } = toModel(list);
  const needs = [...dependencies].map(([name, all]) => [name, all.map(({ value }) => value).sort()] as const);
  const fields = { layers: plain(layers), categories: plain(categories), dependencies: Object.fromEntries(needs), between: plain(between) }; // prettier-ignore
  const filled = Object.entries(fields).filter(([, values]) => Object.keys(values).length > 0);
  return `# Written by "pctl layers update". Commit it, and change nothing by hand.\n${formatYaml({
    apiVersion: API_VERSION.const,
    kind: KIND.const,
    model: 'allocated',
    source: { url, digest },
    ...Object.fromEntries(filled),
  })}`;
}

function plain<T>(declared: ReadonlyMap<string, Declaration<T>>): Record<string, T> {
  const sorted = [...declared.values()].sort((a, b) => compareText(a.name, b.name));
  return Object.fromEntries(sorted.map(({ name, value }) => [name, value]));
}

/** A copy, because the value keeps the whole text in memory. */
function keepPlace({ file, line, column }: YamlValue['at']): YamlValue['at'] {
  return { file, line, column };
}
