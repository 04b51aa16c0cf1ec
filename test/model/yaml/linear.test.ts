/**
 * Four times the text takes four times the steps, whatever is in it, or fewer.
 */
import { countSteps } from '../../count-steps';
import { parseDocuments } from '../../../lib/model/formats/parse-documents';
import { parseValuesFile } from '../../../lib/model/values/values-file';
import { tryParseBlockYaml } from '../../../lib/model/yaml/block-document';
import { tryFast } from '../../../lib/model/yaml/fallback';
import { parseFullYaml } from '../../../lib/model/yaml/full-yaml';
import { ListReader } from '../../../lib/model/lists/list-reader';

const SMALL = 200;
/** Steps are also taken for what does not grow. If they grew with the square, it would be 16. */
const MOST = 4.6;
const FILES = /\/lib\/model\/|\/node_modules\/yaml\//;

/** How many times the steps that `read` takes grow when `make` makes four times as much. */
function growth(make: (count: number) => string, read: (text: string) => unknown): number {
  const [small, large] = [make(SMALL), make(4 * SMALL)];
  // what is prepared once
  read(small);
  const before = countSteps(FILES, () => read(small));
  expect(before).toBeGreaterThan(5);
  return countSteps(FILES, () => read(large)) / before;
}

const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join('');
const spread = (i: number) => String((i * 7919) % 100_003).padStart(6, '0');

const TEXTS: readonly (readonly [string, (count: number) => string])[] = [
  ['keys of a map', n => lines(n, i => `k${i}: 1\n`)],
  ['keys of a map in any order', n => lines(n, i => `k${spread(i)}: 1\n`)],
  ['keys of a map in flow style', n => `a: {${lines(n, i => `k${i}: 1, `)}}\n`],
  ['keys that are written again', n => 'a: 1\n'.repeat(n)],
  ['keys in quotes', n => lines(n, i => `"k${i}": 1\n`)],
  ['keys on lines of their own', n => lines(n, i => `? k${i}\n: 1\n`)],
  ['keys that are lists', n => lines(n, i => `[k${i}]: 1\n`)],
  ['colons', n => `a: b${':'.repeat(n)} c\n`],
  ['colons with text between them', n => `a: ${'b:'.repeat(n)}c\n`],
  ['colons with blanks between them', n => `a${': a'.repeat(n)}\n`],
  ['colons in flow style', n => `[${': '.repeat(n)}]\n`],
  ['keys in flow style without commas', n => `{${'a: '.repeat(n)}}\n`],
  ['aliases', n => `a: &a 1\nb:\n${'- *a\n'.repeat(n)}`],
  ['aliases that each have an anchor', n => `b:\n${lines(n, i => `- &a${i} 1\n- *a${i}\n`)}`],
  ['aliases without an anchor', n => `b:\n${'- *a\n'.repeat(n)}`],
  ['aliases of a list', n => `a: &a [${'1, '.repeat(n)}]\nb: [${'*a, '.repeat(n)}]\n`],
  ['merge keys', n => `a: &a {b: 1}\nc:\n${'  <<: *a\n'.repeat(n)}`],
  ['keys inside keys', n => `${'? '.repeat(n)}a\n`],
  ['keys inside keys, within bounds', n => `${'? '.repeat(n / 2)}a\n`],
  ['lists inside lists', n => `${'- '.repeat(n)}a\n`],
  ['lists inside lists in flow style', n => `${'['.repeat(n)}${']'.repeat(n)}\n`],
  ['brackets that nothing opens', n => `a: 1\n${']'.repeat(n)}\n`],
  ['documents', n => '---\na: 1\n'.repeat(n)],
  ['comments', n => `a: 1\n${'  # b\n'.repeat(n)}c: 2\n`],
  ['blank lines', n => `a: b\n${'\n'.repeat(n)}  c\n`],
  ['blanks', n => `a: "b${' '.repeat(n)}c\n  d"\n`],
  ['lines of plain text', n => `a: b\n${'  c\n'.repeat(n)}`],
  ['lines in quotes', n => `a: "b\n${'  c\n'.repeat(n)}"\n`],
  ['lines of a block', n => `a: |\n${'  c\n\n'.repeat(n)}`],
  ['quotes', n => `a: '${"''".repeat(n)}'\n`],
  ['escapes', n => `a: "${'\\n'.repeat(n)}"\n`],
  ['errors', n => 'a: @\n'.repeat(n)],
];

test.each(TEXTS)('the full parser: %s', (_, make) => {
  expect(growth(make, text => parseFullYaml(text, 'a.yaml'))).toBeLessThan(MOST);
});

const TEXTS_OF_NODES = TEXTS.filter(([name]) => /^(keys|aliases|merge|documents)/.test(name));

test.each(TEXTS_OF_NODES)('the reader of manifests: %s', (_, make) => {
  expect(growth(make, text => parseDocuments(text, 'a.yaml'))).toBeLessThan(MOST);
});

test.each(TEXTS_OF_NODES)('the reader of values: %s', (_, make) => {
  expect(growth(make, text => parseValuesFile(text, 'a.yaml'))).toBeLessThan(MOST);
});

test.each(TEXTS)('the reader of block layout: %s', (_, make) => {
  expect(growth(make, text => tryParseBlockYaml(text, 'a.yaml'))).toBeLessThan(MOST);
});

const FIELDS = 30;
const fields = (key: (i: number) => string, indent = '    ') =>
  lines(FIELDS, i => `${indent}${key(i)}: 1\n`).trimStart();

test.each([
  ['items that repeat each other', (n: number) => lines(n, () => `  - ${fields(i => `k${i + 10}`)}`)],
  ['items with fields of their own', (n: number) => lines(n, item => `  - ${fields(i => `k${item}-${i + 10}`)}`)],
  ['items whose keys are not sorted', (n: number) => lines(n, () => `  - ${fields(spread)}`)],
  ['keys of an item', (n: number) => `  - a: 1\n${lines(n, i => `    k${i + 100_000}: 1\n`)}`],
  ['keys of an item that are not sorted', (n: number) => `  - a: 1\n${lines(n, i => `    k${spread(i)}: 1\n`)}`],
  ['items of lists in an item', (n: number) => `  - a:\n${lines(n, i => `    - b: ${i}\n      k${spread(i)}: 1\n`)}`],
  ['lists', (n: number) => lines(n, i => `  - a: 1\n  list-${i}:\n`)],
  ['scalars', (n: number) => lines(n, i => `  - ${i}\n`)],
])('the reader of lists: %s', (_, make) => {
  const rules = { listsKey: 'lists', wanted: ['a', 'b'], needsPlaces: () => false, describeNoList: () => '' };
  const read = (text: string) => {
    const reader = new ListReader(rules.listsKey, { ...rules, readItem: (_, { type }) => type as string });
    return tryFast(() => reader.read(`lists:\n  list:\n${text}`, true));
  };
  expect(growth(make, read)).toBeLessThan(MOST);
});
