/**
 * Writes TypeScript: literals, property names, names of types, doc comments.
 */
import { cutText } from '../data/cut-text';
import { escapeUnits, toOneLine } from '../data/invisible-text';
import type { JsonValue } from '../data/json';

const LONGEST_COMMENT = 300;
const LONGEST_DEFAULT = 60;

/** `'linkerd'`, `2`, `true`, `null`; `undefined` if the value has no literal type. */
export function formatLiteral(value: JsonValue): string | undefined {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'object' && value !== null) return undefined;
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : String(value);
}

/** A string literal in single quotes. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  // line separators end a line in TypeScript, halves of surrogate pairs are not text, and a
  // reviewer should see all characters
  return `'${escapeUnits(escaped)}'`;
}

/** The name of a property, in quotes if it is not an identifier. */
export function formatKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

/** `cert-manager` to `CertManager`: a name for a type. */
export function typeName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const name = words.map(word => word[0].toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `Profile${name}`;
}

/** Lines of a doc comment; none if there is no text. */
export function formatComment(
  text: string | undefined,
  byDefault: JsonValue | undefined,
  isDeprecated: boolean,
): string[] {
  const words = clean(text ?? '');
  const shown = byDefault === undefined ? undefined : formatLiteral(byDefault);
  const tags = [
    ...(isDeprecated ? ['@deprecated'] : []),
    ...(shown === undefined || shown.length > LONGEST_DEFAULT ? [] : [`@default ${clean(shown)}`]),
  ];
  const all = [words, ...tags].filter(part => part !== '').join(' ');
  return all === '' ? [] : [`/** ${all} */`];
}

/** One line that does not end the comment, and is safe for terminals and editors. */
function clean(text: string): string {
  const line = toOneLine(text).replace(/\s+/g, ' ').replaceAll('*/', '*\\/').replaceAll('@', '\\@');
  return line.length <= LONGEST_COMMENT ? line : `${cutText(line, LONGEST_COMMENT).trimEnd()} …`;
}
