/**
 * A place in a text of JSON, from which its values are found without reading them.
 */
import type { FileLocation } from '../yaml/file-location';

/** Thrown where a text is not JSON. */
export class NotJson extends Error {}

const BLANKS = /[ \t\r\n]*/y;
const SCALAR = /[-+.\w]+/y;
const BACKSLASH = 0x5c;

/** Goes through one text; what it finds must be read in the order of the text. Throws NotJson. */
export class JsonCursor {
  private at: number;
  private line = 1;
  /** Offset of the line that was counted last. */
  private lineStart: number;
  private nextLine: number;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
    this.lineStart = this.at;
    this.nextLine = this.findLine();
    this.skipBlanks();
  }

  /** Whether `character` is next. */
  isAt(character: string): boolean {
    return this.text[this.at] === character;
  }

  /** Where the next value is. */
  locate(): FileLocation {
    while (this.nextLine <= this.at) {
      this.line++;
      this.lineStart = this.nextLine;
      this.nextLine = this.findLine();
    }
    return { file: this.file, line: this.line, column: this.at - this.lineStart + 1 };
  }

  /** The keys of the object that is next; the value of each is to be read before the next key. */
  readKeys(): Generator<string, void> {
    return this.readMembers('{', '}', () => {
      const key: unknown = this.tryParse(this.readValue());
      if (typeof key !== 'string') throw new NotJson();
      this.take(':');
      return key;
    });
  }

  /** The places of the items of the list that is next; each is to be read before the next one. */
  readItems(): Generator<FileLocation, void> {
    return this.readMembers('[', ']', () => this.locate());
  }

  /** Goes behind the value that is next, and returns its text. */
  readValue(): string {
    const start = this.at;
    this.skipValue();
    const source = this.text.slice(start, this.at);
    this.skipBlanks();
    return source;
  }

  /** Says that nothing may follow. */
  end(): void {
    if (this.at < this.text.length) throw new NotJson();
  }

  private *readMembers<T>(open: string, close: string, start: () => T): Generator<T, void> {
    this.take(open);
    if (this.isAt(close)) return this.take(close);
    for (;;) {
      yield start();
      if (this.isAt(close)) return this.take(close);
      this.take(',');
    }
  }

  /** Goes behind a value: brackets are counted, and `JSON.parse` looks at what is between them. */
  private skipValue(): void {
    let depth = 0;
    do {
      const character = this.text[this.at];
      if (character === '"') this.skipString();
      else if (character === '{' || character === '[') {
        depth++;
        this.at++;
      } else if (character === '}' || character === ']') {
        depth--;
        this.at++;
      } else if (depth > 0 && (character === ',' || character === ':')) this.at++;
      else this.skipScalar();
      if (depth > 0) this.skipBlanks();
    } while (depth > 0);
    if (depth < 0) throw new NotJson();
  }

  private skipScalar(): void {
    SCALAR.lastIndex = this.at;
    if (!SCALAR.test(this.text)) throw new NotJson();
    this.at = SCALAR.lastIndex;
  }

  private skipString(): void {
    const { text } = this;
    for (let end = text.indexOf('"', this.at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
      let start = end;
      while (text.charCodeAt(start - 1) === BACKSLASH) start--;
      if ((end - start) % 2 === 0) {
        this.at = end + 1;
        return;
      }
    }
    throw new NotJson();
  }

  private take(character: string): void {
    if (!this.isAt(character)) throw new NotJson();
    this.at++;
    this.skipBlanks();
  }

  private skipBlanks(): void {
    BLANKS.lastIndex = this.at;
    BLANKS.test(this.text);
    this.at = BLANKS.lastIndex;
  }

  /** Offset of the line after the one that was counted last. */
  private findLine(): number {
    return this.text.indexOf('\n', this.lineStart) + 1 || Infinity;
  }

  private tryParse(source: string): unknown {
    try {
      return JSON.parse(source);
    } catch {
      throw new NotJson();
    }
  }
}
