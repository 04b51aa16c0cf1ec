import { findOverlaps } from '../../../lib/model/values/target-path';
import type { JsonObject } from '../../../lib/model/data/json';

function overlaps(values: JsonObject | undefined, targetPath: string | undefined): boolean {
  const spec = { values, valuesFrom: [{ kind: 'Secret', name: 'podinfo', ...(targetPath && { targetPath }) }] };
  return findOverlaps(spec).length > 0;
}

test.each<[string, JsonObject]>([
  ['image.tag', { image: { tag: '6.5.4' } }],
  ['image.tag', { image: { tag: null } }],
  ['image.tag', { image: 'podinfo:6.5.4' }],
  ['image', { image: { tag: '6.5.4' } }],
  ['image.tag', { image: null }],
  ['image.tag', { image: [] }],
  ['hosts[0].name', { hosts: [] }],
  ['hosts[0][1]', { hosts: [{ name: 'a' }] }],
  ['annotations.example\\.com/a', { annotations: { 'example.com/a': 'b' } }],
  ['a\\[0].b', { 'a[0]': { b: 1 } }],
  ['constructor', JSON.parse('{"constructor": 1}') as JsonObject],
])('fails for %s when the values are %j', (targetPath, values) => {
  expect(overlaps(values, targetPath)).toBe(true);
});

test.each<[string, JsonObject]>([
  ['image.tag', {}],
  ['image.tag', { image: {} }],
  ['image.tag', { image: { name: 'podinfo' } }],
  ['image', { images: {} }],
  ['annotations.example\\.com/a', { annotations: { example: { 'com/a': 'b' } } }],
  ['annotations.example.com/a', { annotations: { 'example.com/a': 'b' } }],
  ['constructor', {}],
  ['__proto__.a', {}],
])('%s does not overlap with %j', (targetPath, values) => {
  expect(overlaps(values, targetPath)).toBe(false);
});

test('whole documents, and releases without values, do not overlap', () => {
  expect(overlaps({ image: 'podinfo' }, undefined)).toBe(false);
  expect(overlaps(undefined, 'image')).toBe(false);
  expect(findOverlaps({ values: { image: 'podinfo' } })).toEqual([]);
});

test('every reference that overlaps is named', () => {
  const valuesFrom = [
    { kind: 'Secret', name: 'credentials', targetPath: 'auth.password' },
    { kind: 'ConfigMap', name: 'hosts', targetPath: 'hosts[0]' },
    { kind: 'ConfigMap', name: 'other', targetPath: 'other' },
  ];
  const values = { auth: { password: '' }, hosts: ['a.example.com'] };
  const by = 'the inline values';
  expect(findOverlaps({ values, valuesFrom })).toEqual([
    { kind: 'overlapping-target-path', targetPath: 'auth.password', reference: 'Secret "credentials"', by },
    { kind: 'overlapping-target-path', targetPath: 'hosts[0]', reference: 'ConfigMap "hosts"', by },
  ]);
});

describe('later references in valuesFrom', () => {
  const secret = { kind: 'Secret', name: 'credentials', targetPath: 'auth.password' };
  const own = new Map([['redis-values-1a2b3c4d', { auth: { password: '', user: 'redis' } }]]);
  const written = { kind: 'ConfigMap', name: 'redis-values-1a2b3c4d' };
  const takers = (...valuesFrom: readonly JsonObject[]) =>
    findOverlaps({ valuesFrom }, own).map(problem => (problem.kind === 'overlapping-target-path' ? problem.by : ''));

  test('fails for values of the program that set the path again', () => {
    expect(takers(secret, written)).toEqual(['ConfigMap "redis-values-1a2b3c4d"']);
    expect(takers(secret, { kind: 'ConfigMap', name: 'other' }, written)).toHaveLength(1);
  });

  test('earlier, different or unknown values do not overlap', () => {
    expect(takers(written, secret)).toEqual([]);
    expect(takers({ ...secret, targetPath: 'auth.token' }, written)).toEqual([]);
    expect(takers(secret, { kind: 'ConfigMap', name: 'other' })).toEqual([]);
    expect(takers(secret, { ...written, kind: 'Secret' })).toEqual([]);
    expect(takers(secret, { ...written, valuesKey: 'other.yaml' })).toEqual([]);
  });

  test('fails for another reference to the path, or to a parent of it', () => {
    expect(takers(secret, { ...secret, name: 'newer' })).toEqual(['Secret "newer"']);
    expect(takers(secret, { ...secret, name: 'newer', targetPath: 'auth' })).toEqual(['Secret "newer"']);
  });

  test('a reference that may be absent, or sets a path next to or below it, is allowed', () => {
    expect(takers(secret, { ...secret, name: 'newer', optional: true })).toEqual([]);
    expect(takers(secret, { ...secret, name: 'newer', targetPath: 'auth.pass' })).toEqual([]);
    expect(takers(secret, { ...secret, name: 'newer', targetPath: 'auth.password.hash' })).toEqual([]);
    expect(takers({ ...secret, targetPath: 'hosts' }, { ...secret, targetPath: 'hosts[1]' })).toEqual([]);
  });
});
