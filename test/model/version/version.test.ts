import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  comparePrecedence,
  compareVersions,
  isExactVersion,
  isPrerelease,
  tryParseVersion,
  type Version,
} from '../../../lib/model/version/version';

interface Rows {
  readonly versions: readonly [text: string, full: string | null, isExact: boolean][];
  readonly order: readonly [text: string, lower: string[], equal: string[]][];
}

const rows = JSON.parse(readFileSync(join(__dirname, '../../data/version-ranges/rows.json'), 'utf8')) as Rows;
const version = (text: string) => tryParseVersion(text) as Version;
const sort = (texts: readonly string[]) =>
  texts
    .map(version)
    .sort(compareVersions)
    .map(v => v.text);

function formatVersion({ major, minor, patch, prerelease, build }: Version): string {
  return `${major}.${minor}.${patch}${prerelease && `-${prerelease}`}${build && `+${build}`}`;
}

describe('tryParseVersion', () => {
  test('reads every version like Go', () => {
    const answers = rows.versions.map(([text]) => {
      const parsed = tryParseVersion(text);
      return [text, parsed ? formatVersion(parsed) : null, isExactVersion(text)];
    });
    expect(answers).toEqual(rows.versions);
  });

  test('splits a version and keeps its spelling', () => {
    expect(tryParseVersion('v1.2-rc.1+b7')).toEqual({
      text: 'v1.2-rc.1+b7',
      major: 1n,
      minor: 2n,
      patch: 0n,
      prerelease: 'rc.1',
      build: 'b7',
    });
  });

  test.each(['', 'latest', 'constructor', '1.x', '1.2.3-01', '18446744073709551616.0.0'])(
    'fails to read "%s"',
    text => {
      expect(tryParseVersion(text)).toBeUndefined();
    },
  );
});

describe('isExactVersion', () => {
  test.each(['1.2.3', 'v1.2.3', '0.0.16', '1.2.3-rc.1+b7'])('takes %s', text => {
    expect(isExactVersion(text)).toBe(true);
  });

  test.each(['', '1', '1.2', '2025.02.03', '1.2.3.4', '^1.2.3', ' 1.2.3', '1-a.2.3'])('fails for "%s"', text => {
    expect(isExactVersion(text)).toBe(false);
  });
});

describe('comparePrecedence', () => {
  test('orders every pair like Go', () => {
    const answers = rows.order.map(([text], i) => {
      const earlier = rows.order.slice(0, i).map(([other]) => other);
      const those = (order: number) => earlier.filter(e => comparePrecedence(version(e), version(text)) === order);
      return [text, those(-1), those(0)];
    });
    expect(answers).toEqual(rows.order);
  });
});

describe('compareVersions', () => {
  test('sorts into a unique order', () => {
    const sorted = [
      '1.0.0-rc.2',
      '1.0.0-rc.10',
      '1.0',
      '1.0.0',
      'v1.0.0',
      '1.0.0+b',
      '1.0.0+b.9',
      '1.0.0+b.10',
      '1.0.1',
    ];
    expect(sort(sorted)).toEqual(sorted);
    expect(sort([...sorted].reverse())).toEqual(sorted);
  });

  test('distinguishes numbers that a double cannot', () => {
    expect(sort(['9007199254740993.0.0', '9007199254740992.0.0'])[0]).toBe('9007199254740992.0.0');
  });
});

test.each([
  ['1.2.3-rc.1', true],
  ['v1.2.3-0+b-7', true],
  ['1.2.3', false],
  ['1.2.3+b-7', false],
])('%s is a prerelease: %s', (version, is) => {
  expect(isPrerelease(version)).toBe(is);
});
