/**
 * Where a text stops being JSON, and why: `JSON.parse` says it in words that differ between versions
 * of Node, and quotes the text.
 */

/** Why a text is not JSON, and the offset of the first character that is wrong. */
export interface JsonFault {
  readonly reason: string;
  readonly offset: number;
}

const WHITE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y; // eslint-disable-line no-control-regex
const DEEPEST = 200;

/** The first fault of `text`; `undefined`: it is JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  const reader = new JsonReader(text);
  try {
    reader.readValue(0);
    reader.readEnd();
    return undefined;
  } catch (fault) {
    if (fault instanceof Fault) return { reason: fault.message, offset: fault.offset };
    throw fault;
  }
}

class Fault extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

class JsonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  readValue(depth: number): void {
    this.skip(WHITE);
    if (depth > DEEPEST) this.fail('it is nested too deeply');
    const first = this.text[this.at];
    if (first === '{') return this.readItems('}', () => this.readMember(depth));
    if (first === '[') return this.readItems(']', () => this.readValue(depth + 1));
    if (first === '"') return this.readString();
    if (!this.skip(SCALAR)) this.fail('a value is missing');
  }

  readEnd(): void {
    this.skip(WHITE);
    if (this.at < this.text.length) this.fail('the text goes on after its end');
  }

  private readItems(end: string, readItem: () => void): void {
    this.at++;
    this.skip(WHITE);
    if (this.take(end)) return;
    do readItem();
    while (this.take(','));
    if (!this.take(end)) this.fail(`"," or "${end}" is missing`);
  }

  private readMember(depth: number): void {
    this.skip(WHITE);
    if (this.text[this.at] !== '"') this.fail('a name in double quotes is missing');
    this.readString();
    if (!this.take(':')) this.fail('":" is missing');
    this.readValue(depth + 1);
  }

  private readString(): void {
    if (this.skip(STRING)) return;
    const start = this.at;
    for (this.at++; this.at < this.text.length; this.at++) {
      if (this.text[this.at] < ' ') this.fail('a line break or tab in a text is not written as \\n or \\t');
      if (this.text[this.at] !== '\\') continue;
      if (!/^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(this.text.slice(this.at, this.at + 6))) this.fail('"\\" begins no escape'); // prettier-ignore
      this.at++;
    }
    throw new Fault('a text in double quotes does not end', start);
  }

  private take(character: string): boolean {
    this.skip(WHITE);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0].length ?? 0;
    this.at += found;
    return found > 0;
  }

  private fail(reason: string): never {
    const isEnd = this.at >= this.text.length;
    throw new Fault(isEnd ? `it ends too early: ${reason}` : reason, this.at);
  }
}
