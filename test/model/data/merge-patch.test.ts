import { mergePatch } from '../../../lib/model/data/merge-patch';

/** RFC 7396, appendix A. */
test.each<[string, string, string]>([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('%s with %s is %s', (target, patch, result) => {
  expect(JSON.stringify(mergePatch(JSON.parse(target), JSON.parse(patch)))).toBe(result);
});

test('the arguments are not changed', () => {
  const target = Object.freeze({ image: Object.freeze({ tag: '6.5.3', name: 'podinfo' }) });
  expect(mergePatch(target, Object.freeze({ image: { tag: '6.5.4' } }))).toEqual({
    image: { tag: '6.5.4', name: 'podinfo' },
  });
  expect(target.image.tag).toBe('6.5.3');
});

test('undefined has no effect', () => {
  expect(mergePatch({ a: 1 }, { a: undefined, b: undefined })).toStrictEqual({ a: 1 });
  expect(mergePatch(undefined, { a: 1 })).toEqual({ a: 1 });
});

test('inherited names are ordinary names', () => {
  const patch: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"a": 1}}');
  expect(JSON.stringify(mergePatch({}, patch))).toBe('{"__proto__":{"polluted":1},"constructor":{"a":1}}');
  expect({}).not.toHaveProperty('polluted');
});
