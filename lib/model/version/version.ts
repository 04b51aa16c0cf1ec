/**
 * Versions like Helm and Flux read and order them.
 *
 * Both use Go's Masterminds/semver, which completes short versions (`1.2` is `1.2.0`), accepts a
 * leading "v" and leading zeros, and uses 64-bit numbers.
 */

const LONGEST_VERSION = 256;
const LARGEST_NUMBER = 2n ** 64n - 1n;
/** Created once, because most numbers are small. */
const SMALL_NUMBERS = Array.from({ length: 1000 }, (_, i) => BigInt(i));

const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const LENIENT = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(${IDENTIFIERS}))?(?:\\+(${IDENTIFIERS}))?$`);
const THREE_PLAIN_NUMBERS = /^v?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:[-+]|$)/;

/** Cached, because catalogs repeat the same versions. */
const KNOWN = new Map<string, Version>();
const MOST_KNOWN = 10_000;

/** The parts of a version. */
export interface Version {
  /** As written: `v1.2`. */
  readonly text: string;
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** `rc.1` of `1.2.3-rc.1+b7`; empty for a release. */
  readonly prerelease: string;
  /** `b7` of `1.2.3-rc.1+b7`; empty if there is none. */
  readonly build: string;
}

/** Reads `1.2.3-rc.1+b7`, and leniently `v1`, `1.2` and `01.2.3`; `undefined` if `text` is not a version. */
export function tryParseVersion(text: string): Version | undefined {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const version = parse(text);
  if (KNOWN.size === MOST_KNOWN) KNOWN.clear();
  if (version !== undefined) KNOWN.set(text, version);
  return version;
}

function parse(text: string): Version | undefined {
  const match = text.length > LONGEST_VERSION ? null : LENIENT.exec(text);
  if (!match) return undefined;
  const major = toNumber(match[1]);
  const minor = toNumber(match[2]);
  const patch = toNumber(match[3]);
  const prerelease = match[4] ?? '';
  const build = match[5] ?? '';
  if (major > LARGEST_NUMBER || minor > LARGEST_NUMBER || patch > LARGEST_NUMBER) return undefined;
  if (prerelease !== '' && prerelease.split('.').some(hasLeadingZero)) return undefined;
  return { text, major, minor, patch, prerelease, build };
}

function toNumber(digits = '0'): bigint {
  return digits.length < 4 ? SMALL_NUMBERS[Number(digits)] : BigInt(digits);
}

/** Whether `text` is full SemVer: three numbers without leading zeros, such as `1.2.3` or `v1.2.3-rc.1`. */
export function isExactVersion(text: string): boolean {
  return THREE_PLAIN_NUMBERS.test(text) && tryParseVersion(text) !== undefined;
}

/** Whether `version` is a prerelease: `1.2.3-rc.1`. */
export function isPrerelease(version: string): boolean {
  return version.split('+')[0].includes('-');
}

/** Orders versions by precedence, then by build metadata, then by text, so that the result of a sort is unique. */
export function compareVersions(a: Version, b: Version): number {
  return comparePrecedence(a, b) || compareIdentifiers(a.build, b.build) || compare(a.text, b.text);
}

/** Orders versions like SemVer: 0 for versions that differ only in build metadata or spelling. */
export function comparePrecedence(a: Version, b: Version): number {
  const numbers = compare(a.major, b.major) || compare(a.minor, b.minor) || compare(a.patch, b.patch);
  if (numbers !== 0 || a.prerelease === b.prerelease) return numbers;
  // a release is newer than its prereleases
  if (a.prerelease === '' || b.prerelease === '') return a.prerelease === '' ? 1 : -1;
  return compareIdentifiers(a.prerelease, b.prerelease);
}

/** Orders `rc.2` before `rc.10`, and `rc` before `rc.1`. */
export function compareIdentifiers(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareIdentifier(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers come before words; a number of more than 64 bits is a word. */
function compareIdentifier(a: string, b: string): number {
  if (a === '' || b === '') return compare(a, b);
  const isNumberA = isNumber(a);
  const isNumberB = isNumber(b);
  if (isNumberA && isNumberB) return compare(BigInt(a), BigInt(b));
  return isNumberA === isNumberB ? compare(a, b) : isNumberA ? -1 : 1;
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(identifier: string): boolean {
  return /^\d+$/.test(identifier) && BigInt(identifier) <= LARGEST_NUMBER;
}

function hasLeadingZero(identifier: string): boolean {
  return /^0\d+$/.test(identifier);
}
