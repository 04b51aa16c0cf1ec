/**
 * YAML as plain values with their locations.
 *
 * A repeated key is kept as a separate field, so that the caller can decide about it.
 */
import type { FileLocation } from './file-location';

/** A map and the fields that repeat one of its keys. */
export interface YamlMap {
  readonly type: 'map';
  readonly at: FileLocation;
  readonly fields: ReadonlyMap<string, YamlValue>;
  readonly repeated: readonly YamlField[];
}

/** One key of a map: `version`, its location, and its value. */
export interface YamlField {
  readonly key: string;
  readonly at: FileLocation;
  readonly value: YamlValue;
}

/** A value and its location; `text` of a scalar is as written: `1.10`. Plain text may be something else to go-yaml: `yes`. */
export type YamlValue =
  | YamlMap
  | { readonly type: 'list'; readonly at: FileLocation; readonly items: readonly YamlValue[] }
  | {
      readonly type: 'text' | 'number' | 'boolean';
      readonly at: FileLocation;
      readonly text: string;
      readonly isOtherInGo?: true;
    }
  | { readonly type: 'null'; readonly at: FileLocation };

/** Takes the place of a location that is not needed. */
export const NOWHERE: FileLocation = { file: '', line: 1, column: 1 };

/** Why a text is not valid YAML, in the parser's words. */
export interface YamlError {
  readonly type: 'error';
  readonly reason: string;
  readonly at: FileLocation;
}
