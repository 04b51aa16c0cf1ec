/**
 * Versions as tables and pages show them.
 */
import { isPrerelease } from '../../model/version/version';

/** `0.3.0-rc.1 (prerelease)`; a release is unchanged. */
export function markPrerelease(version: string): string {
  return isPrerelease(version) ? `${version} (prerelease)` : version;
}
