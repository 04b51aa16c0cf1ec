/**
 * Lines that hold one simple thing, read at once: most lines do.
 */

/** Of a plain scalar, behind its first: what neither ends it nor is a blank. */
const CHARACTER = '[!-9;-~\\u00a1-\\u167f\\u2010-\\u2027\\u2030-\\u205e\\u3001-\\ud7ff]';
/** Neither `: ` nor ` #` can be in it; a run of colons or of blanks can be taken in one way only. */
export const PLAIN = `[\\w/~^$+.(]${CHARACTER}*(?:(?::+(?![: \\r\\n])| +(?![ #:\\r\\n]))${CHARACTER}*)*`;
/** Of up to 1000 characters, for the full parser takes no more than 1024; null it reads as no text. */
export const KEY = '(?![Nn]ull:|NULL:)[A-Za-z][\\w./-]{0,999}';
const QUOTED = '"[^"\\\\\\r\\n]*"|\'[^\'\\r\\n]*\'';

/** Matches `pattern`, sticky, from `at` on; null also for megabytes, for which expressions have no room. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  try {
    return pattern.exec(text);
  } catch {
    return null;
  }
}

/** `name: value`, in quotes without escapes or plain. */
export const SIMPLE_FIELD = new RegExp(`(${KEY}): (?:(${PLAIN})|(${QUOTED}))\\r?\\n`, 'y');
/** `- value` as well. */
export const SIMPLE_ITEM = new RegExp(`- (?:(${PLAIN})|(${QUOTED}))\\r?\\n`, 'y');
/** `name:`, whatever follows. */
export const SIMPLE_KEY = new RegExp(`(${KEY}):(?=[ \\r\\n])`, 'y');
