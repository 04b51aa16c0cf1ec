/**
 * How most versions are laid out: a map of scalars, of lists of these, of maps and lists of
 * maps of these, and of texts under `|` and `>`. It is matched at once, and taken apart by
 * lines alone.
 */
import { KEY, PLAIN } from './simple-line';

const BREAK = '\\r?\\n';
const QUOTED = `"(?:[^"\\\\\\r\\n]|\\\\["\\\\/nrt])*"|'(?:[^'\\r\\n]|'')*'`;

/** Matches a version, sticky, from a dash that is indented by `indent` blanks. */
export function simpleVersion(indent: number): RegExp {
  const blanks = (more: number) => ' '.repeat(indent + more);
  const scalar = (more: number) => `(?:${PLAIN}(?:${BREAK}${blanks(more)}${PLAIN})*|${QUOTED})${BREAK}`;
  const lines = `[|>]-?${BREAK}${blanks(6)}[^ \\t\\r\\n][^\\r\\n]*${BREAK}(?:${blanks(6)}[^\\r\\n]*${BREAK}|${BREAK})*`;
  // Go programs do not indent lists, our own writer does
  const list = (more: number) => {
    const field = `${KEY}: ${scalar(more + 4)}`;
    return `(?:${blanks(more)}- (?:${field}(?:${blanks(more + 2)}${field})*|${scalar(more + 2)}))+`;
  };
  const map = `(?:${blanks(4)}${KEY}: (?:${scalar(6)}|${lines}))+`;
  const field = `${KEY}:(?: ${scalar(4)}|${BREAK}(?:${list(2)}|${list(4)}|${map}))`;
  return new RegExp(`- ${field}(?:${blanks(2)}${field})*`, 'y');
}
