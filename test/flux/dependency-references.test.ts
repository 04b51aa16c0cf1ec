/**
 * The entries of `dependsOn` of one release, and where they state what they wait for.
 */
import { dependencyReferences } from '../../lib/flux/dependency-references';
import { readReadyExprs } from '../../lib/flux/ready-expr';

/** The limit of cel-go for one expression, in code points. */
const LIMIT = 100_000;

const waitsFor = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `${'a'.repeat(40)}-${String(i).padStart(8, '0')}`,
    namespace: 'team-a',
    until: { kind: 'revision', revision: `revision-${i}` } as const,
  }));

test('the first entry states all revisions', () => {
  const [first, ...others] = dependencyReferences(waitsFor(3), 'team-b');
  expect(first.readyExpr).toMatch(/^\/\/ revisions: (team-a\/a{40}-0000000\d=revision-\d; ?){3}\n/);
  expect(others.map(({ readyExpr }) => readyExpr!.startsWith('//'))).toEqual([false, false]);
});

test('the next entries continue what is too long for one expression of CEL', () => {
  const waits = waitsFor(4_000);
  const expressions = dependencyReferences(waits, 'team-b').map(({ readyExpr }) => readyExpr!);
  expect(Math.max(...expressions.map(({ length }) => length))).toBeLessThan(LIMIT);
  expect(expressions.map(text => text.startsWith('//')).lastIndexOf(true)).toBe(2);
  expect(readReadyExprs(expressions)).toEqual(waits.map(({ until }) => until));
});

test('a release that waits for nothing has no entries', () => {
  expect(dependencyReferences([], 'team-b')).toEqual([]);
});
