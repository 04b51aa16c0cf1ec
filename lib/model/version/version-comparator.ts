/**
 * One comparator of a version range: `>=1.2.0`, `~1.2`, `1.x`.
 *
 * Each operator works as in Go's Masterminds/semver, including its special cases: `~0.0.0` accepts
 * every version, and `>1` begins at `2.0.0`.
 */
import { compareIdentifiers, comparePrecedence, tryParseVersion, type Version } from './version';

type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

/** An operator and the version that it compares with. */
export interface VersionComparator {
  readonly operator: Operator;
  /** Missing numbers are zero: `1.2.0` for `~1.2`. */
  readonly bound: Version;
  /** First number that is missing or `x`: `minor` for `1.x`. Absent: the bound was written in full. */
  readonly open?: 'major' | 'minor' | 'patch';
}

const SPELLINGS = new Map<string | undefined, Operator>([
  [undefined, '='],
  ['=>', '>='],
  ['=<', '<='],
  ['~>', '~'],
]);

// Go's \s is ASCII, and its character class for a number also matches "|"
const SPACE = '[\\t\\n\\f\\r ]';
const NUMBER = '[0-9|xX*]+';
const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const OPERATOR = '=>|=<|=|!=|>=|<=|>|<|~>|~|\\^';
const BOUND = `v?${NUMBER}(?:\\.${NUMBER}){0,2}(?:-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?`;

/** Sources of regular expressions, for the grammar of ranges. */
export const PATTERNS = { space: SPACE, bound: BOUND, comparator: `(?:(?:${OPERATOR})${SPACE}*)?${BOUND}` } as const;

const COMPARATOR = new RegExp(
  `^(?<operator>${OPERATOR})?${SPACE}*(?<bound>v?(?<major>${NUMBER})(?:\\.(?<minor>${NUMBER}))?(?:\\.(?<patch>${NUMBER}))?` +
    `(?<prerelease>-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?)$`,
);

/** Reads `>= 1.2`; `undefined` if its bound is not a valid version: `1.2.3-01`, `1|2`. */
export function tryParseComparator(text: string): VersionComparator | undefined {
  const groups = COMPARATOR.exec(text)?.groups;
  if (!groups) return undefined;
  const { major, minor, patch, prerelease = '' } = groups;
  const open = isOpen(major) ? 'major' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : undefined;
  const numbers = { major: '0.0.0', minor: `${major}.0.0`, patch: `${major}.${minor}.0` };
  const bound = tryParseVersion(open ? numbers[open] + prerelease : groups.bound);
  const operator = SPELLINGS.get(groups.operator) ?? (groups.operator as Operator);
  return bound && { operator, bound, open };
}

/** Whether `version` satisfies `comparator`. Whether prereleases are allowed at all is decided by the range. */
export function matchesComparator(version: Version, comparator: VersionComparator): boolean {
  return CHECKS[comparator.operator](version, comparator);
}

type Check = (version: Version, comparator: VersionComparator) => boolean;

const CHECKS: { readonly [O in Operator]: Check } = {
  '=': (v, c) => (c.open ? matchesTilde(v, c) : comparePrecedence(v, c.bound) === 0),
  '!=': (v, c) => !equals(v, c),
  '>': isAbove,
  '<': (v, c) => comparePrecedence(v, c.bound) < 0,
  '>=': (v, c) => comparePrecedence(v, c.bound) >= 0,
  '<=': isAtMost,
  '~': matchesTilde,
  '^': matchesCaret,
};

/** `1.x` equals every `1.y.z`; `*` equals only `0.0.0`. */
function equals(version: Version, { bound, open }: VersionComparator): boolean {
  if (open === 'minor') return version.major === bound.major;
  if (open !== 'patch') return comparePrecedence(version, bound) === 0;
  return isSameMinor(version, bound) && compareIdentifiers(version.prerelease, bound.prerelease) === 0;
}

/** `>1` is `>=2.0.0`, `>1.2` is `>=1.3.0`. */
function isAbove(version: Version, { bound, open }: VersionComparator): boolean {
  if (open === 'minor') return version.major > bound.major;
  if (open !== 'patch') return comparePrecedence(version, bound) > 0;
  return version.major > bound.major || (version.major === bound.major && version.minor > bound.minor);
}

/** `<=1` is `<2.0.0`, `<=1.2` is `<1.3.0`; `<=*` is `<0.1.0`. */
function isAtMost(version: Version, { bound, open }: VersionComparator): boolean {
  if (!open) return comparePrecedence(version, bound) <= 0;
  if (version.major !== bound.major) return version.major < bound.major;
  return open === 'minor' || version.minor <= bound.minor;
}

/** `~1.2.3` is `>=1.2.3 <1.3.0`, `~1` is `>=1.0.0 <2.0.0`; `~*` and `~0.0.0` accept everything from there up. */
function matchesTilde(version: Version, { bound, open }: VersionComparator): boolean {
  if (comparePrecedence(version, bound) < 0) return false;
  const isZero = bound.major === 0n && bound.minor === 0n && bound.patch === 0n;
  if (isZero && open !== 'minor' && open !== 'patch') return true;
  return open === 'minor' ? version.major === bound.major : isSameMinor(version, bound);
}

/** `^1.2.3` is `>=1.2.3 <2.0.0`, `^0.2.3` is `>=0.2.3 <0.3.0`, `^0.0.3` is `0.0.3`; `^*` is `0.0.0`. */
function matchesCaret(version: Version, { bound, open }: VersionComparator): boolean {
  if (comparePrecedence(version, bound) < 0) return false;
  if (bound.major > 0n || open === 'minor') return version.major === bound.major;
  if (bound.minor > 0n || open === 'patch') return isSameMinor(version, bound);
  return isSameMinor(version, bound) && version.patch === bound.patch;
}

function isSameMinor(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor;
}

/** Whether a number is `x`, `X`, `*`, or missing. */
function isOpen(number: string | undefined): boolean {
  return number === undefined || /^[xX*]$/.test(number);
}
