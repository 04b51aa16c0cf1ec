import * as fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { isPlainObject, normalizeValues } from '../../../lib/model/data/values';

class Size {
  readonly gib = 1;
}

/** The same data with numbers that JavaScript represents exactly. */
function exactNumbers(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (_, value: unknown) => (typeof value === 'number' ? value % 1000 : value));
}

describe('normalizeValues', () => {
  test('plain data is copied unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), json => {
        const data = exactNumbers(json);
        const { value, problems } = normalizeValues(data);
        expect(problems).toEqual([]);
        expect(value).toEqual(data);
      }),
    );
  });

  test('the copy shares nothing with the original', () => {
    const given = { image: { tags: ['1.2.3'] } };
    const { value } = normalizeValues(given);
    given.image.tags.push('latest');
    expect(value).toEqual({ image: { tags: ['1.2.3'] } });
  });

  test('null is kept, in objects and in lists', () => {
    expect(normalizeValues({ a: null, b: [null] })).toEqual({ value: { a: null, b: [null] }, problems: [] });
    expect(normalizeValues(null)).toEqual({ value: null, problems: [] });
  });

  test('undefined members are left out, and undefined values count as absent', () => {
    const { value } = normalizeValues({ a: undefined, b: { c: undefined } });
    expect(value).toStrictEqual({ b: {} });
    expect(normalizeValues(undefined)).toStrictEqual({ problems: [] });
  });

  test('bigints of 64 bits are kept', () => {
    const given = { max: 9223372036854775807n, min: -9223372036854775808n };
    expect(normalizeValues(given)).toEqual({ value: given, problems: [] });
  });

  test('one object in two places is not a cycle', () => {
    const resources = { cpu: '100m' };
    expect(normalizeValues({ a: resources, b: [resources] }).value).toEqual({
      a: { cpu: '100m' },
      b: [{ cpu: '100m' }],
    });
  });

  test('objects without prototype, from another realm, and with unusual keys are plain', () => {
    const given = JSON.parse('{"__proto__": {"constructor": 1}}') as object;
    expect(JSON.stringify(normalizeValues(given).value)).toBe('{"__proto__":{"constructor":1}}');
    expect(normalizeValues(Object.create(null))).toEqual({ value: {}, problems: [] });
    expect(normalizeValues(runInNewContext('({ a: [{}] })'))).toEqual({ value: { a: [{}] }, problems: [] });
  });

  test.each([
    [
      9007199254740992,
      '9007199254740992 is too large to be exact; give a bigint, as in 9007199254740993n, or a string',
    ],
    [-1e21, '-1e+21 is too large to be exact; give a bigint, as in 9007199254740993n, or a string'],
    [9223372036854775808n, '9223372036854775808 does not fit 64 bits; give it as a string'],
    [-9223372036854775809n, '-9223372036854775809 does not fit 64 bits; give it as a string'],
    [NaN, 'NaN is not a number that Helm can read; give a finite number or null'],
    [-Infinity, '-Infinity is not a number that Helm can read; give a finite number or null'],
    [new Date(0), 'a Date is not plain data; give its toISOString()'],
    [new Map(), 'a Map is not plain data; give Object.fromEntries() of it'],
    [new Set(), 'a Set is not plain data; give an array of its items'],
    ['a\ud800', 'the string contains half a surrogate pair; correct it'],
  ])('fails for %p', (given, reason) => {
    expect(normalizeValues({ a: { b: [0, 1, given] } })).toEqual({ problems: [{ path: 'a.b[2]', reason }] });
  });

  test.each([
    [() => 1, /^a function is not plain data/],
    [Symbol('a'), /^a symbol is not plain data/],
    [new Size(), /^an instance of Size is not plain data/],
    [new (class {})(), /^an instance of a class is not plain data/],
    [/a/, /^an instance of RegExp is not plain data/],
    [Object('a'), /^an instance of String is not plain data/],
  ])('fails for %p, which is not plain data', (given, reason) => {
    expect(normalizeValues({ a: given }).problems).toEqual([{ path: 'a', reason: expect.stringMatching(reason) }]);
    expect(normalizeValues(given).problems).toEqual([{ path: '', reason: expect.stringMatching(reason) }]);
  });

  test('fails for undefined and for a hole in a list', () => {
    const reason = 'undefined cannot be in a list; leave the item out, or use null';
    // eslint-disable-next-line no-sparse-arrays
    expect(normalizeValues([1, undefined, , 2]).problems).toEqual([
      { path: '[1]', reason },
      { path: '[2]', reason },
    ]);
  });

  test('fails for a cycle, once, and says where it closes', () => {
    const inner: Record<string, unknown> = { c: [] };
    (inner.c as unknown[]).push(inner);
    expect(normalizeValues({ a: { b: inner } }).problems).toEqual([
      { path: 'a.b.c[0]', reason: 'it is the same object as "a.b", which contains it; break the cycle' },
    ]);
    const root: Record<string, unknown> = {};
    root.self = root;
    expect(normalizeValues(root).problems).toEqual([
      { path: 'self', reason: 'it is the same object as the values themselves, which contains it; break the cycle' },
    ]);
  });

  test('all problems are found, and keys that are not words are quoted in paths', () => {
    const given = { 'a.b/c': { d: NaN }, 'cert-manager': [Infinity], 'e\ud800': Symbol('f') };
    expect(normalizeValues(given).problems.map(problem => problem.path)).toEqual([
      '["a.b/c"].d',
      'cert-manager[0]',
      '["e\\ud800"]',
      '["e\\ud800"]',
    ]);
  });
});

describe('isPlainObject', () => {
  test.each([[null], [[]], ['a'], [new Size()], [new Date(0)], [new Map()], [Object.create({ a: 1 })]])(
    '%p is not plain',
    value => {
      expect(isPlainObject(value)).toBe(false);
    },
  );
});
