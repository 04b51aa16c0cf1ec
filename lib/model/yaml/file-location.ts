/**
 * Where something was read.
 */

/** A place in a text file. */
export interface FileLocation {
  /** Path of the file, as it was given. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
}
