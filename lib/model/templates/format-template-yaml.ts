/**
 * Writes an object of a template as YAML, in which its parameters are then filled in.
 *
 * As in Weave GitOps, which gets its templates from Kubernetes, quotes of the file do not matter: a
 * text is in quotes only if YAML requires it. So `replicas: "${REPLICAS}"` becomes a number, and
 * `replicas: "{{ .params.REPLICAS }}"`, which has to be quoted, a text. The text is that of
 * sigs.k8s.io/yaml, except that long lines are not folded.
 */
import { readPlainGo } from '../yaml/go-scalars';
import { isPlainObject } from '../data/values';

const STEP = '  ';
const TIMESTAMP =
  /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/;
/** Numbers to the base of sixty, which older parsers read. */
const SIXTIES = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
/** What a plain text of a block may not begin with, or contain. */
const INDICATORS = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:\s|$))|:(?:\s|$)|\s#/;
/** What only double quotes can represent. */
const SPECIAL = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/u;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'], ['\\', '\\\\'], ['\0', '\\0'], ['\x07', '\\a'], ['\b', '\\b'], ['\t', '\\t'], ['\n', '\\n'], ['\v', '\\v'], ['\f', '\\f'], ['\r', '\\r'], ['\x1b', '\\e'],
]); // prettier-ignore

/** YAML of plain data, with sorted members. */
export function formatTemplateYaml(data: unknown): string {
  const text = formatNode(data, '');
  return `${text.startsWith('\n') ? text.slice(1) : text.trimStart()}\n`;
}

/** What follows `key:` or `-`; members of a map begin with a line break. */
function formatNode(node: unknown, indent: string): string {
  if (typeof node === 'string') return ` ${formatString(node, indent)}`;
  if (Array.isArray(node)) return formatItems(node, indent);
  if (isPlainObject(node)) return formatMembers(node, indent);
  return ` ${formatScalar(node)}`;
}

function formatItems(items: readonly unknown[], indent: string): string {
  const lines = items.map(item => {
    const node = formatNode(item, indent + STEP);
    // the first line of a collection is on the line of its dash
    return `\n${indent}-${node.startsWith('\n') ? ` ${node.trimStart()}` : node}`;
  });
  return lines.length === 0 ? ' []' : lines.join('');
}

function formatMembers(map: Readonly<Record<string, unknown>>, indent: string): string {
  const lines = Object.keys(map)
    .sort()
    .map(key => {
      const value = map[key];
      // items of a list are not indented
      const node = formatNode(value, Array.isArray(value) ? indent : indent + STEP);
      return `\n${indent}${formatKey(key)}:${node}`;
    });
  return lines.length === 0 ? ' {}' : lines.join('');
}

function formatScalar(value: unknown): string {
  if (typeof value !== 'number') return value === undefined ? 'null' : String(value);
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
}

function formatKey(key: string): string {
  return key.includes('\n') ? formatDouble(key) : formatString(key, '');
}

function formatString(text: string, indent: string): string {
  const isSpecial = SPECIAL.test(text) || / \n/.test(text);
  if (text.includes('\n')) return isSpecial || text.endsWith(' ') ? formatDouble(text) : formatLiteral(text, indent);
  if (isSpecial || !isText(text)) return formatDouble(text);
  return INDICATORS.test(text) || text.startsWith(' ') || text.endsWith(' ') ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Whether a parser reads the plain text as a text. */
function isText(text: string): boolean {
  return typeof readPlainGo(text) === 'string' && !TIMESTAMP.test(text) && !SIXTIES.test(text) && text !== '<<';
}

function formatLiteral(text: string, indent: string): string {
  const hint = /^[ \n]/.test(text) ? String(STEP.length) : '';
  const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${hint}${chomping}${lines.map(line => `\n${line === '' ? '' : (indent || STEP) + line}`).join('')}`;
}

function formatDouble(text: string): string {
  return `"${[...text].map(character => ESCAPES.get(character) ?? escape(character)).join('')}"`;
}

function escape(character: string): string {
  if (!SPECIAL.test(character)) return character;
  const code = character.codePointAt(0)!.toString(16).toUpperCase();
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`; // prettier-ignore
}
