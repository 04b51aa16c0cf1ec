/**
 * Scalars as they are mostly written, matched at once: plain ones, on one line or folded,
 * ones in quotes on one line, and texts under `|` and `>`, which are passed over.
 */
import { type BlockLines, CARRIAGE_RETURN } from './block-lines';
import { DOUBLE_QUOTE, GREATER, PIPE, plainValue, SINGLE_QUOTE, unquote } from './block-scalar';
import { unfoldLines } from './block-text';
import { detachText } from './detach-text';
import { matchAt, PLAIN } from './simple-line';
import { NOWHERE, type YamlValue } from './yaml-value';

/** Instead of an offset or a number: what is there is not simple. */
export const ODD = -1;

const BREAK = '\\r?\\n';
const QUOTED = `"(?:[^"\\\\\\r\\n]|\\\\["\\\\/nrt])*"|'(?:[^'\\r\\n]|'')*'`;

/** Reads scalars of `text`; what one says is in `value`. */
export class SimpleScalars {
  protected text = '';
  /** Lines that were read. */
  protected count = 0;
  /** What was read last, if that is wanted. */
  protected value: YamlValue | undefined;
  /** Patterns, by the indent of the lines below the first. */
  private readonly scalars: RegExp[] = [];
  private readonly texts: RegExp[] = [];

  constructor(protected readonly lines: BlockLines) {}

  /** Reads a scalar whose lines below the first are indented by `indent`; returns where it ends. */
  protected readScalar(at: number, indent: number, isWanted: boolean): number {
    const { text } = this;
    const code = text.charCodeAt(at);
    const isText = code === PIPE || code === GREATER;
    // what it says is for the reader of all layouts
    if (isText && isWanted) return ODD;
    const pattern = isText
      ? (this.texts[indent] ??= simpleText(indent))
      : (this.scalars[indent] ??= simpleScalar(indent));
    if (matchAt(pattern, text, at) === null) return ODD;
    const end = pattern.lastIndex;
    for (let i = at; i < end; this.count++) i = text.indexOf('\n', i) + 1;
    this.value = isWanted ? this.readText(at, end) : undefined;
    return end;
  }

  /** What a scalar says that ends with the line break before `to`. */
  private readText(from: number, to: number): YamlValue {
    const { text, lines } = this;
    const end = text.charCodeAt(to - 2) === CARRIAGE_RETURN ? to - 2 : to - 1;
    const code = text.charCodeAt(from);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      return { type: 'text', at: NOWHERE, text: detachText(unquote(lines, from, end - 1)) };
    }
    const source = text.slice(from, end);
    if (source.includes('\n')) return { type: 'text', at: NOWHERE, text: detachText(unfoldLines(source)) };
    return plainValue(source, NOWHERE);
  }
}

/** Matches a scalar and its line break, sticky. */
function simpleScalar(indent: number): RegExp {
  const blanks = ' '.repeat(indent);
  return new RegExp(`(?:${PLAIN}(?:${BREAK}${blanks}${PLAIN})*|${QUOTED})${BREAK}`, 'y');
}

/** Matches a text under `|` or `>`, its header and all line breaks behind it, sticky. */
function simpleText(indent: number): RegExp {
  const blanks = ' '.repeat(indent);
  const more = `(?:${blanks}[^\\r\\n]*${BREAK}|${BREAK})*`;
  return new RegExp(`[|>]-?${BREAK}${blanks}[^ \\t\\r\\n][^\\r\\n]*${BREAK}${more}`, 'y');
}
