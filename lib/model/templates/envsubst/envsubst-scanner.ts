/**
 * Reads the characters of a text with `${VARIABLES}`; a null character ends the text.
 */

/** How a run of characters is read. */
export interface RunOptions {
  /** `$`: `$$` is a dollar; `/\`: so are `\/` and `\\` a slash and a backslash. @default nothing is escaped */
  readonly escapes?: string;
  /** Whether `${` ends the run. @default false */
  readonly endsAtVariable?: boolean;
}

/** The position in a text. */
export class EnvsubstScanner {
  /** Of the next character. */
  offset = 0;
  private readonly text: string;

  constructor(text: string) {
    const end = text.indexOf('\0');
    this.text = end === -1 ? text : text.slice(0, end);
  }

  isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** Whether `${` is next. */
  isAtVariable(): boolean {
    return this.text.startsWith('${', this.offset);
  }

  /** The character `ahead` of the next one; empty at the end. */
  peek(ahead = 0): string {
    const code = this.text.codePointAt(this.offset + ahead);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  skip(count: number): void {
    this.offset += count;
  }

  /** The characters up to one that is not accepted, without what escapes them; `index` counts them. */
  read(accept: (character: string, index: number) => boolean, options: RunOptions = {}): string {
    const { escapes = '', endsAtVariable = false } = options;
    let run = '';
    let from = this.offset;
    for (let index = 0; !this.isAtEnd() && !(endsAtVariable && this.isAtVariable()); index++) {
      const character = this.peek();
      if (isEscape(character, this.peek(1), escapes)) {
        run += this.text.slice(from, this.offset);
        from = this.offset + 1;
        this.offset += 2;
      } else if (accept(character, index)) {
        this.offset += character.length;
      } else {
        break;
      }
    }
    return run + this.text.slice(from, this.offset);
  }
}

function isEscape(character: string, next: string, escapes: string): boolean {
  if (!escapes.includes(character)) return false;
  return character === '$' ? next === '$' : character === '\\' && (next === '/' || next === '\\');
}
