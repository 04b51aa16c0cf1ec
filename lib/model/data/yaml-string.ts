/**
 * Strings in YAML: plain, in double quotes, or as lines after `|`. A string is plain only if YAML 1.1,
 * YAML 1.2 and go-yaml read exactly that string.
 */
import { isVisible, replaceInvisible } from './invisible-text';
import { isWellFormed } from './values';

/**
 * Read as strings, except for the words below: `nginx`, `./a`, `https://a.b/c?d=e`. npm `yaml`
 * reads `e3` as a number.
 */
const PLAIN = /^(?![eE][-+]?\d+$)(?:\.{0,2}\/|[A-Za-z_])[\w !"#$%&'()*+,./:;<=>?@[\]^{|}~-]*(?<![ :])$/;
/** Versions, addresses, durations and quantities: `1.2.3-rc.1`, `10.0.0.1`, `1h30m`, `512Mi`. */
const PLAIN_DIGITS = /^(?:\d+\.\d+\.\d+[\w.+-]*|(?:\d+(?:\.\d+)?(?:ms|[hms]|[KMGTPE]i))+)$/;
/** Words that some parser reads as null or a boolean, in some spelling. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
const LONGEST_PLAIN = 1000;
/** One level of indentation. */
export const INDENT = '  ';

/** The text of `value`, which is at `indent` if it has several lines. */
export function formatString(value: string, indent: string): string {
  if (isPlain(value)) return value;
  return isLiteral(value) ? formatLiteral(value, indent) : formatQuoted(value);
}

/** Whether every parser reads `value` without quotes as exactly that string. */
export function isPlain(value: string): boolean {
  if (value.length > LONGEST_PLAIN) return false;
  if (!PLAIN.test(value)) return PLAIN_DIGITS.test(value);
  if (value.length <= 5 && WORDS.has(value.toLowerCase())) return false;
  return !value.includes(': ') && !value.includes(' #');
}

/**
 * Whether lines after `|` or `|-` represent exactly `value`. Text that ends in blank lines or
 * spaces is quoted, so that editors and hooks do not trim it.
 */
function isLiteral(value: string): boolean {
  const last = value.length - (value.endsWith('\n') ? 2 : 1);
  return (
    value.includes('\n') &&
    last >= 0 &&
    !' \t\n'.includes(value[last]) &&
    isVisible(value, '\n\t') &&
    isWellFormed(value)
  );
}

function formatLiteral(value: string, indent: string): string {
  const indicator = /^\n*[ \t]/.test(value) ? INDENT.length : '';
  const lines = `\n${value}`.replace(/\n(?=[^\n])/g, `\n${indent || INDENT}`);
  return value.endsWith('\n') ? `|${indicator}${lines.slice(0, -1)}` : `|${indicator}-${lines}`;
}

/** JSON, which is valid YAML; characters that go-yaml refuses, or a reviewer would not see, are escaped. */
export function formatQuoted(value: string): string {
  if (!isWellFormed(value)) throw new TypeError('half a surrogate pair cannot be written as YAML; correct the string');
  return replaceInvisible(JSON.stringify(value), escape);
}

/** `\u202e`, `\U000e0041`. */
function escape(character: string): string {
  const digits = character.codePointAt(0)!.toString(16);
  return character.length === 1 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
