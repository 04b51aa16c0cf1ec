import { escapeInvisible, escapeUnits, isVisible, toOneLine } from '../../../lib/model/data/invisible-text';

test.each([
  ['a mark that reverses the text after it', 'a\u202eb', 'a\\u202eb'],
  ['an isolate', '\u2066x\u2069', '\\u2066x\\u2069'],
  ['an Arabic letter mark', '\u061c', '\\u061c'],
  ['a space without width', 'ad\u200bmin', 'ad\\u200bmin'],
  ['a soft hyphen', 'ad\u00admin', 'ad\\u00admin'],
  ['a word joiner', 'ad\u2060min', 'ad\\u2060min'],
  ['a Hangul filler', 'a\u3164', 'a\\u3164'],
  ['a byte order mark', '\ufeffa', '\\ufeffa'],
  ['an escape character', '\u001b[1m', '\\u001b[1m'],
  ['a C1 control', '\u009b2J', '\\u009b2J'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ['half a surrogate pair', 'a\ud83d', 'a\\ud83d'],
  ['a tag', 'a\u{e0041}', 'a\\u{e0041}'],
  ['a variation selector without an emoji', 'a\ufe0f', 'a\\ufe0f'],
  ['a rare variation selector', 'a\u{e0100}', 'a\\u{e0100}'],
  ['a joiner between letters', 'a\u200db', 'a\\u200db'],
  ['a joiner after a single emoji', '😀\u200dx', '😀\\u200dx'],
])('%s is escaped', (_, text, escaped) => {
  expect(escapeInvisible(text)).toBe(escaped);
  expect(isVisible(text)).toBe(false);
  expect(JSON.parse(`"${escapeUnits(text)}"`)).toBe(text);
});

test.each(['', 'cert-manager', 'Übergrößenträger', '日本', 'नमस्ते', 'مرحبا', '😀', '❤️', '👨‍👩‍👧', '👍🏽‍💻', '❤️‍🔥', '1️⃣'])(
  '"%s" stays',
  text => {
    expect([escapeInvisible(text), escapeUnits(text), toOneLine(text)]).toEqual([text, text, text]);
    expect(isVisible(text)).toBe(true);
  },
);

test('allowed characters are kept', () => {
  expect(escapeInvisible('a\n\tb\u200b', '\n\t')).toBe('a\n\tb\\u200b');
  expect(isVisible('a\n\tb', '\n\t')).toBe(true);
});

test('a run of them is one space on one line', () => {
  expect(toOneLine('\r\na\r\n\u202eb\u0000')).toBe('a b');
});
