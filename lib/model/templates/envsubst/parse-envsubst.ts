/**
 * Parses texts with `${VARIABLES}` in the dialect of clusterctl, which is that of drone/envsubst v2:
 * defaults, substrings, letter case, removal and replacement, nested in each other.
 *
 * Where the dialect is lenient, so is this: `${A/b}` reads on behind the brace for its second slash.
 * In linear time; differential tests compare it with the library.
 */
import { EnvsubstScanner } from './envsubst-scanner';

/** A text, or a variable with what is done to its value. */
export type EnvsubstNode = string | EnvsubstVariable;

/** `${name:-a${b}}`. */
export interface EnvsubstVariable {
  readonly name: string;
  /** `:-`, `//`, `^`; empty: only the value. */
  readonly operator: string;
  readonly args: readonly EnvsubstNode[];
  /** Offset of `${`. */
  readonly offset: number;
}

/** Why a text cannot be parsed, and where. */
export class EnvsubstFault extends Error {
  constructor(
    readonly reason: string,
    /** Offset of the variable that is wrong. */
    readonly offset: number,
  ) {
    super(reason);
  }
}

const DEEPEST = 50;
const isNotBrace = (character: string) => character !== '}';
const isName = (character: string) => /[\p{L}\p{Nd}_]/u.test(character);
/** Accepts characters that `pattern` has at their place. */
const sequence =
  (...pattern: readonly string[]) =>
  (character: string, index: number) =>
    pattern[index]?.includes(character) ?? false;
const REPLACE = sequence('/', '/#%');
const DEFAULT = sequence(':', '=-?+');
const CASE = sequence(',^', ',^');

/** The parts of `text`. Throws `EnvsubstFault`. */
export function parseEnvsubst(text: string): readonly EnvsubstNode[] {
  const parser = new EnvsubstParser(new EnvsubstScanner(text));
  return parser.parse();
}

class EnvsubstParser {
  private depth = 0;

  constructor(private readonly scanner: EnvsubstScanner) {}

  parse(): readonly EnvsubstNode[] {
    const nodes: EnvsubstNode[] = [];
    const { scanner } = this;
    while (!scanner.isAtEnd()) {
      if (scanner.isAtVariable()) nodes.push(this.readVariable());
      else nodes.push(scanner.read(() => true, { escapes: '$', endsAtVariable: true }));
    }
    return nodes;
  }

  private readVariable(): EnvsubstVariable {
    const { scanner } = this;
    const offset = scanner.offset;
    const fail = (reason: string): never => {
      throw new EnvsubstFault(reason, offset);
    };
    if (++this.depth > DEEPEST) fail('variables are nested too deeply');
    scanner.skip(2);
    const isLength = scanner.peek() === '#';
    if (isLength) scanner.skip(1);
    const name = scanner.read(isName);
    if (name === '') fail(scanner.isAtEnd() ? 'the brace is not closed' : 'a name is missing');
    const { operator, args } = isLength ? { operator: '#', args: [] } : this.readOperation(fail);
    if (scanner.peek() !== '}') fail(/^\s*$/.test(scanner.peek()) ? 'the brace is not closed' : `"${scanner.peek()}" is not expected`); // prettier-ignore
    scanner.skip(1);
    this.depth--;
    return { name, operator, args, offset };
  }

  private readOperation(fail: (reason: string) => never): { operator: string; args: readonly EnvsubstNode[] } {
    const { scanner } = this;
    const first = scanner.peek();
    if (first === ':' && '=-?+'.includes(scanner.peek(1) || ' ')) return this.readDefault(DEFAULT);
    if (first === '=') return this.readDefault(sequence('='));
    if (first === ':') return this.readSubstring(fail);
    if (first === ',' || first === '^') return { operator: scanner.read(CASE), args: [] };
    if (first === '/') return this.readReplacement(fail);
    if (first !== '#' && first !== '%') return { operator: '', args: [] };
    const operator = scanner.read(sequence(first, first));
    return { operator, args: [this.readArgument(isNotBrace, fail)] };
  }

  private readDefault(accept: (character: string, index: number) => boolean) {
    const operator = this.scanner.read(accept);
    const args: EnvsubstNode[] = [];
    while (!this.scanner.isAtEnd() && this.scanner.peek() !== '}') args.push(this.readPart(isNotBrace));
    return { operator, args };
  }

  private readSubstring(fail: (reason: string) => never) {
    const { scanner } = this;
    scanner.skip(1);
    const args = [this.readArgument(character => character !== ':' && character !== '}', fail)];
    if (scanner.peek() !== '}') {
      if (scanner.read(character => character === ':') !== '') args.push(this.readArgument(isNotBrace, fail));
    }
    return { operator: ':', args };
  }

  private readReplacement(fail: (reason: string) => never) {
    const { scanner } = this;
    const operator = scanner.read(REPLACE);
    const args = [this.readArgument(character => character !== '/', fail, '$/\\')];
    if (scanner.read(character => character === '/') === '') fail('the "/" before the replacement is missing');
    if (scanner.peek() !== '}') args.push(this.readArgument(isNotBrace, fail, '$/\\'));
    return { operator, args };
  }

  private readArgument(
    accept: (character: string) => boolean,
    fail: (reason: string) => never,
    escapes = '',
  ): EnvsubstNode {
    const before = this.scanner.offset;
    const node = this.readPart(accept, escapes);
    if (this.scanner.offset === before) fail(this.scanner.isAtEnd() ? 'the brace is not closed' : 'a pattern or number is missing'); // prettier-ignore
    return node;
  }

  /** A variable, or the text before the next one. */
  private readPart(accept: (character: string) => boolean, escapes = ''): EnvsubstNode {
    if (this.scanner.isAtVariable()) return this.readVariable();
    return this.scanner.read(accept, { escapes, endsAtVariable: true });
  }
}
