/**
 * YAML of any layout, for texts that the fast readers leave to the full parser.
 */
import type { FileLocation } from './file-location';
import type { YamlError, YamlValue } from './yaml-value';

/** Bytes, or characters, of the largest text that the full parser reads. */
export const LARGEST_FOR_FULL_PARSER = 32 * 1024 * 1024;

/** Reads the one document of `text`, by the full parser; an empty one is null. */
export function parseAnyYaml(text: string, file: string): YamlValue | YamlError {
  if (text.length > LARGEST_FOR_FULL_PARSER) return tooLarge({ file, line: 1, column: 1 });
  // takes longer to load than most files take to read, and `pctl` rarely needs it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseFullYaml } = require('./full-yaml') as typeof import('./full-yaml');
  return parseFullYaml(text, file);
}

/** Says that a text is too large for the full parser, which has to read it from `at` on. */
export function tooLarge(at: FileLocation): YamlError {
  const reason = 'it is larger than 32 MB, and so is read only when it is laid out as Helm writes it';
  return { type: 'error', reason, at };
}
