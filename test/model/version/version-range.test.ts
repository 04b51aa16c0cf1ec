import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryParseVersion, type Version } from '../../../lib/model/version/version';
import {
  matchesRange,
  nearestVersions,
  newestInRange,
  parseRequestedRange,
  parseVersionRange,
} from '../../../lib/model/version/version-range';

type Row = readonly [range: string, version: string | null, answer: boolean | 'invalid'];

const file = readFileSync(join(__dirname, '../../data/version-ranges/rows.json'), 'utf8');
const rows = (JSON.parse(file) as { readonly ranges: readonly Row[] }).ranges;

function isIn(version: string | null, text: string): boolean | 'valid' | 'invalid' {
  const range = parseVersionRange(text);
  if (range.error !== undefined) return 'invalid';
  return version === null ? 'valid' : matchesRange(tryParseVersion(version) as Version, range);
}

describe('matchesRange', () => {
  test('gives the result of Go for every row', () => {
    const answers = rows.map(([range, version]) => [range, version, isIn(version, range)]);
    expect(answers).toEqual(rows);
  });

  test('excludes prereleases unless the range contains one', () => {
    expect(isIn('1.1.0-rc.1', '^1.0.0')).toBe(false);
    expect(isIn('1.1.0-rc.1', '^1.0.0-0')).toBe(true);
  });
});

describe('parseVersionRange', () => {
  test.each([
    ['', 'it is empty, or nothing is on one side of "||". Write "*" for every release'],
    ['^1 ||', 'it is empty, or nothing is on one side of "||". Write "*" for every release'],
    ['latest', '"latest" is not readable; write it as in "^1.2.0", ">=1.2 <2", "1.x" or "1.2 - 1.4"'],
    ['1 || newest', '"newest" is not readable; write it as in "^1.2.0", ">=1.2 <2", "1.x" or "1.2 - 1.4"'],
    ['>=1.2.3-01', '">=1.2.3-01" does not contain a version; write it as in ">=1.2.3" or "^1.2.3-rc.1"'],
    ['1||'.repeat(32) + '1', 'it has more than 32 alternatives. Join some of them'],
    ['1'.padEnd(513), 'it is longer than 512 characters. Shorten it'],
  ])('fails for "%s" and says why', (text, error) => {
    expect(parseVersionRange(text)).toEqual({ error });
  });

  test.each(['1   '.repeat(127) + '!', ' '.repeat(511) + '!', '0-' + '0.'.repeat(250) + '!', '1'.repeat(511) + '!'])(
    'fails without backtracking on text that invites it',
    text => {
      expect(isIn(null, text)).toBe('invalid');
    },
  );
});

describe('parseRequestedRange', () => {
  test.each([undefined, '', 'latest'])('reads %p as every release', text => {
    expect(parseRequestedRange(text)).toEqual(parseVersionRange('*'));
  });

  test('fails for what is neither a range nor "latest"', () => {
    expect(parseRequestedRange('Latest').error).toContain('"Latest" is not readable');
  });
});

