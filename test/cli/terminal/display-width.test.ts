import fc from 'fast-check';
import { displayWidth, fitText, padText, wrapText } from '../../../lib/cli/terminal/display-width';

test.each([
  ['', 0],
  ['linkerd2', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['漢字', 4],
  ['かな', 4],
  ['ｶﾅ', 2],
  ['한글', 4],
  ['ไม้', 2],
  ['🚀', 2],
  ['🫠', 2],
  ['👨‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['❤', 1],
  ['\u0301', 0],
  ['“…”', 3],
])('%s takes %i cells', (text, cells) => {
  expect(displayWidth(text)).toBe(cells);
});

test('pads and cuts by cells, and never within a character', () => {
  expect(padText('漢', 4)).toBe('漢  ');
  expect(fitText('漢字かな', 8)).toBe('漢字かな');
  expect(fitText('漢字かな', 7)).toBe('漢字か…');
  expect(fitText('漢字かな', 6)).toBe('漢字…');
  expect(fitText('a👨‍👩‍👧b', 3)).toBe('a…');
});

test('wraps between words, and keeps the indent and words that are too long', () => {
  expect(wrapText('waits for cert-manager', 10)).toEqual(['waits for', 'cert-manager']);
  expect(wrapText('  a b c', 5)).toEqual(['  a b', '  c']);
  expect(wrapText('', 5)).toEqual(['']);
  expect(wrapText('漢字 かな', 8)).toEqual(['漢字', 'かな']);
});

test('no line is longer than the width unless it is one word, and no word is lost', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !/\s/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (words, width) => {
      const lines = wrapText(words.join(' '), width);
      expect(lines.join(' ')).toBe(words.join(' '));
      for (const line of lines) expect(displayWidth(line) <= width || !line.includes(' ')).toBe(true);
    }),
  );
});
