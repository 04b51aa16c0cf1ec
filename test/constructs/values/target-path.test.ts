import { findOverlaps } from '../../../lib/constructs/values/target-path';
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
])('%s is beside %j', (targetPath, values) => {
  expect(overlaps(values, targetPath)).toBe(false);
});

test('whole documents, and releases without values, have nothing to overlap', () => {
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
  expect(findOverlaps({ values, valuesFrom })).toEqual([
    { kind: 'overlapping-target-path', targetPath: 'auth.password', reference: 'Secret "credentials"' },
    { kind: 'overlapping-target-path', targetPath: 'hosts[0]', reference: 'ConfigMap "hosts"' },
  ]);
});
