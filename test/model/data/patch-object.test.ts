import type { JsonObject } from '../../../lib/model/data/json';
import { type Patch, patchObject } from '../../../lib/model/data/patch-object';

const SPEC: JsonObject = { interval: '10m', values: { hosts: ['a', 'b'], 'a~b': 1 } };
const RELEASE: JsonObject = { metadata: { annotations: { 'example.com/a': 'b' } }, spec: SPEC };

test.each<[string, Patch, object]>([
  ['a merge patch', { spec: { interval: '1h' } }, { ...RELEASE, spec: { ...SPEC, interval: '1h' } }],
  ['add', [{ op: 'add', path: '/spec/suspend', value: true }], { spec: { suspend: true } }],
  ['add to a list', [{ op: 'add', path: '/spec/values/hosts/-', value: 'c' }], hosts('a', 'b', 'c')],
  ['add in a list', [{ op: 'add', path: '/spec/values/hosts/0', value: 'c' }], hosts('c', 'a', 'b')],
  ['replace', [{ op: 'replace', path: '/spec/interval', value: null }], { spec: { interval: null } }],
  ['remove', [{ op: 'remove', path: '/spec/values/hosts/0' }], hosts('b')],
  ['copy', [{ op: 'copy', from: '/spec/interval', path: '/spec/timeout' }], { spec: { timeout: '10m' } }],
  ['a slash in a key', [{ op: 'test', path: '/metadata/annotations/example.com~1a', value: 'b' }], RELEASE],
  ['a tilde in a key', [{ op: 'replace', path: '/spec/values/a~0b', value: 2 }], { spec: { values: { 'a~b': 2 } } }],
  ['no operation', [], RELEASE],
])('%s is applied', (_, patch, part) => {
  expect(patchObject(RELEASE, patch)).toMatchObject({ object: part });
});

function hosts(...names: string[]): object {
  return { spec: { values: { hosts: names } } };
}

test('moved and removed values are gone', () => {
  const moved = patchObject(RELEASE, [{ op: 'move', from: '/spec/interval', path: '/spec/timeout' }]);
  expect(moved).toMatchObject({ object: { spec: { timeout: '10m' } } });
  expect((moved as { object: { spec: object } }).object.spec).not.toHaveProperty('interval');
});

test('operations see the result of earlier ones', () => {
  const patch: Patch = [
    { op: 'add', path: '/spec/a', value: {} },
    { op: 'add', path: '/spec/a/b', value: 1 },
  ];
  expect(patchObject(RELEASE, patch)).toMatchObject({ object: { spec: { a: { b: 1 } } } });
});

test('the object is not changed', () => {
  const before = structuredClone(RELEASE);
  patchObject(RELEASE, [{ op: 'remove', path: '/spec' }]);
  patchObject(RELEASE, { spec: null });
  expect(RELEASE).toEqual(before);
});

test('bigints and null are kept', () => {
  const object = { spec: { size: 9007199254740993n, tag: null } };
  expect(patchObject(object, [{ op: 'add', path: '/spec/a', value: 1 }])).toEqual({
    object: { spec: { size: 9007199254740993n, tag: null, a: 1 } },
  });
});

test.each<[string, Patch, string]>([
  [
    'a path that does not exist',
    [{ op: 'replace', path: '/spec/valuez/hosts', value: 1 }],
    '"replace" of /spec/valuez/hosts finds nothing there; the path exists up to /spec',
  ],
  [
    'a path of which nothing exists',
    [{ op: 'remove', path: '/status/a' }],
    '"remove" of /status/a finds nothing there; the path exists up to /',
  ],
  [
    'a path into a text',
    [{ op: 'remove', path: '/spec/interval/a' }],
    '"remove" of /spec/interval/a finds nothing there; the path exists up to /spec/interval',
  ],
  [
    'a path in "from" that does not exist',
    [{ op: 'copy', from: '/spec/timeout', path: '/spec/interval' }],
    '"copy" of /spec/timeout finds nothing there; the path exists up to /spec',
  ],
  [
    'another value than expected',
    [{ op: 'test', path: '/spec/interval', value: '1h' }],
    '"test" of /spec/interval finds another value. Look at what is there, or drop the test',
  ],
  [
    'a test of a missing value',
    [{ op: 'test', path: '/spec/timeout', value: '1h' }],
    '"test" of /spec/timeout finds nothing there; the path exists up to /spec',
  ],
  [
    'an operation without a path',
    [{ op: 'remove' } as never],
    'operation {"op":"remove"} is not one of RFC 6902. Correct it',
  ],
  ['a text', 'spec' as never, 'it is neither a list of operations nor an object. Give one of them'],
  ['null', null as never, 'it is neither a list of operations nor an object. Give one of them'],
  ['a Map', new Map(), 'a Map is not plain data; give Object.fromEntries() of it'],
  ['a Date inside', { spec: { since: new Date(0) } }, '"spec.since": a Date is not plain data; give its toISOString()'],
])('fails for %s', (_, patch, reason) => {
  expect(patchObject(RELEASE, patch)).toEqual({ reason });
});

test.each(['increment', undefined])('fails for the operation %s', op => {
  expect(patchObject(RELEASE, [{ op, path: '/spec', value: 1 } as never])).toHaveProperty('reason');
});
