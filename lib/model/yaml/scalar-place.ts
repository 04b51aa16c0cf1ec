/**
 * Where a character of a YAML text is in the file: behind quotes, escapes, indentation and folded lines.
 */
import type { FileLocation } from './file-location';

/** Digits after the backslash and letter of an escape in double quotes: `\x41`. */
const DIGITS: ReadonlyMap<string, number> = new Map([['x', 2], ['u', 4], ['U', 8]]); // prettier-ignore

/** The place of character `offset` of `value`, a scalar that begins at `at` of the file with text `source`. */
export function locateInScalar(source: string, at: FileLocation, value: string, offset: number): FileLocation {
  const reader = new ScalarReader(source, at);
  for (const unit of value.slice(0, offset).split('')) reader.pass(unit);
  return reader.locate(value[offset]);
}

class ScalarReader {
  private line: number;
  private column: number;
  private readonly lines: readonly string[];
  private readonly quote: string;
  /** Leading spaces of each line of a block; absent: not a block. */
  private readonly indent?: number;
  /** Whether the next unit is the second half of an escaped surrogate pair. */
  private isHalf = false;

  constructor(
    source: string,
    private readonly at: FileLocation,
  ) {
    this.lines = source.replace(/^\uFEFF/, '').split(/\r?\n/);
    this.line = at.line - 1;
    this.column = at.column - 1;
    const first = this.text()[this.column] ?? '';
    this.quote = first === '"' || first === "'" ? first : '';
    if (this.quote !== '') this.column++;
    if (first !== '|' && first !== '>') return;
    const hint = /^.[-+]?([1-9])/.exec(this.text().slice(this.column))?.[1];
    const line = this.lines.slice(this.line + 1).find(one => one.trim() !== '') ?? '';
    this.indent = hint === undefined ? countSpaces(line) : countSpaces(this.text()) + Number(hint);
    this.breakLine();
  }

  /** Moves behind a UTF-16 unit of the value. */
  pass(unit: string): void {
    if (this.isHalf) this.isHalf = false;
    else if (this.isAtEnd(unit) && /\s/.test(unit)) this.breakLine();
    else {
      this.leaveEnd(unit);
      this.column += this.width(unit);
    }
  }

  /** The place of the next unit. */
  locate(unit = ''): FileLocation {
    if (unit !== '' && !/\s/.test(unit)) this.leaveEnd(unit);
    return { file: this.at.file, line: this.line + 1, column: this.column + 1 };
  }

  private text(): string {
    return this.lines[this.line] ?? '';
  }

  /** Whether the line has no more units; a folded line also ends before its trailing spaces. */
  private isAtEnd(unit: string): boolean {
    const text = this.text();
    if (this.quote === '"' && text[this.column] === '\\' && this.column === text.length - 1) return true;
    const isFolded = this.indent === undefined && this.line + 1 < this.lines.length;
    return this.column >= (isFolded && unit === ' ' ? text.trimEnd() : text).length;
  }

  private leaveEnd(unit: string): void {
    while (this.line + 1 < this.lines.length && this.isAtEnd(unit)) this.breakLine();
  }

  private breakLine(): void {
    this.line++;
    const spaces = countSpaces(this.text());
    this.column = this.indent === undefined ? spaces : Math.min(this.indent, spaces);
  }

  /** Characters that stand for a unit. */
  private width(unit: string): number {
    const text = this.text();
    if (this.quote === "'" && unit === "'") return 2;
    if (this.quote !== '"' || text[this.column] !== '\\') return 1;
    const letter = text[this.column + 1];
    this.isHalf = letter === 'U' && /[\uD800-\uDBFF]/.test(unit);
    return 2 + (DIGITS.get(letter) ?? 0);
  }
}

function countSpaces(line: string): number {
  return /^\s*/.exec(line)![0].length;
}
