/**
 * The lines of a text in block layout, one after the other.
 *
 * Blank lines and lines of comment are passed over. A text may come in parts: where
 * one ends, reading stops and begins again with more.
 */
import { fallBack } from './fallback';
import type { FileLocation } from './file-location';

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const HASH = 0x23;
export const DASH = 0x2d;

/** Thrown at the end of a text of which more is to come. */
export class MoreNeeded extends Error {}

/** A place to go back to: the start of a line and its number. */
export interface LineMark {
  readonly start: number;
  readonly line: number;
}

/** The document of a text behind a byte order mark and `---`, and the number of its first line. */
export function findDocument(text: string): { readonly text: string; readonly line: number } {
  const [start] = /^\uFEFF?(?:---\r?\n)?/.exec(text)!;
  return { text: text.slice(start.length), line: start.endsWith('\n') ? 2 : 1 };
}

export class BlockLines {
  /** Ends with a line feed. */
  text = '';
  /** Number of the line, from 1. */
  line = 0;
  /** Offset of the line. */
  start = 0;
  /** Blanks the line begins with; -1 after the last line. */
  indent = -1;
  /** Offset of what is to be read next in the line. */
  at = 0;
  /** Offset of the line after it. */
  next = 0;
  /** Whether the last line of the text ends without a line break. */
  isUnended = false;
  /** Whether comments were passed over on the way to the line. */
  isAfterComment = false;

  /** `isWhole`: no more text is to come. */
  constructor(
    private readonly file: string,
    public isWhole: boolean,
  ) {}

  /** Goes on with `text`, whose first line has the number `line`. */
  begin(text: string, line: number): void {
    this.isUnended = text !== '' && !text.endsWith('\n');
    // half a line break
    if (text.endsWith('\r')) this.stepAside();
    // so that every line ends alike
    this.text = this.isUnended ? `${text}\n` : text;
    this.next = 0;
    this.line = line - 1;
    this.advance();
  }

  mark(): LineMark {
    return { start: this.start, line: this.line };
  }

  rewind({ start, line }: LineMark): void {
    this.next = start;
    this.line = line - 1;
    this.advance();
  }

  /** Goes to the next line that holds something. */
  advance(): void {
    const { text } = this;
    this.isAfterComment = false;
    while (this.step()) {
      const code = text.charCodeAt(this.at);
      if (code === LINE_FEED || code === CARRIAGE_RETURN) {
        this.endLine(this.at);
      } else if (code === HASH) {
        this.isAfterComment = true;
        this.next = text.indexOf('\n', this.at) + 1;
      } else {
        return;
      }
    }
  }

  /** Goes to the next line, whatever it holds; false when there is none. */
  step(): boolean {
    const { text } = this;
    if (this.next >= text.length) return this.endText();
    let at = (this.start = this.next);
    while (text.charCodeAt(at) === SPACE) at++;
    this.line++;
    this.indent = at - this.start;
    this.at = at;
    return true;
  }

  /** Goes back before the line. */
  stepBack(): void {
    this.next = this.start;
    this.line--;
  }

  /** Says that the line ends at `offset`, but for blanks. */
  endLine(offset: number): void {
    const { text } = this;
    let at = offset;
    // mostly so
    if (text.charCodeAt(at) === LINE_FEED) {
      this.next = at + 1;
      return;
    }
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) === CARRIAGE_RETURN) at++;
    if (text.charCodeAt(at) !== LINE_FEED) this.stepAside();
    this.next = at + 1;
  }

  get isAtTextEnd(): boolean {
    return this.indent === -1;
  }

  /**
   * Goes to the line at `end`, over `count` lines, when nothing but a line that is indented
   * by `indent` or less is there, which for a field is none of a list.
   */
  trySkip(end: number, count: number, indent: number, isField: boolean): boolean {
    const { text } = this;
    if (end >= text.length) return false;
    let next = end;
    while (text.charCodeAt(next) === SPACE) next++;
    const code = text.charCodeAt(next);
    if (next - end > indent || code === LINE_FEED || code === CARRIAGE_RETURN || code === HASH) return false;
    if (isField && code === DASH && next - end === indent) return false;
    this.start = end;
    this.indent = next - end;
    this.at = next;
    this.line += count;
    this.isAfterComment = false;
    return true;
  }

  /** Whether nothing but blanks is left of the line. */
  get isAtLineEnd(): boolean {
    const code = this.text.charCodeAt(this.at);
    return code === LINE_FEED || code === CARRIAGE_RETURN;
  }

  /** Whether an item of a list begins here: `- name`, or a dash alone. */
  get isAtDash(): boolean {
    if (this.text.charCodeAt(this.at) !== DASH) return false;
    const code = this.text.charCodeAt(this.at + 1);
    return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN;
  }

  /** Where `at` is. */
  locate(): FileLocation {
    return { file: this.file, line: this.line, column: this.at - this.start + 1 };
  }

  /** Where the character is that comes after `before` others in `line`. */
  locateIn(line: number, before: number): FileLocation {
    return { file: this.file, line, column: before + 1 };
  }

  stepAside(): never {
    return fallBack();
  }

  private endText(): boolean {
    if (!this.isWhole) throw new MoreNeeded();
    this.indent = -1;
    this.start = this.at = this.next = this.text.length;
    return false;
  }
}
