/**
 * Values on a command line are what is written, or are refused.
 */
import fc from 'fast-check';
import { parseSetValues } from '../../../lib/model/subscriptions/set-values';

const valueOf = (text: string) => {
  const found = parseSetValues([`key=${text}`]);
  return 'error' in found ? found : found.values!.key;
};

test.each([
  ['', ''],
  ['hello #world', 'hello #world'],
  ['|', '|'],
  ['C:\\a', 'C:\\a'],
  ['&b', '&b'],
  ['*.example.com', '*.example.com'],
  ['!x', '!x'],
  ['a: b', 'a: b'],
  [' a ', ' a '],
  ['x\nb: 1', 'x\nb: 1'],
  ['a, b', 'a, b'],
  ['1', 1],
  ['-1.5', -1.5],
  ['08', '08'],
  ['1.10', '1.10'],
  ['1e3', '1e3'],
  ['0x10', '0x10'],
  ['12345678901234567890', '12345678901234567890'],
  ['2024-01-01', '2024-01-01'],
  ['yes', 'yes'],
  ['True', true],
  ['null', null],
  ['"1"', '1'],
  ["'null'", 'null'],
  ['"1,y=2"', '1,y=2'],
  ['[]', []],
  ['[a, 08, 8, "9", null, [x y]]', ['a', '08', 8, '9', null, ['x y']]],
  ['[{name: a, constructor: 1.10}]', [{ name: 'a', constructor: '1.10' }]],
])('%j is %j', (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test.each([
  ['{a,b}', 'has braces'],
  ['{a: 1}', 'has braces'],
  ['1,y=2', 'has several values as in Helm'],
  ['a\\,b', 'has several values as in Helm'],
  ['"a" # b', 'is not readable'],
  ['"a" b', 'is not readable'],
  ['"a", "b"', 'has something after its value'],
  ['[a] # b', 'is not readable'],
  ['[a', 'is not readable'],
  ['[a\n, b]', 'has several lines'],
  ['[&a b]', 'has an anchor'],
  ['[*.example.com]', 'has an anchor'],
  ['[!a b]', 'has an anchor'],
  ['[{[a]: b}]', 'has an anchor'],
  ["'", 'is not readable'],
])('fails for %j', (text, error) => {
  expect(valueOf(text)).toEqual({ error: expect.stringContaining(`"--set key=${text}" ${error}`) });
});

test('no text is changed: it is what was written, or refused', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const value = valueOf(text);
      if (typeof value === 'string' && !/^\s*["']/.test(text)) expect(value).toBe(text);
      if (typeof value === 'number') expect(String(value)).toBe(text);
    }),
  );
});
