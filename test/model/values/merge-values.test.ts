import * as fc from 'fast-check';
import { mergeValues } from '../../../lib/model/values/merge-values';

describe('mergeValues', () => {
  // the cases of TestMergeMaps in github.com/fluxcd/pkg/chartutil v1.27.2
  const nested = { foo: 'bar', baz: { cool: 'stuff' } };
  const anotherNested = { foo: 'bar', baz: { cool: 'things', awesome: 'stuff' } };
  const flat = { foo: 'bar', baz: 'stuff' };
  const anotherFlat = { testing: 'fun' };

  test.each([
    [flat, nested, nested],
    [nested, flat, flat],
    [nested, anotherNested, anotherNested],
    [anotherFlat, anotherNested, { testing: 'fun', foo: 'bar', baz: { cool: 'things', awesome: 'stuff' } }],
  ])('%j and then %j is merged like in Flux', (earlier, later, merged) => {
    expect(mergeValues(earlier, later)).toEqual(merged);
  });

  test('nothing, and one, merge to themselves', () => {
    expect(mergeValues()).toEqual({});
    expect(mergeValues({ a: { b: null } })).toEqual({ a: { b: null } });
  });

  test('lists are replaced, not joined', () => {
    expect(mergeValues({ a: [1, 2] }, { a: [3] })).toEqual({ a: [3] });
  });

  test('null replaces, and is kept for Helm', () => {
    expect(mergeValues({ a: { b: 1 }, c: 2 }, { a: null, c: null })).toEqual({ a: null, c: null });
    expect(mergeValues({ a: null }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
    expect(mergeValues({ a: { b: 1, c: 2 } }, { a: { b: null } })).toEqual({ a: { b: null, c: 2 } });
  });

  test('an empty object adds nothing to an object, and replaces what is none', () => {
    expect(mergeValues({ a: { b: 1 }, c: 2, d: [1] }, { a: {}, c: {}, d: {} })).toEqual({ a: { b: 1 }, c: {}, d: {} });
  });

  test('undefined has no effect', () => {
    expect(mergeValues({ a: 1 }, { a: undefined, b: undefined })).toStrictEqual({ a: 1 });
  });

  test('names such as constructor and __proto__ are ordinary names', () => {
    const later = JSON.parse('{"__proto__": {"b": 2}, "constructor": {"c": 3}}');
    expect(JSON.stringify(mergeValues(JSON.parse('{"__proto__": {"a": 1}}'), later))).toBe(
      '{"__proto__":{"a":1,"b":2},"constructor":{"c":3}}',
    );
    expect(({} as Record<string, unknown>).b).toBeUndefined();
  });

  test('the arguments are not changed', () => {
    const earlier = Object.freeze({ a: Object.freeze({ b: 1 }) });
    expect(mergeValues(earlier, { a: { c: 2 } }, { a: { d: 3 } })).toEqual({ a: { b: 1, c: 2, d: 3 } });
    expect(earlier).toEqual({ a: { b: 1 } });
  });

  test('merging is associative', () => {
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), leafOrObject(), { maxKeys: 3 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(mergeValues(a, b, { a: 1 })).toEqual(mergeValues(mergeValues(a, b), { a: 1 }));
        expect(mergeValues(a, b, a, b)).toEqual(mergeValues(a, mergeValues(b, a), b));
      }),
    );
  });
});

function leafOrObject() {
  return fc.oneof(
    fc.integer(),
    fc.constant(null),
    fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(fc.integer(), fc.constant(null))),
  );
}
