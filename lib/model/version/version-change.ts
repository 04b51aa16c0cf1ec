/**
 * How far apart two versions are.
 */
import type { Version } from './version';

/** The first number that differs; `prerelease` if only what follows the numbers differs. */
export type VersionChange = 'major' | 'minor' | 'patch' | 'prerelease';

const NUMBERS = ['major', 'minor', 'patch'] as const;

/** `major` from 1.4.2 to 2.0.0, `minor` from 0.1.0 to 0.2.0, `patch` from 1.0.0 to 1.0.1-rc.1. */
export function changeBetween(before: Version, after: Version): VersionChange {
  return NUMBERS.find(number => before[number] !== after[number]) ?? 'prerelease';
}
