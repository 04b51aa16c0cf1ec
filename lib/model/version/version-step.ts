/**
 * How far apart two versions are.
 */
import { comparePrecedence, tryParseVersion } from './version';

/** The most significant part in which two versions differ. */
export type VersionStep = 'major' | 'minor' | 'patch' | 'prerelease' | 'build';

/** A step from one version to another. */
export interface VersionChange {
  readonly step: VersionStep;
  /** Whether the second version has lower precedence. */
  readonly isDowngrade: boolean;
}

/**
 * The step from `from` to `to`; `undefined` if they are the same version, however it is spelled, or
 * one of them is not a version, such as a range.
 */
export function versionStep(from: string, to: string): VersionChange | undefined {
  const [a, b] = [tryParseVersion(from), tryParseVersion(to)];
  if (a === undefined || b === undefined) return undefined;
  const step = (['major', 'minor', 'patch', 'prerelease', 'build'] as const).find(part => a[part] !== b[part]);
  return step && { step, isDowngrade: comparePrecedence(a, b) > 0 };
}
