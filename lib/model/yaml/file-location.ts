/**
 * Where something was read.
 */
import { compareText } from '../data/compare-text';

/** A place in a text file. */
export interface FileLocation {
  /** Path of the file, as it was given. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
}

/** By file, line and column; what has no location comes last. */
export function compareLocations(a: FileLocation | undefined, b: FileLocation | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}