describe('newestInRange', () => {
  test.each([
    ['*', '2.0.0-rc.2'],
    ['^1.2', '1.3.0-rc.1'],
    ['<2', '1.3.0-rc.1'],
    ['<2.0.0-rc.2', '2.0.0-rc.1'],
    ['>=1.2.0 <1.3.0', '1.2.0'],
    ['>=1.2.1 <=1.3.0-rc.1', '1.3.0-rc.1'],
    ['1.2.0', '1.2.0'],
    ['~1.1', undefined],
  ])('with prereleases, of %s is %s', (range, version) => {
    const versions = ['1.2.0-rc.1', '1.2.0', '1.3.0-rc.1', '2.0.0-rc.1', '2.0.0-rc.2'];
    expect(newestInRange(versions, text => text, range, true)).toBe(version);
  });

  const linkerd2 = ['0.0.9', '0.0.16', '0.1.0-rc.1', '0.0.10', '0.1.0', '0.2.0-rc.1'];
  const newest = (versions: readonly string[], range?: string) => newestInRange(versions, v => v, range);

  test.each([
    ['~0.0.9', '0.0.16'],
    ['>=0.1.0-0', '0.2.0-rc.1'],
    ['*', '0.1.0'],
    ['latest', '0.1.0'],
    ['', '0.1.0'],
    [undefined, '0.1.0'],
    ['0.1.0-rc.1', '0.1.0-rc.1'],
  ])('finds the newest in %p, independent of the order', (range, expected) => {
    expect(newest(linkerd2, range)).toBe(expected);
    expect(newest([...linkerd2].reverse(), range)).toBe(expected);
  });

  test('returns the entry, not its version', () => {
    const entries = [
      { name: 'nginx', version: '1.0.0' },
      { name: 'nginx', version: '1.1.0' },
    ];
    expect(newestInRange(entries, e => e.version, '1.x')).toBe(entries[1]);
  });

  test('prefers the version spelled like the range', () => {
    expect(newest(['1.0.0+b2', '1.0.0', '1.0.0+b1'], '1.0.0')).toBe('1.0.0');
    expect(newest(['1.0.0+b2', '1.0.0', '1.0.0+b1'], '1.0.0+b1')).toBe('1.0.0+b1');
    expect(newest(['1.0.0+b2', '1.0.0', '1.0.0+b1'], '^1.0.0')).toBe('1.0.0+b2');
  });

  test('skips what Flux skips, unless it is named', () => {
    expect(newest(['nightly', '1.3', '1.2.0'], '^1.0.0')).toBe('1.2.0');
    expect(newest(['nightly', '1.3', '1.2.0'], '1.3')).toBe('1.3');
  });

  test.each(['^9.0.0', 'constructor', 'latest '])('fails to find anything in "%s"', range => {
    expect(newest(linkerd2, range)).toBeUndefined();
  });

  test('fails to find a release among prereleases', () => {
    expect(newest(['1.0.0-rc.1'], 'latest')).toBeUndefined();
    expect(newest([], 'latest')).toBeUndefined();
  });
});

describe('nearestVersions', () => {
  const flagger = ['0.9.0', '1.0.0', '1.2.0', '1.4.0', '3.0.0', '3.1.0'];

  test.each([
    ['^2.0.0', ['3.0.0', '1.4.0', '3.1.0']],
    ['1.3.x', ['1.4.0', '1.2.0', '3.0.0']],
    ['>3.1.0', ['3.1.0', '3.0.0', '1.4.0']],
    ['<0.9.0', ['0.9.0', '1.0.0', '1.2.0']],
    ['^0.8 || ^4', ['3.1.0', '0.9.0', '3.0.0']],
  ])('suggests those next to the bounds of %s', (range, expected) => {
    expect(nearestVersions(flagger, range)).toEqual(expected);
    expect(nearestVersions([...flagger].reverse(), range)).toEqual(expected);
  });

  test('suggests prereleases of versions in the range first, newest first', () => {
    const versions = ['1.0.0', '2.0.0-rc.2', '2.0.0-rc.10', '3.0.0-rc.1'];
    expect(nearestVersions(versions, '>=1.5 <3')).toEqual(['2.0.0-rc.10', '2.0.0-rc.2', '1.0.0']);
    expect(nearestVersions(versions, '^2.0.0')).toEqual(['2.0.0-rc.10', '2.0.0-rc.2', '1.0.0']);
    expect(nearestVersions(['1.0.0-rc.1'], 'latest')).toEqual(['1.0.0-rc.1']);
  });

  test('suggests other prereleases only if there is nothing else', () => {
    expect(nearestVersions(['1.0.0', '2.0.0-rc.1'], '^3.0.0')).toEqual(['1.0.0']);
    expect(nearestVersions(['1.0.0-rc.1', '2.0.0-rc.1'], '^3.0.0')).toEqual(['2.0.0-rc.1', '1.0.0-rc.1']);
  });

  test('suggests at most the given number, each once', () => {
    expect(nearestVersions(['1.0.0', '1.0.0', '0.9.0'], '^2.0.0', 2)).toEqual(['1.0.0', '0.9.0']);
  });

  test('has no suggestion without versions, without valid ones, and without a range', () => {
    expect(nearestVersions([], '^1.0.0')).toEqual([]);
    expect(nearestVersions(['nightly'], '^1.0.0')).toEqual([]);
    expect(nearestVersions(['1.0.0'], 'constructor')).toEqual([]);
  });
});
