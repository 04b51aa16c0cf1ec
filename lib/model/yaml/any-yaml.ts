/**
 * Reads YAML of any layout, for texts that the fast readers do not support.
 *
 * The parser, npm `yaml`, is loaded with the first such text: importing its 72 files takes longer
 * than reading most files, and longer than importing the rest of this library.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import type { FileLocation } from './file-location';
import type { GoData, GoOptions } from './go-yaml';
import type { YamlError, YamlValue } from './yaml-value';

/** Bytes, or characters, of the largest text that the full parser reads. */
export const LARGEST_FOR_FULL_PARSER = 32 * 1024 * 1024;

/** Reads the only document of `text` with the full parser; an empty one is null. */
export function parseAnyYaml(text: string, file: string): YamlValue | YamlError {
  if (text.length > LARGEST_FOR_FULL_PARSER) return tooLarge({ file, line: 1, column: 1 });
  const { parseFullYaml } = require('./full-yaml') as typeof import('./full-yaml');
  return parseFullYaml(text, file);
}

/** The map in `text`, as go-yaml reads it, or why there is none. */
export function parseGoMap(text: string, file: string, options?: GoOptions): GoData | YamlError {
  const { readGoMap } = require('./go-yaml') as typeof import('./go-yaml');
  return readGoMap(text, file, options);
}

/** The error that a text is too large for the full parser, which would have to read it from `at` on. */
export function tooLarge(at: FileLocation): YamlError {
  const reason = 'it is larger than 32 MB, and so is read only when it is laid out as Helm writes it';
  return { type: 'error', reason, at };
}
