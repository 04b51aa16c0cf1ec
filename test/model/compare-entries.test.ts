import type { CatalogEntry } from '../../lib/model/catalog-entry';
import { compareEntries } from '../../lib/model/compare-entries';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

function entry(name: string, version: string, fields: Partial<CatalogEntry> = {}, digest?: string): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, origin: { kind: 'chart', chart: name, digest }, ...nothing, ...fields };
}

function inGit(commit?: string): CatalogEntry {
  const origin = { kind: 'git', url: 'https://git.example.com/a', tag: 'v1.0.0', commit } as const;
  return entry('nginx', '1.0.0', { origin });
}

/** `+ linkerd2 0.0.17` and the like. */
function lines(before: readonly CatalogEntry[], after: readonly CatalogEntry[]): string[] {
  const { added, changed, replaced, vanished } = compareEntries(before, after);
  return [
    ...added.map(({ name, version }) => `+ ${name} ${version}`),
    ...changed.map(({ entry: { name, version }, fields }) => `~ ${name} ${version} ${fields}`),
    ...replaced.map(found => `! ${found.entry.name} ${found.entry.version} ${found.before} ${found.after}`),
    ...vanished.map(({ name, version }) => `- ${name} ${version}`),
  ];
}

test('two empty catalogs are equal, and so is one in another order and with other locations', () => {
  const entries = [entry('linkerd2', '0.0.16', { layer: 1 }), entry('constructor', '1.0.0', { keywords: ['a'] })];
  const moved = entries.map(found => ({ ...found, location: { file: 'a', line: 1, column: 1 } }));
  expect(lines([], [])).toEqual([]);
  expect(lines(entries, moved.reverse())).toEqual([]);
});

test('additions, removals and changes are sorted by name, newest first', () => {
  const before = [entry('podinfo', '6.0.0'), entry('podinfo', '6.0.1'), entry('flagger', '0.0.2', { layer: 2 })];
  const after = [
    entry('linkerd2', '0.0.9'),
    entry('linkerd2', '0.0.16'),
    entry('flagger', '0.0.2', { layer: 10, description: 'rolls out' }),
  ];
  expect(lines(before, after)).toEqual([
    '+ linkerd2 0.0.16',
    '+ linkerd2 0.0.9',
    '~ flagger 0.0.2 description,layer',
    '- podinfo 6.0.1',
    '- podinfo 6.0.0',
  ]);
  expect(lines([...before].reverse(), [...after].reverse())).toEqual(lines(before, after));
});

test.each([
  ['another digest', entry('a', '1.0.0', {}, A), entry('a', '1.0.0', {}, B), [`! a 1.0.0 ${A} ${B}`]],
  ['no digest any more', entry('a', '1.0.0', {}, A), entry('a', '1.0.0'), [`! a 1.0.0 ${A} undefined`]],
  ['another spelling too', entry('a', '1.2', {}, A), entry('a', 'v1.2.0', {}, B), [`! a v1.2.0 ${A} ${B}`]],
  ['another commit', inGit('f00'), inGit('ba5'), ['! nginx 1.0.0 f00 ba5']],
  ['a chart for a folder', inGit('f00'), entry('nginx', '1.0.0', {}, A), [`! nginx 1.0.0 f00 ${A}`]],
  ['other data as well', entry('a', '1.0.0', {}, A), entry('a', '1.0.0', { layer: 1 }, B), [`! a 1.0.0 ${A} ${B}`]],
])('the same version with %s is replaced', (_, before, after, expected) => {
  expect(lines([before], [after])).toEqual(expected);
});

test.each([
  ['a digest that was not known', entry('a', '1.0.0'), entry('a', '1.0.0', {}, A)],
  ['a digest in another spelling', entry('a', '1.0.0', {}, A), entry('a', '1.0.0', {}, 'A'.repeat(64))],
  ['a commit that was not known', inGit(), inGit('f00')],
])('%s is a change', (_, before, after) => {
  expect(lines([before], [after])).toEqual([`~ ${after.name} 1.0.0 origin`]);
});

test('two spellings of one version, each in both, are compared separately', () => {
  const before = [entry('a', '1.2', {}, A), entry('a', 'v1.2.0', {}, B)];
  expect(lines(before, before)).toEqual([]);
  expect(lines(before, [entry('a', '1.2', {}, A)])).toEqual(['- a v1.2.0']);
});

test('another build of a version is another version', () => {
  expect(lines([entry('a', '1.0.0+1', {}, A)], [entry('a', '1.0.0+2', {}, B)])).toEqual(['+ a 1.0.0+2', '- a 1.0.0+1']);
});
