/**
 * Texts in block layout are read like by the full parser, or left to it.
 */
import { tryParseBlockYaml } from '../../../lib/model/yaml/block-document';
import { parseFullYaml } from '../../../lib/model/yaml/full-yaml';

/** Would take hours if each space were compared with all earlier ones. */
const MANY = 3_000_000;

test.each([
  ['nothing', ''],
  ['an escaped space before a line break', '"b\\ \n  c"'],
  ['spaces after an escaped space', '"b\\   \n  c"'],
  ['spaces after an escaped backslash', '"b\\\\   \n  c"'],
  ['an escaped line break and blank lines', '"b\\\n   \n\n  c"'],
  ['spaces between words', '"b   c \\n d  \n   e   f "'],
  ['blank lines', '"\\tb  \n  \n \n  c"'],
  ['one of many single quotes', "'b''  \n  c'''' d  '"],
  ['spaces in folded plain text', 'b   c  \n    d   e\n\n\n    f'],
  ['Windows line ends', '"b  \r\n \r\n  c\\\r\n  d"'],
])('a value reads as by the full parser: %s', (_, value) => {
  const text = `a: ${value}\nz: 1\n`;
  const map = tryParseBlockYaml(text, 'a.yaml');
  expect(map?.fields.size).toBe(2);
  expect(map).toEqual(parseFullYaml(text, 'a.yaml'));
});

test.each(['---\n---   a: b\n', 'a: b\n--- c: d\n', 'a: b\n...\tc: d\n'])(
  'documents after the first are left to the full parser: %j',
  text => {
    expect(tryParseBlockYaml(text, 'a.yaml')).toBeUndefined();
  },
);

test.each([
  ['plain', `b${' '.repeat(MANY)}c\n  d`],
  ['in double quotes', `"b${' '.repeat(MANY)}c\n  d"`],
  ['in double quotes with an escape', `"\\n${' '.repeat(MANY)}c"`],
  ['in single quotes', `'b${' '.repeat(MANY)}c\n  d'`],
])('text with millions of spaces is read, %s', (_, value) => {
  expect(tryParseBlockYaml(`a: ${value}\n`, 'a.yaml')?.fields.get('a')).toMatchObject({ type: 'text' });
});

test.each([
  ['maps', (level: number) => `${' '.repeat(level)}a:\n`],
  ['lists of maps', (level: number) => `${' '.repeat(2 * level)}- a:\n`],
  ['lists with a large indent', (level: number) => `${' '.repeat(3 * level)}-  a:\n`],
])('deeply nested %s are left to the full parser', (_, line) => {
  const text = `a:\n${Array.from({ length: 4000 }, (_, i) => line(i + 1)).join('')}`;
  expect(tryParseBlockYaml(text, 'a.yaml')).toBeUndefined();
  expect(parseFullYaml(text, 'a.yaml')).toMatchObject({ type: 'error', reason: 'it is nested too deeply to be read' });
});
