/**
 * Texts of subscription files with one value changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../model/data/decode-text';
import { editYaml } from '../../model/yaml/edit-yaml';
import type { Repository } from './find-repository';

/** The text of `file`, by its path from the root. */
export function readFile({ root }: Repository, file: string): string {
  return decodeText(readFileSync(join(root, file)));
}

/**
 * `text` with a text at `path`, in quotes if it would be something else without: `123`. `undefined` if it cannot be
 * done for certain, or if an earlier change of `text` could not.
 */
export function setText(
  text: string | undefined,
  path: readonly (string | number)[],
  value: string,
): string | undefined {
  if (text === undefined) return undefined;
  return editYaml(text, { path, text: value }) ?? editYaml(text, { path, text: JSON.stringify(value), value });
}

/** Says that `file` has to be edited by hand: `what` is the line to write. */
export function describeByHand(file: string, what: string): string {
  return `${file} cannot be changed for certain. Write "${what}" by hand`;
}
