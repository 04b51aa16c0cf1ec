/**
 * Parses the documents of a text with npm `yaml`, with limits that keep time and memory
 * proportional to the text: on the number of tokens, the depth of nesting, and the number of
 * anchors and aliases in a document.
 *
 * A document beyond a limit is one error; the documents after it are still read.
 */
import {
  Composer,
  CST,
  type Document,
  type DocumentOptions,
  Lexer,
  type LineCounter,
  Parser,
  type ParseOptions,
  type SchemaOptions,
} from 'yaml';
import { reportRepeatedKey } from './map-keys';

/** Tokens of 4 MB of JSON; the parser needs up to half a kilobyte for each, which fits a heap of 512 MB. */
const MOST_TOKENS = 700_000;
const DEEPEST = 500;
const TOO_MUCH = 'it contains too much to be read, unless it is laid out as Helm writes it';
/** Anchors and aliases of a document that `toJS` resolves. */
export const MOST_ANCHORS = 1000;
/** Values that aliases may expand to in any text. */
export const MOST_ALIASED = 1_000_000;
/** Values that aliases may expand to even in a short text. */
const ALIASED = 10_000;
/** Lexemes that have no text. */
const MARKERS = new Set<string | null>(['scalar', 'doc-mode', 'flow-error-end']);

/** Options of composing documents, in addition to those of npm `yaml`. */
export interface ComposeOptions extends ParseOptions, DocumentOptions, SchemaOptions {
  readonly lineCounter: LineCounter;
  /** Whether a key that is written twice is an error. */
  readonly uniqueKeys: boolean;
  /** Whether a text without documents counts as an empty one. @default false */
  readonly forceDocument?: boolean;
  /** Most documents that are read. @default all */
  readonly mostDocuments?: number;
  /** Most anchors and aliases of a document; `toJS` compares each alias with all of them. @default unlimited */
  readonly mostAnchors?: number;
  /** Most tokens of a text. @default 700,000 */
  readonly mostTokens?: number;
}

/** Takes the place of a document: the limit that it exceeds, and where. */
export class OutOfBounds extends Error {
  constructor(
    message: string,
    readonly offset: number,
    /** Whether documents after it can be read. */
    readonly hasMore = true,
  ) {
    super(message);
  }
}

/** Values that aliases in `source` may expand to: as many as it has characters, but within limits. */
export function aliasLimit(source: string): number {
  return Math.min(MOST_ALIASED, Math.max(ALIASED, source.length));
}

/** The documents of `source`, in its order. */
export function composeDocuments(source: string, options: ComposeOptions): (Document.Parsed | OutOfBounds)[] {
  const { mostDocuments = Infinity, uniqueKeys } = options;
  const found: (Document.Parsed | OutOfBounds)[] = [];
  const { stackTraceLimit } = Error;
  // the parser creates an error for each wrong token, and most of its cost is the stack trace
  Error.stackTraceLimit = 0;
  try {
    for (const document of composeEach(source, options)) {
      if (uniqueKeys && !(document instanceof OutOfBounds)) reportRepeatedKey(document);
      if (found.push(document) >= mostDocuments) break;
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return found;
}

function* composeEach(source: string, options: ComposeOptions): Generator<Document.Parsed | OutOfBounds, void> {
  const tokens = new Tokens(source, options);
  let { forceDocument } = options;
  while (!tokens.isAtEnd) {
    // `map-keys.ts` compares keys, because the composer compares each key with all earlier ones
    const composer = new Composer({ ...options, prettyErrors: false, uniqueKeys: false });
    try {
      yield* composer.compose(tokens.read(), forceDocument, source.length);
    } catch (error) {
      if (!(error instanceof OutOfBounds)) throw error;
      // the previous document, which is held back until the next one begins
      yield* composer.end();
      yield error;
      if (!error.hasMore) return;
      tokens.skipDocument();
      forceDocument = false;
    }
  }
}

/** The tokens of a text, up to the limits. */
class Tokens {
  isAtEnd = false;
  private readonly lexemes: Iterator<string, unknown>;
  private offset = 0;
  private count = 0;
  /** Whether the next lexeme is the text of a scalar. */
  private isAtText = false;
  /** The start of the document after one that was skipped. */
  private start?: string;

  constructor(
    source: string,
    private readonly options: ComposeOptions,
  ) {
    this.lexemes = new Lexer().lex(source);
    options.lineCounter.addNewLine(0);
  }

  /** Tokens to the end of the text. Throws `OutOfBounds`. */
  *read(): Generator<CST.Token, void> {
    const { lineCounter, mostAnchors = Infinity, mostTokens = MOST_TOKENS } = this.options;
    const parser = new Parser(lineCounter.addNewLine);
    parser.offset = this.offset;
    let anchors = 0;
    for (let lexeme = this.start ?? this.next(); lexeme !== undefined; lexeme = this.next()) {
      const type = this.typeOf(lexeme);
      if (!isClosed(type, lexeme)) throw new OutOfBounds('a text in quotes does not end', this.offset);
      yield* parser.next(lexeme);
      this.offset = parser.offset;
      if (type === 'doc-start') anchors = 0;
      if (type === 'anchor' || type === 'alias') anchors++;
      if (++this.count > mostTokens) throw new OutOfBounds(TOO_MUCH, this.offset, false);
      if (parser.stack.length > DEEPEST) throw new OutOfBounds('it is nested too deeply to be read', this.offset);
      if (anchors > mostAnchors) throw new OutOfBounds('it contains too many anchors and aliases', this.offset);
    }
    yield* parser.end();
  }

  /** Moves to the next document, if there is one. */
  skipDocument(): void {
    this.start = undefined;
    for (let lexeme = this.next(); lexeme !== undefined; lexeme = this.next()) {
      const type = this.typeOf(lexeme);
      if (type === 'doc-start') {
        this.start = lexeme;
        return;
      }
      for (let at = lexeme.indexOf('\n'); at !== -1; at = lexeme.indexOf('\n', at + 1)) {
        this.options.lineCounter.addNewLine(this.offset + at + 1);
      }
      if (!MARKERS.has(type)) this.offset += lexeme.length;
      if (type === 'doc-end') return;
    }
  }

  private next(): string | undefined {
    const { value, done } = this.lexemes.next();
    if (done) this.isAtEnd = true;
    return done ? undefined : value;
  }

  /** The type of a lexeme; the text of a scalar follows a marker. */
  private typeOf(lexeme: string): string | null {
    const type = this.isAtText ? 'text' : CST.tokenType(lexeme);
    this.isAtText = type === 'scalar';
    return type;
  }
}

/** Whether the last character of a text in quotes is the quote that ends it: the lexer cuts it off where a line is not indented. */
function isClosed(type: string | null, lexeme: string): boolean {
  if (type === 'single-quoted-scalar')
    return lexeme.length > 1 && !lexeme.slice(1, -1).replaceAll("''", '').includes("'");
  if (type !== 'double-quoted-scalar' || !lexeme.endsWith('"')) return true;
  let end = lexeme.length - 1;
  while (lexeme[end - 1] === '\\') end--;
  return (lexeme.length - 1 - end) % 2 === 0;
}
