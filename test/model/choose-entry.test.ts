import type { CatalogEntry } from '../../lib/model/catalog-entry';
import { chooseEntry } from '../../lib/model/choose-entry';

function entriesOf(versions: Readonly<Record<string, readonly string[]>>): Map<string, CatalogEntry[]> {
  const more = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return new Map(
    Object.entries(versions).map(([name, all]) => [
      name,
      all.map(version => ({ name, version, origin: { kind: 'chart' as const, chart: name }, ...more })),
    ]),
  );
}

const PLATFORM = entriesOf({
  linkerd2: ['0.0.15', '0.1.0-rc.1', '0.0.16', '0.0.9'],
  'cert-manager': ['v1.14.0', 'v1.9.1'],
  'cert-manager-csi': ['0.1.0'],
  flagger: ['1.0.0-rc.1'],
});

function choose(name: string, range?: string, entries = PLATFORM) {
  return chooseEntry(entries, { catalog: 'platform', name, range });
}

test.each([
  ['linkerd2', undefined, '0.0.16'],
  ['linkerd2', 'latest', '0.0.16'],
  ['linkerd2', '', '0.0.16'],
  ['linkerd2', '*', '0.0.16'],
  ['linkerd2', '<0.0.16', '0.0.15'],
  ['linkerd2', '0.0.9', '0.0.9'],
  ['linkerd2', '>=0.0.1-0', '0.1.0-rc.1'],
  ['cert-manager', '~1.9', 'v1.9.1'],
  ['cert-manager', undefined, 'v1.14.0'],
  ['flagger', '1.0.0-rc.1', '1.0.0-rc.1'],
])('%s in %j is %s', (name, range, version) => {
  expect(choose(name, range)).toMatchObject({ entry: { name, version } });
});

test.each([
  [undefined, 'latest'],
  ['*', '*'],
  ['^1.0.0', '^1.0.0'],
  ['^9', '^9'],
])('fails to find a release of a profile with only prereleases in %s, and names the newest', (range, said) => {
  const entries = entriesOf({ flagger: ['1.0.0-rc.2', '1.0.0-rc.10', '1.0.0-rc.1'] });
  expect(choose('flagger', range, entries)).toEqual({
    problem: { kind: 'only-prereleases', profile: 'flagger', range: said, catalog: 'platform', newest: '1.0.0-rc.10' },
  });
});

test('the order of the entries does not matter', () => {
  const turned = entriesOf({ linkerd2: ['0.0.9', '0.0.16', '0.1.0-rc.1', '0.0.15'] });
  expect(choose('linkerd2', undefined, turned)).toMatchObject({ entry: { version: '0.0.16' } });
});

test.each([
  ['linkerd', ['linkerd2']],
  ['cert', ['cert-manager', 'cert-manager-csi']],
  ['certmanager', ['cert-manager', 'cert-manager-csi']],
  ['Flagger', ['flagger']],
  ['prometheus-operator', []],
  ['constructor', []],
])('fails to find %s, and names the nearest', (profile, nearest) => {
  expect(choose(profile)).toEqual({ problem: { kind: 'unknown-profile', profile, catalog: 'platform', nearest } });
});

test('fails to find anything in an empty catalog', () => {
  expect(choose('linkerd2', undefined, new Map())).toMatchObject({ problem: { kind: 'unknown-profile', nearest: [] } });
});

test('fails for what is not a range', () => {
  expect(choose('linkerd2', 'newest')).toMatchObject({
    problem: { kind: 'invalid-range', profile: 'linkerd2', range: 'newest' },
  });
});

test.each([
  ['linkerd2', '^1.0.0'],
  ['flagger', '>=1.0.0-rc.2'],
])('fails to find a version of %s in %s, and names the nearest', (profile, range) => {
  const { problem } = choose(profile, range) as { problem: object };
  expect(problem).toMatchObject({ kind: 'no-matching-version', profile, range, catalog: 'platform' });
  expect(problem).toHaveProperty('nearest', expect.arrayContaining([expect.any(String)]));
});
