/**
 * The meaning of the text of a scalar: folded lines, escapes, numbers.
 *
 * The result is that of the full parser (YAML 1.2, core schema). The time is proportional to the
 * text, however many spaces it contains.
 */
import { SPACE } from './cursor';

const NUMBER =
  /^(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;
const BOOLEAN = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const NULL = /^(?:~|[Nn]ull|NULL)$/;
/** An escaped character or line break, a line break with the spaces around it, or spaces, which are skipped at once. */
const ESCAPE_OR_BREAK =
  /\\(\r?\n *|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])|(?: {2,}| ?(?=\r?\n))(?:\r?\n[ \r\n]*)?/g;

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    e: '\x1b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    N: '\u0085',
    _: '\u00a0',
    L: '\u2028',
    P: '\u2029',
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t',
  }),
);

/** The value of a scalar without quotes. */
export function plainType(text: string): 'text' | 'number' | 'boolean' | 'null' {
  const code = text.charCodeAt(0);
  // digits, signs and points
  if (code < 0x3a) return NUMBER.test(text) ? 'number' : 'text';
  if (text.length > 5) return 'text';
  return BOOLEAN.test(text) ? 'boolean' : NULL.test(text) ? 'null' : 'text';
}

/** Folds the lines of a scalar: a line break becomes a space, and each blank line becomes a line break. */
export function unfoldLines(source: string): string {
  const lines = source.split(/\r?\n/);
  const last = lines.length - 1;
  let text = lines[0].slice(0, trimmedEnd(lines[0]));
  let separator = ' ';
  for (let i = 1; i < last; i++) {
    const line = lines[i].slice(trimmedStart(lines[i]), trimmedEnd(lines[i]));
    if (line !== '') {
      text += separator + line;
      separator = ' ';
    } else if (separator === '\n') {
      text += '\n';
    } else {
      separator = '\n';
    }
  }
  return text + separator + lines[last].slice(trimmedStart(lines[last]));
}

/** Offset after the leading spaces of `line`; other white space is text. */
function trimmedStart(line: string): number {
  let start = 0;
  while (line.charCodeAt(start) === SPACE) start++;
  return start;
}

/** Offset of the trailing spaces of `line`. */
function trimmedEnd(line: string): number {
  let end = line.length;
  while (line.charCodeAt(end - 1) === SPACE) end--;
  return end;
}

/** The text between double quotes; `undefined` if an escape is unknown. */
export function unescapeText(source: string): string | undefined {
  let isKnown = true;
  const text = source.replace(ESCAPE_OR_BREAK, (match, escape: string | undefined) => {
    if (escape === undefined) return foldBreaks(match);
    if (escape.includes('\n')) return '';
    const character = escape.length === 1 ? ESCAPES.get(escape) : tryCharacter(parseInt(escape.slice(1), 16));
    if (character === undefined) isKnown = false;
    return character ?? '';
  });
  return isKnown ? text : undefined;
}

/**
 * Spaces without a line break are kept; with one line break they become a space, with more they
 * become the other line breaks.
 */
function foldBreaks(match: string): string {
  const breaks = match.split('\n').length - 1;
  if (breaks === 0) return match;
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

function tryCharacter(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
