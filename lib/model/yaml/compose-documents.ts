/**
 * The documents of a text as nodes of npm `yaml`, within bounds that keep time and memory
 * in proportion to the text: how many tokens it holds, how deep they are nested, how many
 * anchors and aliases a document has.
 *
 * A document that is out of bounds is an error of its own; the documents behind it are read.
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

/** Of 18 MB of JSON; what the parser holds of a token is up to half a kilobyte. */
const MOST_TOKENS = 3_000_000;
const DEEPEST = 500;
const TOO_MUCH = 'it holds too much to be read, unless it is laid out as Helm writes it';
/** Lexemes that are not in the text. */
const MARKERS = new Set<string | null>(['scalar', 'doc-mode', 'flow-error-end']);

/** How documents are composed, beside the options of npm `yaml`. */
export interface ComposeOptions extends ParseOptions, DocumentOptions, SchemaOptions {
  readonly lineCounter: LineCounter;
  /** Whether a key that is written twice is an error. */
  readonly uniqueKeys: boolean;
  /** Whether a text without documents is an empty one. @default false */
  readonly forceDocument?: boolean;
  /** @default all */
  readonly mostDocuments?: number;
  /** Anchors and aliases of a document; `toJS` compares each alias with all of them. @default any number */
  readonly mostAnchors?: number;
  /** @default 3,000,000 */
  readonly mostTokens?: number;
}

/** Instead of a document: the bound that it passes, and where. */
export class OutOfBounds extends Error {
  constructor(
    message: string,
    readonly offset: number,
    /** Whether documents behind it can be read. */
    readonly hasMore = true,
  ) {
    super(message);
  }
}

/** The documents of `source`, in its order. */
export function composeDocuments(source: string, options: ComposeOptions): (Document.Parsed | OutOfBounds)[] {
  const { mostDocuments = Infinity, uniqueKeys } = options;
  const found: (Document.Parsed | OutOfBounds)[] = [];
  const { stackTraceLimit } = Error;
  // the parser makes an error of each token that is wrong, and stack traces are most of it
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
    // keys are compared in `repeated-keys.ts`: the composer compares each with all before it
    const composer = new Composer({ ...options, prettyErrors: false, uniqueKeys: false });
    try {
      yield* composer.compose(tokens.read(), forceDocument, source.length);
    } catch (error) {
      if (!(error instanceof OutOfBounds)) throw error;
      // the document before it, which is held back until one follows
      yield* composer.end();
      yield error;
      if (!error.hasMore) return;
      tokens.skipDocument();
      forceDocument = false;
    }
  }
}

/** The tokens of a text, as far as they are in bounds. */
class Tokens {
  isAtEnd = false;
  private readonly lexemes: Iterator<string, unknown>;
  private offset = 0;
  private count = 0;
  /** Whether the next lexeme is the text of a scalar. */
  private isAtText = false;
  /** The start of the document behind one that was skipped. */
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
      yield* parser.next(lexeme);
      this.offset = parser.offset;
      if (type === 'doc-start') anchors = 0;
      if (type === 'anchor' || type === 'alias') anchors++;
      if (++this.count > mostTokens) throw new OutOfBounds(TOO_MUCH, this.offset, false);
      if (parser.stack.length > DEEPEST) throw new OutOfBounds('it is nested too deep to be read', this.offset);
      if (anchors > mostAnchors) throw new OutOfBounds('it holds too many anchors and aliases', this.offset);
    }
    yield* parser.end();
  }

  /** Goes to the next document, if there is one. */
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

  /** What a lexeme is; `text` of a scalar comes behind the mark of one. */
  private typeOf(lexeme: string): string | null {
    const type = this.isAtText ? 'text' : CST.tokenType(lexeme);
    this.isAtText = type === 'scalar';
    return type;
  }
}
