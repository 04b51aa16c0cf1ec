import type { Problem, Values } from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readValues } from '../../../lib/constructs/values/read-values';
import { temporaryFolder } from '../temporary-folder';

function read(...sources: readonly Values[]): { values: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  return { values: readValues(sources, problem => problems.push(problem)), problems };
}

function file(text: string): string {
  const path = join(temporaryFolder(), 'values.yaml');
  writeFileSync(path, text);
  return path;
}

test('without sources there are no values', () => {
  expect(read()).toEqual({ values: undefined, problems: [] });
});

test('an empty object and an empty file are values', () => {
  expect(read({})).toEqual({ values: {}, problems: [] });
  expect(read(file('# nothing yet\n'))).toEqual({ values: {}, problems: [] });
});

test('files and objects are merged, later over earlier', () => {
  const { values } = read(
    file('image: { tag: 6.5.3, name: podinfo }\nhosts: [a]\n'),
    { image: { tag: '6.5.4' }, hosts: ['b'] },
    file('hosts: [c]\nreplicaCount: null\n'),
  );
  expect(values).toEqual({ image: { tag: '6.5.4', name: 'podinfo' }, hosts: ['c'], replicaCount: null });
});

test('members are sorted, regardless of the order of the sources', () => {
  const members = ({ values }: { values: unknown }) => JSON.stringify(values);
  expect(members(read({ b: 1 }, { a: 2, c: 3 }))).toBe('{"a":2,"b":1,"c":3}');
  expect(members(read({ c: 3, a: 2 }, { b: 1 }))).toBe('{"a":2,"b":1,"c":3}');
});

test('the given values are copied', () => {
  const given = { image: { tag: '6.5.4' } };
  const { values } = read(given);
  given.image.tag = 'latest';
  expect(values).toEqual({ image: { tag: '6.5.4' } });
});

test('fails with every problem of every source, and gives no values', () => {
  const path = file('on: [\n');
  const { values, problems } = read({ a: NaN, b: new Date(0) }, path, { c: 1 });
  expect(values).toBeUndefined();
  expect(problems).toMatchObject([
    { kind: 'invalid-value', at: 'a' },
    { kind: 'invalid-value', at: 'b' },
    { kind: 'invalid-values-file', location: { file: path } },
  ]);
});

test('fails for a file that is missing', () => {
  expect(read('values/missing.yaml')).toMatchObject({
    values: undefined,
    problems: [{ kind: 'unreadable-file', file: 'values/missing.yaml' }],
  });
});

test.each<[string, object]>([
  ['a list', [1, 2]],
  ['null', null as unknown as object],
  ['a number', 7 as unknown as object],
])('fails for %s', (_, source) => {
  expect(read(source)).toMatchObject({ values: undefined, problems: [{ kind: 'invalid-value', at: '' }] });
});

test('an object that the program changes between two releases is read again', () => {
  const values = { replicas: 1, image: { tag: '6.5.3' } };
  const first = read(values);
  values.replicas = 2;
  values.image.tag = '6.5.4';
  expect(read(values).values).toEqual({ replicas: 2, image: { tag: '6.5.4' } });
  expect(first.values).toEqual({ replicas: 1, image: { tag: '6.5.3' } });
});

test('an object that several releases are given is copied once, and the copy is frozen', () => {
  const values = { image: { tag: '6.5.3' } };
  const { values: first } = read(values);
  expect(read(values).values).toBe(first);
  expect(first).not.toBe(values);
  expect([first, (first as typeof values).image].every(Object.isFrozen)).toBe(true);
});
