import * as fc from 'fast-check';
import { canonicalJson, isRecord, isSameJson, type JsonValue, tryParseJson } from '../../../lib/model/data/json';

test.each<[JsonValue | undefined, string]>([
  [{}, '{}'],
  [[], '[]'],
  [null, 'null'],
  [undefined, 'null'],
  ['a"b', '"a\\"b"'],
  [9007199254740993n, '9007199254740993'],
  [{ b: null, a: undefined, c: [{ e: 1, d: 2 }] }, '{"b":null,"c":[{"d":2,"e":1}]}'],
  [{ 'layer-2': 1, 'layer-10': 2, B: 3, a: 4 }, '{"B":3,"a":4,"layer-10":2,"layer-2":1}'],
  [JSON.parse('{"constructor":1,"__proto__":{"a":1}}') as JsonValue, '{"__proto__":{"a":1},"constructor":1}'],
])('%p is %s', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('the order of members does not matter, that of lists does', () => {
  expect(canonicalJson({ a: 1, b: { c: 2, d: 3 } })).toBe(canonicalJson({ b: { d: 3, c: 2 }, a: 1 }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test('it is JSON of the same data', () => {
  fc.assert(
    fc.property(fc.jsonValue(), data => {
      expect(JSON.parse(canonicalJson(data as JsonValue))).toEqual(JSON.parse(JSON.stringify(data)));
    }),
  );
});

describe('isRecord', () => {
  test.each([{}, { a: 1 }, Object.create(null), new Date(0)])('takes the object %p', value => {
    expect(isRecord(value)).toBe(true);
  });

  test.each([null, undefined, [], 'text', 1, true, () => 1])('fails for %p', value => {
    expect(isRecord(value)).toBe(false);
  });
});

describe('tryParseJson', () => {
  test('parses JSON', () => {
    expect(tryParseJson('{"name": "linkerd2"}')).toEqual({ name: 'linkerd2' });
  });

  test.each(['', '{', 'name: linkerd2', '{"a": 1} x'])('is undefined for "%s"', text => {
    expect(tryParseJson(text)).toBeUndefined();
  });
});

describe('data is the same', () => {
  const SHARED = { b: 1 };
  test.each<[JsonValue | undefined, JsonValue | undefined, boolean]>([
    [undefined, undefined, true],
    [null, undefined, false],
    [null, {}, false],
    [SHARED, SHARED, true],
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
    [{ a: [1, { b: null }] }, { a: [1, { b: 0 }] }, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, constructor: 1 }, false],
    [[], {}, false],
    [['a'], { 0: 'a' }, false],
    [1, '1', false],
    [1n, 1n, true],
  ])('%p and %p: %p', (a, b, isSame) => {
    expect([isSameJson(a, b), isSameJson(b, a)]).toEqual([isSame, isSame]);
  });
});
