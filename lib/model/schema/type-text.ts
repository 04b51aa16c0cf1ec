/**
 * TypeScript as text: literals, property names, names of types, doc comments.
 */
import type { JsonValue } from '../data/json';

const LONGEST_COMMENT = 300;
const LONGEST_DEFAULT = 60;

/** `'linkerd'`, `2`, `true`, `null`; `undefined` for what has no literal type. */
export function formatLiteral(value: JsonValue): string | undefined {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'object' && value !== null) return undefined;
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : String(value);
}

/** A string literal in single quotes. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  // line separators end a line in TypeScript, and half a surrogate pair is no text
  return `'${escaped.replace(/[\u007F-\u009F\u2028\u2029]|\p{Surrogate}/gu, escapeUnit)}'`;
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The name of a property: quoted when it is no identifier. */
export function formatKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

/** `cert-manager` to `CertManager`: a name for a type. */
export function typeName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const name = words.map(word => word[0].toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `Profile${name}`;
}

/** Lines of a doc comment; none when there is nothing to say. */
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

/** One line that no comment, terminal or editor reads as something else. */
function clean(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029\s]+/gu, ' ')
    .replaceAll('*/', '*\\/')
    .replace(/@/g, '@\u200B')
    .trim();
  return line.length <= LONGEST_COMMENT ? line : `${line.slice(0, LONGEST_COMMENT).trimEnd()} …`;
}
