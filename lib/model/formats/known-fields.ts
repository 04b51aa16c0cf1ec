/**
 * Fields that nobody knows, as faults: most often one that is known, with a letter wrong.
 */
import type { FieldReader } from './helm-index-fields';

/** Adds a fault for every field of `reader` that is not among `known`. */
export function allowFields(reader: FieldReader, known: readonly string[]): void {
  for (const [key, value] of reader.map.fields) {
    if (!known.includes(key)) reader.fault(value.at, key, 'is not known here', `known are ${known.join(', ')}`);
  }
}
