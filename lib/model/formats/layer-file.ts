/**
 * Files that say in which layer and category profiles belong, for charts whose authors do not say
 * so: `catalogs/layers.yaml`.
 *
 * They are read strictly, because a layer that is misspelt would change the order silently.
 */
import type { CatalogEntry } from '../catalog-entry';
import { parseAnyYaml } from '../yaml/any-yaml';
import type { FileLocation } from '../yaml/file-location';
import type { Problem } from '../problem';
import { emptyMap, FieldReader, nameValue } from './field-reader';
import type { YamlValue } from '../yaml/yaml-value';

/** The name of the file that is read without being asked for, in the folder of a lock file. */
export const LAYER_FILE = 'layers.yaml';

const API_VERSION = 'cdk8s-profiles/v1';
const KIND = 'LayerModel';

/** Something that the file says about a name. */
interface Declared<T> {
  readonly value: T;
  readonly at: FileLocation;
}

/** What the file says, by name of a profile or of a chart. */
export interface LayerDeclarations {
  readonly layers: ReadonlyMap<string, Declared<number>>;
  readonly categories: ReadonlyMap<string, Declared<string>>;
}

/** Reads a file of layers. What is wrong is reported with its line and column, and left out. */
export function parseLayerFile(text: string, file: string): LayerDeclarations & { readonly problems: Problem[] } {
  const root = parseAnyYaml(text, file);
  if (root.type === 'map') return readRoot(new FieldReader(root, 'the file of layers'));
  const what = root.type === 'error' ? `the file of layers is not YAML: ${root.reason}` : `the file of layers is ${nameValue(root)}`; // prettier-ignore
  const remedy = root.type === 'error' ? 'correct it' : 'write a map with "apiVersion", "kind" and "layers"';
  const problem: Problem = { kind: 'invalid-props', what, remedy, location: root.at };
  return { layers: new Map(), categories: new Map(), problems: [problem] };
}

/** `entry` with the layer and category that are declared for its name, or else for its chart. */
export function declareLayer(entry: CatalogEntry, { layers, categories }: LayerDeclarations): CatalogEntry {
  const layer = find(layers, entry);
  const category = find(categories, entry);
  if (layer === undefined && category === undefined) return entry;
  return { ...entry, layer: layer ?? entry.layer, category: category ?? entry.category };
}

function find<T>(declared: ReadonlyMap<string, Declared<T>>, { name, origin }: CatalogEntry): T | undefined {
  return (declared.get(name) ?? (origin.kind === 'chart' ? declared.get(origin.chart) : undefined))?.value;
}

function readRoot(reader: FieldReader) {
  reader.allowOnly(['apiVersion', 'kind', 'layers', 'categories']);
  for (const [key, expected] of [['apiVersion', API_VERSION] as const, ['kind', KIND] as const]) {
    const found = reader.requiredText(key, `write "${key}: ${expected}"`);
    if (found !== undefined && found !== expected) reader.reportField(key, `is "${found}"`, `write ${expected}`);
  }
  const layers = readNames(reader, 'layers', readLayer);
  return { layers, categories: readNames(reader, 'categories', readCategory), problems: reader.problems };
}

function readNames<T>(
  reader: FieldReader,
  key: string,
  read: (names: FieldReader, name: string, value: YamlValue) => T | undefined,
): Map<string, Declared<T>> {
  const names = reader.child(key, `"${key}"`) ?? new FieldReader(emptyMap(reader.locate(key)));
  const declared = new Map<string, Declared<T>>();
  for (const [name, value] of names.map.fields) {
    const found = read(names, name, value);
    if (found !== undefined) declared.set(name, { value: found, at: value.at });
  }
  return declared;
}

function readLayer(names: FieldReader, name: string, value: YamlValue): number | undefined {
  const layer = value.type === 'number' && /^(?:0|[1-9]\d*)$/.test(value.text) ? Number(value.text) : NaN;
  if (Number.isSafeInteger(layer)) return layer;
  const what = value.type === 'text' ? `"${value.text}"` : nameValue(value);
  names.reportField(name, `is ${what}`, 'write a whole number from 0, without quotes');
  return undefined;
}

function readCategory(names: FieldReader, name: string, value: YamlValue): string | undefined {
  if (value.type === 'text' && value.text.trim() !== '') return value.text;
  names.reportField(name, `is ${value.type === 'text' ? 'empty' : nameValue(value)}`, 'write the name of a category');
  return undefined;
}
