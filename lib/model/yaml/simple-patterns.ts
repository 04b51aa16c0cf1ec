/**
 * Patterns of what most lines hold: simple keys and scalars.
 */

/** Of a plain scalar, behind its first: what neither ends it nor is a blank. */
const CHARACTER = '[!-9;-~\\u00a1-\\u167f\\u2010-\\u2027\\u2030-\\u205e\\u3001-\\ud7ff]';
/** Neither `: ` nor ` #` can be in it; a run of colons or of blanks can be taken in one way only. */
const PLAIN = `[\\w/~^$+.(]${CHARACTER}*(?:(?::+(?![: \\r\\n])| +(?![ #:\\r\\n]))${CHARACTER}*)*`;
const QUOTED = `"(?:[^"\\\\\\r\\n]|\\\\["\\\\/nrt])*"|'(?:[^'\\r\\n]|'')*'`;
/** Of up to 1000 characters: the full parser takes no more than 1024. Null is not text to it. */
const KEY = '(?![Nn]ull:|NULL:)[A-Za-z][\\w./-]{0,999}';
const BREAK = '\\r?\\n';

const SIMPLE_KEY = new RegExp(`(${KEY}):(?=[ \\r\\n])`, 'y');

/** The simple key at `at` of `text`, whatever follows its colon; `undefined` when there is none. */
export function trySimpleKey(text: string, at: number): string | undefined {
  SIMPLE_KEY.lastIndex = at;
  return SIMPLE_KEY.exec(text)?.[1];
}

/** Whether a simple key is at `at` of `text`. */
export function isSimpleKey(text: string, at: number): boolean {
  SIMPLE_KEY.lastIndex = at;
  return SIMPLE_KEY.test(text);
}

/** Plain text, on one line or folded, or text in quotes on one line, and its line break. */
export function simpleScalar(indent: number): RegExp {
  const blanks = ' '.repeat(indent);
  return new RegExp(`(?:${PLAIN}(?:${BREAK}${blanks}${PLAIN})*|${QUOTED})${BREAK}`, 'y');
}

/** Text under `|` or `>`, its header and all line breaks behind it. */
export function simpleLiteral(indent: number): RegExp {
  const blanks = ' '.repeat(indent);
  const more = `(?:${blanks}[^\\r\\n]*${BREAK}|${BREAK})*`;
  return new RegExp(`[|>]-?${BREAK}${blanks}[^ \\t\\r\\n][^\\r\\n]*${BREAK}${more}`, 'y');
}

/** Offset behind what `pattern`, sticky, matches at `at`; -1 also for megabytes, for which expressions have no room. */
export function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  try {
    return pattern.test(text) ? pattern.lastIndex : -1;
  } catch {
    // what a scalar of megabytes says is for `block-scalar.ts`
    return -1;
  }
}
