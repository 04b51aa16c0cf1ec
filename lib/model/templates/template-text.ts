/**
 * Texts of a template with their places in the file, and objects with texts in them.
 */
import type { Fields } from '../data/json';
import type { FileLocation } from '../yaml/file-location';
import { locateInScalar } from '../yaml/scalar-place';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import type { TemplateObject, TemplateText } from './template-definition';

/** A text that begins at `at` of the file with text `source`. */
export function templateText(source: string, text: string, at: FileLocation): TemplateText {
  return { text, at, locate: offset => locateInScalar(source, at, text, offset) };
}

/** The object in `map`. */
export function templateObject(source: string, map: YamlMap): TemplateObject {
  const { file, line, column } = map.at;
  const texts = (): TemplateText[] => [...textsOf(source, map)];
  return { object: toData(map) as Fields, at: { file, line, column }, texts };
}

function* textsOf(source: string, value: YamlValue): Generator<TemplateText, void> {
  if (value.type === 'text' && value.text !== '') yield templateText(source, value.text, value.at);
  if (value.type === 'list') for (const item of value.items) yield* textsOf(source, item);
  if (value.type !== 'map') return;
  for (const [key, field] of value.fields) {
    if (key !== '') yield { text: key, at: field.at, locate: () => field.at };
    yield* textsOf(source, field);
  }
}

/** Plain data; integers that a number cannot represent are bigints. */
export function toData(value: YamlValue): unknown {
  if (value.type === 'list') return value.items.map(toData);
  // not by assignment, which loses the key __proto__
  if (value.type === 'map') return Object.fromEntries([...value.fields].map(([key, field]) => [key, toData(field)]));
  if (value.type === 'null') return null;
  if (value.type === 'boolean') return /^t/i.test(value.text);
  if (value.type === 'text') return value.text;
  const number = Number(value.text);
  return /^[-+]?\d+$/.test(value.text) && !Number.isSafeInteger(number) ? BigInt(value.text) : number;
}
