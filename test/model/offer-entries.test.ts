import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogEntry, ProfileOrigin } from '../../lib/model/catalog-entry';
import { parseHelmIndex } from '../../lib/model/helm-index/helm-index';
import { offerEntries } from '../../lib/model/offer-entries';
import { formatProblem } from '../../lib/model/problem-words';

const REAL = resolve(__dirname, '../../../shared/data/profiles-catalog-index.yaml');

function entry(name: string, version: string, origin: ProfileOrigin, line?: number): CatalogEntry {
  const lists = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, origin, ...lists, ...(line && { location: { file: 'a.yaml', line, column: 3 } }) };
}

const chart = (name: string): ProfileOrigin => ({ kind: 'chart', chart: name });
const git = (url: string, folder?: string): ProfileOrigin => ({ kind: 'git', url, folder, tag: 'v1.0.0' });

function offer(entries: readonly CatalogEntry[]) {
  const { entries: offered, problems } = offerEntries(entries);
  return { offered: offered.map(({ name, version }) => `${name} ${version}`), words: problems.map(formatProblem) };
}

const CHARTS = [
  entry('agent', '1.1.0', chart('new-agent'), 12),
  entry('agent', '1.0.0', chart('agent'), 20),
  entry('agent', '0.9.0', chart('agent'), 4),
  entry('flagger', '1.0.0', chart('flagger'), 30),
];

test('two charts of one profile name are one problem, and neither is offered, in whatever versions and order', () => {
  const expected = {
    offered: ['flagger 1.0.0'],
    words: [
      'a.yaml:4:3: chart "agent" (a.yaml:4) and chart "new-agent" (a.yaml:12) have one profile name, "agent", so that none of them is offered. Give all but one of them other names, or leave them out of the catalog',
    ],
  };
  expect(offer(CHARTS)).toEqual(expected);
  expect(offer([...CHARTS].reverse())).toEqual(expected);
});

test.each([
  ['two repositories', git('https://git.example.com/a'), git('https://git.example.com/b'), 1],
  ['two folders', git('https://git.example.com/a', 'x'), git('https://git.example.com/a', 'y'), 1],
  ['the root and a folder', git('https://git.example.com/a'), git('https://git.example.com/a', 'x'), 1],
  ['one repository, written in two ways', git('https://git.example.com/a'), git('https://git.example.com/a.git'), 0],
  ['one chart', chart('nginx'), chart('nginx'), 0],
])('of %s', (_, one, other, count) => {
  const { offered, words } = offer([entry('nginx', '2.0.0', one), entry('nginx', '1.0.0', other)]);
  expect(words).toHaveLength(count);
  expect(offered).toHaveLength(count === 0 ? 2 : 0);
});

test.each([
  ['nginx', true],
  ['a_b', true],
  ['Team.1', true],
  ['constructor', true],
  ['Foo Bar!', false],
  ['../x', false],
  ['a/b', false],
  ['', false],
  ['-a', false],
  ['nginx@1', false],
  ['x'.repeat(251), false],
  ['ñ', false],
])('the name %j can be that of a profile: %j', (name, isAllowed) => {
  const { offered, words } = offer([entry(name, '1.0.0', chart('nginx'), 4), entry('vault', '1.0.0', chart('vault'))]);
  expect(offered).toEqual([...(isAllowed ? [`${name} 1.0.0`] : []), 'vault 1.0.0']);
  expect(words).toEqual(isAllowed ? [] : [expect.stringMatching(/^a.yaml:4:3: profile .*chart "nginx".*letters/)]);
});

test('nothing is offered of nothing', () => expect(offer([])).toEqual({ offered: [], words: [] }));

(existsSync(REAL) ? test : test.skip)('the profiles-catalog index offers everything that it lists', () => {
  const { entries } = parseHelmIndex(readFileSync(REAL, 'utf8'), { file: 'index.yaml' });
  expect(offerEntries(entries)).toEqual({ entries, problems: [] });
});
