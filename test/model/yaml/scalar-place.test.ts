import { parseDocuments } from '../../../lib/model/formats/parse-documents';
import { locateInScalar } from '../../../lib/model/yaml/scalar-place';
import type { YamlValue } from '../../../lib/model/yaml/yaml-value';

/** Where `@` of the value of `a` is in `source`. */
function placeOfAt(source: string): string {
  const { objects } = parseDocuments(source, 'a.yaml');
  const value = objects[0].fields().fields.get('a') as YamlValue & { text: string };
  const { line, column } = locateInScalar(source, value.at, value.text, value.text.indexOf('@'));
  return `${line}:${column}`;
}

const placeInSource = (source: string) => {
  const before = source.slice(0, source.indexOf('@')).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
};

test.each([
  ['plain', 'a: b c@d\n'],
  ['plain on several lines', 'a: b\n\n\n  c  d\n  e@\n'],
  ['single quotes', "a: 'it''s  ''@'\n"],
  ['single quotes on several lines', "a: 'b  \n\n   c''\n  @'\n"],
  ['double quotes', 'a: "\\"\\x41\\u00e9\\U0001F600 \u{1F600} \\n@"\n'],
  ['double quotes on several lines', 'a: "b\\\n   c \n\n  \\"@"\n'],
  ['literal', 'a: |\n    b\n\n      c\n    d@\n'],
  ['literal with a hint', 'a: |1-\n  b\n @\n'],
  ['folded', 'a: >\n  b\n  c\n\n  d\n    e\n  f@\n'],
  ['with CRLF', 'a: |\r\n  b\r\n\r\n  c@\r\n'],
])('a character of a text that is %s', (_, source) => {
  expect(placeOfAt(source)).toBe(placeInSource(source));
});

test('the end of a text', () => {
  expect(locateInScalar('a: bc', { file: 'a.yaml', line: 1, column: 4 }, 'bc', 2)).toMatchObject({ line: 1, column: 6 }); // prettier-ignore
});
