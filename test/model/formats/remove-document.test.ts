import { removeDocument } from '../../../lib/model/formats/remove-document';

const doc = (name: string) => `# about ${name}\nkind: ${name}\ntext: |\n  ---\n  not a marker\n`;
const lineOf = (text: string, name: string) => text.split('\n').findIndex(line => line.startsWith(`kind: ${name}`)) + 1;
const remove = (text: string, name: string) => removeDocument(text, lineOf(text, name));

test.each([
  ['the only one', doc('A'), ''],
  ['the only one, after a marker and blank lines', `\n---\n${doc('A')}\n`, ''],
  ['the first', `${doc('A')}---\n${doc('B')}`, `---\n${doc('B')}`],
  ['the first after a marker', `---\n${doc('A')}---\n${doc('B')}`, `---\n${doc('B')}`],
  ['one in the middle', `${doc('B')}---\n${doc('A')}---\n${doc('C')}`, `${doc('B')}---\n${doc('C')}`],
  ['the last, without a line end', `${doc('B')}--- # here\nkind: A`, doc('B')],
  ['one with CRLF', `kind: B\r\n---\r\nkind: A\r\n`, 'kind: B\r\n'],
  ['one together with documents of comments', `# ours\n---\nkind: A\n`, '# ours\n'],
])('%s is removed, and every other byte is kept', (_, text, rest) => {
  expect(remove(text, 'A')).toBe(rest);
});

test('a document on the line of its marker is removed too', () => {
  expect(removeDocument('kind: B\n--- {kind: A}\n---\nkind: C\n', 2)).toBe('kind: B\n---\nkind: C\n');
});

test.each([
  ['an item of a list', 'kind: List\nitems:\n- kind: A\n- kind: B\n', 3],
  ['a line without a document', 'kind: A\n', 2],
  ['a document with a directive', '%YAML 1.1\n---\nkind: A\n...\n%YAML 1.1\n---\nkind: B\n', 3],
])('%s is not removed', (_, text, line) => {
  expect(removeDocument(text, line)).toBeUndefined();
});
