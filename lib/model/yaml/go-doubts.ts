/**
 * Finds places in a text that npm `yaml` reads, but go-yaml refuses or reads differently.
 */
import { type Document, isCollection, isPair, isScalar, type Node, Scalar, visit } from 'yaml';

/** Why a text is refused, and where. */
export interface Fault {
  readonly reason: string;
  readonly offset: number;
}

/** Line breaks only for go-yaml, and characters that YAML does not allow. */
const NO_TEXT = /[\u0085\u2028\u2029]|[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const EARLY_END = /^(?:[ \t]*(?:#.*)?\r?\n)*\.\.\.(?:\s|$)/;
const DIRECTIVE = /^%YAML (?!1\.1[ \t]*(?:#.*)?$).*$/m;
/** `\/`, `\'`, halves of surrogate pairs, characters out of range. */
const ESCAPE = /\\(?:(\/|u[dD][89a-fA-F]|U(?!00(?:0[\da-fA-F]|10))|U0000[dD][89a-fA-F])|[^])/g;

/** Problems with the characters of `source`. */
export function findTextFault(source: string): Fault | undefined {
  const offset = source.search(NO_TEXT);
  if (offset === -1) return undefined;
  const code = source.codePointAt(offset)!.toString(16).toUpperCase().padStart(4, '0');
  return { reason: `it contains the character U+${code}, which YAML does not allow; write it as "\\u${code}"`, offset };
}

/** What Helm would refuse, or read differently, in `document`, which was read from `source`. */
export function findDoubt(source: string, document: Document.Parsed): Fault | undefined {
  if (EARLY_END.test(source)) return { reason: 'a document ends here before it has begun', offset: 0 };
  const directive = source.slice(0, document.contents?.range[0] ?? 0).search(DIRECTIVE);
  if (directive !== -1) return { reason: 'Helm reads YAML 1.1 only; leave "%YAML" out', offset: directive };
  let fault: Fault | undefined;
  /** Where tabs are text, or are between the parts of flow style. */
  const covered: (readonly [number, number])[] = [];
  visit(document, {
    Node(key, node, path) {
      const parent = path.at(-1);
      const around = isPair(parent) ? path.at(-2) : parent;
      const isInFlow = isCollection(around) && around.flow === true;
      const { range } = node;
      if (isScalar(node)) fault = findScalarFault(source, node, isInFlow, key === 'key');
      if (range && (isScalar(node) || (isCollection(node) && node.flow === true))) covered.push([range[0], range[1]]);
      return fault === undefined ? undefined : visit.BREAK;
    },
  });
  return fault ?? findTab(source.slice(0, document.range[2]), covered);
}

function findScalarFault(source: string, node: Scalar, isInFlow: boolean, isKey: boolean): Fault | undefined {
  const [start = 0, end = 0] = (node as Node).range ?? [];
  const written = source.slice(start, end);
  switch (node.type) {
    case Scalar.PLAIN: {
      const isDoubtful =
        isInFlow && (/^[:?]|\?|^-$/.test(written) || (isKey && /^:\S/.test(source.slice(end, end + 2))));
      return isDoubtful ? { reason: 'Helm does not read ":" and "?" here; quote the text', offset: start } : undefined;
    }
    case Scalar.QUOTE_DOUBLE:
      for (const { 1: wrong, index } of written.matchAll(ESCAPE)) {
        if (wrong !== undefined) return { reason: 'Helm does not know this escape', offset: start + index };
      }
      return undefined;
    case Scalar.BLOCK_LITERAL:
    case Scalar.BLOCK_FOLDED:
      return findBlockFault(written, start);
    default:
      return undefined;
  }
}

/** A tab where the indentation of a block may be. */
function findBlockFault(written: string, start: number): Fault | undefined {
  const [header, ...lines] = written.split(/(?<=\n)/);
  const hasDigit = /^.[-+]?\d/.test(header);
  const first = lines.findIndex(line => line.trim() !== '');
  const indent = first === -1 ? Infinity : /^ */.exec(lines[first])![0].length;
  let offset = start + written.indexOf('\n') + 1;
  for (const [number, line] of lines.entries()) {
    const tab = /^ *\t/.exec(line)?.[0].length ?? 0;
    if (tab > 0 && (tab <= indent || (number < first && !hasDigit))) return { reason: TAB, offset };
    offset += line.length;
  }
  return undefined;
}

const TAB = 'a tab is where blanks are expected';

/** A tab before the content of a line, outside of scalars and flow style. */
function findTab(source: string, covered: readonly (readonly [number, number])[]): Fault | undefined {
  let next = 0;
  for (const { index } of source.matchAll(/^ *\t/gm)) {
    while (next < covered.length && covered[next][1] <= index) next++;
    const isCovered = next < covered.length && covered[next][0] < index;
    if (!isCovered) return { reason: TAB, offset: index };
  }
  return undefined;
}
