/**
 * Regular expressions for what most lines contain: simple keys and scalars.
 */

/** Characters of a plain scalar after the first that neither end it nor are spaces. */
const CHARACTER = '[!-9;-~\\u00a1-\\u167f\\u2010-\\u2027\\u2030-\\u205e\\u3001-\\ud7ff]';
/** Excludes `: ` and ` #`; a run of colons or spaces matches in one way only. */
const PLAIN = `[\\w/~^$+.(]${CHARACTER}*(?:(?::+(?![: \\r\\n])| +(?![ #:\\r\\n]))${CHARACTER}*)*`;
const QUOTED = `"(?:[^"\\\\\\r\\n]|\\\\["\\\\/nrt])*"|'(?:[^'\\r\\n]|'')*'`;
/** Up to 1000 characters, because the full parser accepts at most 1024. It reads null as a non-text. */
const KEY = '(?![Nn]ull:|NULL:)[A-Za-z][\\w./-]{0,999}';
const BREAK = '\\r?\\n';

const SIMPLE_KEY = new RegExp(`(${KEY}):(?=[ \\r\\n])`, 'y');

/** The simple key at `at` in `text`, whatever follows its colon; `undefined` if there is none. */
export function trySimpleKey(text: string, at: number): string | undefined {
  SIMPLE_KEY.lastIndex = at;
  return SIMPLE_KEY.exec(text)?.[1];
}

/** Whether there is a simple key at `at` in `text`. */
export function isSimpleKey(text: string, at: number): boolean {
  SIMPLE_KEY.lastIndex = at;
  return SIMPLE_KEY.test(text);
}

/** Plain text, on one line or folded, or text in quotes on one line, and its line break. */
export function simpleScalar(indent: number): RegExp {
  const blanks = ' '.repeat(indent);
  return new RegExp(`(?:${PLAIN}(?:${BREAK}${blanks}${PLAIN})*|${QUOTED})${BREAK}`, 'y');
}

/** Text after `|` or `>`, with its header and all line breaks after it. */
export function simpleLiteral(indent: number): RegExp {
  const blanks = ' '.repeat(indent);
  const more = `(?:${blanks}[^\\r\\n]*${BREAK}|${BREAK})*`;
  return new RegExp(`[|>]-?${BREAK}${blanks}[^ \\t\\r\\n][^\\r\\n]*${BREAK}${more}`, 'y');
}

/**
 * Offset after the match of the sticky `pattern` at `at`; -1 also for scalars of megabytes, which
 * exceed the limits of regular expressions.
 */
export function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  try {
    return pattern.test(text) ? pattern.lastIndex : -1;
  } catch {
    // `block-scalar.ts` reads scalars of megabytes
    return -1;
  }
}
