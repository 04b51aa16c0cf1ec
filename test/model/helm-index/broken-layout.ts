/**
 * Indexes as Helm writes them, and what editors and accidents make of them.
 */
import fc from 'fast-check';
import { helmLayout } from './helm-layout';

const INDENTS = ['', '  '];
const PIECES = [
  ' ',
  '  ',
  '\n',
  '\t',
  '\r',
  '\r\n',
  ':',
  ': ',
  '-',
  '- ',
  '#',
  ' #',
  '"',
  "'",
  '|',
  '>',
  '&a ',
  '*a',
  '!!str ',
  '<<: ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '? ',
  '\\',
  '---\n',
  '...\n',
  '\uFEFF',
  'x',
];
const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('insert', 'delete', 'replace', 'deleteLine', 'copyLine', 'indentLine', 'cut'),
  piece: fc.constantFrom(...PIECES),
  by: fc.integer({ min: 1, max: 3 }),
});

/** Indexes after some accidents. */
export const brokenLayout: fc.Arbitrary<string> = fc
  .tuple(helmLayout, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([text, changes]) =>
    changes.reduce((broken, { at, kind, piece, by }) => {
      const offset = at % (broken.length + 1);
      const start = broken.lastIndexOf('\n', offset - 1) + 1;
      const end = broken.indexOf('\n', offset) + 1 || broken.length;
      switch (kind) {
        case 'insert':
          return broken.slice(0, offset) + piece + broken.slice(offset);
        case 'delete':
          return broken.slice(0, offset) + broken.slice(offset + by);
        case 'replace':
          return broken.slice(0, offset) + piece + broken.slice(offset + by);
        case 'deleteLine':
          return broken.slice(0, start) + broken.slice(end);
        case 'copyLine':
          return broken.slice(0, end) + broken.slice(start);
        case 'indentLine':
          return broken.slice(0, start) + INDENTS[by % 2] + ' ' + broken.slice(start);
        default:
          return broken.slice(0, offset);
      }
    }, text),
  );
