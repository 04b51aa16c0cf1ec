/**
 * YAML as plain values that know where they are.
 *
 * A key written twice is kept as a field of its own, for the reader to judge.
 */
import type { FileLocation } from './file-location';

/** A map and the fields that repeat a key of it. */
export interface YamlMap {
  readonly type: 'map';
  readonly at: FileLocation;
  readonly fields: ReadonlyMap<string, YamlValue>;
  readonly repeated: readonly YamlField[];
}

/** One key of a map: `version`, where it is written, and its value. */
export interface YamlField {
  readonly key: string;
  readonly at: FileLocation;
  readonly value: YamlValue;
}

/** A value and where it is; `text` of a scalar is as written: `1.10`. */
export type YamlValue =
  | YamlMap
  | { readonly type: 'list'; readonly at: FileLocation; readonly items: readonly YamlValue[] }
  | { readonly type: 'text' | 'number' | 'boolean'; readonly at: FileLocation; readonly text: string }
  | { readonly type: 'null'; readonly at: FileLocation };

/** Instead of the place of a value, where places are not read. */
export const NOWHERE: FileLocation = { file: '', line: 1, column: 1 };

/** Why a text cannot be read as YAML, in the parser's words. */
export interface YamlError {
  readonly type: 'error';
  readonly reason: string;
  readonly at: FileLocation;
}
