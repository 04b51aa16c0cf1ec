/**
 * Git tags that publish a profile.
 *
 * `v1.2.3` publishes the profile at the root of its repository; `nginx/v1.2.3` the one in
 * folder `nginx`. Every other tag is skipped.
 */
import { describePathFault } from './profile-path';
import { isExactVersion } from './version/version';

/** What a tag says about the profile that it publishes. */
export interface ProfileTag {
  /** Folder of the profile: `nginx`, `team-a/nginx`. Absent: the root of the repository. */
  readonly folder?: string;
  /** Exact SemVer, as in the tag: `1.2.3`, `v1.2.3`. */
  readonly version: string;
}

/** Characters that Git does not allow in tags, although a server may send them. */
const NEVER_IN_TAGS = /[\s~^:?*[\ufffd]/;

/** Reads `tag`, as in `refs/tags/<tag>`; `undefined` if it does not publish a profile. */
export function parseProfileTag(tag: string): ProfileTag | undefined {
  const slash = tag.lastIndexOf('/');
  const version = tag.slice(slash + 1);
  if (!isExactVersion(version)) return undefined;
  if (slash === -1) return { version };
  const folder = tag.slice(0, slash);
  return isFolder(folder) ? { folder, version } : undefined;
}

/** Whether `folder` is the canonical path of a folder in a repository. */
function isFolder(folder: string): boolean {
  const segments = folder.split('/');
  return (
    !NEVER_IN_TAGS.test(folder) &&
    describePathFault(folder) === undefined &&
    !segments.some(segment => segment === '' || segment === '.')
  );
}
