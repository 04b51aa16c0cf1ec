/**
 * Fills in `${VARIABLES}` as clusterctl does, and says which there are.
 */
import { evaluateEnvsubst } from './evaluate-envsubst';
import { EnvsubstFault, type EnvsubstNode, parseEnvsubst } from './parse-envsubst';

/** A variable of a text. */
export interface FoundVariable {
  readonly name: string;
  /** Whether it has a default wherever it is: `${A:-b}`. */
  readonly hasDefault: boolean;
  /** Where it is first. */
  readonly offset: number;
}

/** `${ A }`, an old way to write `${A}`. */
const SPACED = /\$\{[\t\n\f\r ]+[\w$]+[\t\n\f\r ]*\}|\$\{[\w$]+[\t\n\f\r ]+\}/g;
const DEFAULTS = new Set(['=', ':=', ':-', ':?', ':+']);

/** `text` with the values of its variables. Throws `EnvsubstFault`. */
export function substitute(text: string, valueOf: (name: string) => string): string {
  return within(text, plain => evaluateEnvsubst(parseEnvsubst(plain), valueOf));
}

/** The variables of `text`, in the order of their first place. Throws `EnvsubstFault`. */
export function findVariables(text: string): readonly FoundVariable[] {
  const found = new Map<string, FoundVariable>();
  const { locate } = withoutSpaces(text);
  for (const node of variablesIn(within(text, parseEnvsubst))) {
    const { name, operator, offset } = node;
    const before = found.get(name);
    const hasDefault = DEFAULTS.has(operator) && (before?.hasDefault ?? true);
    found.set(name, { name, hasDefault, offset: before?.offset ?? locate(offset) });
  }
  return [...found.values()];
}

function* variablesIn(nodes: readonly EnvsubstNode[]): Generator<Exclude<EnvsubstNode, string>, void> {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    yield node;
    yield* variablesIn(node.args);
  }
}

/** The result of `read` for `text` without old spaces; a fault is where it is in `text`. */
function within<T>(text: string, read: (plain: string) => T): T {
  const { plain, locate } = withoutSpaces(text);
  try {
    return read(plain);
  } catch (fault) {
    if (fault instanceof EnvsubstFault) throw new EnvsubstFault(fault.reason, locate(fault.offset));
    throw fault;
  }
}

/** `text` with `${A}` for `${ A }`, and where its offsets are in `text`. */
function withoutSpaces(text: string): { plain: string; locate: (offset: number) => number } {
  const ends: { readonly end: number; readonly removed: number }[] = [];
  let removed = 0;
  const plain = text.replace(SPACED, (found: string, at: number) => {
    const short = found.replace(/[\t\n\f\r ]/g, '');
    const end = at - removed + short.length;
    removed += found.length - short.length;
    ends.push({ end, removed });
    return short;
  });
  const locate = (offset: number) => {
    let before = 0;
    for (const { end, removed } of ends) if (end <= offset) before = removed;
    return offset + before;
  };
  return { plain, locate };
}
