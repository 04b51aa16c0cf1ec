/**
 * The field `profile` of an artifact: another profile, at a tag or on a branch.
 *
 * In a lock file it also contains the commit, and what the profile installs.
 */
import { isBranchName } from '../git/branch-name';
import { describeGitUrlFault } from '../git-url';
import type { ArtifactProfile, ProfileArtifact, ProfileSource } from '../profile-artifact';
import { parseProfileTag } from '../profile-tag';
import { withoutCredentials } from '../data/redact';
import type { FieldReader } from './field-reader';
import { readPath } from './profile-path-field';
import { profileFields } from './profile-schema';

const SOURCE = profileFields('spec', 'artifacts', 'profile', 'source');
const LOCKED = ['commit', 'artifacts'];
/** Branch that is used by default. */
const BRANCH = 'main';

/** Reads a nested profile; `readArtifacts` reads what it installs, in a lock file. */
export function readNestedProfile(
  reader: FieldReader,
  readArtifacts?: (reader: FieldReader) => readonly ProfileArtifact[],
): ArtifactProfile {
  if (readArtifacts !== undefined) {
    reader.allowOnly(['source', ...LOCKED]);
    const source = readSource(reader.child('source', '"source"') ?? reader.requiredChild('source'), 'tag');
    return { source, commit: reader.requiredText('commit'), artifacts: readArtifacts(reader) };
  }
  // the first generations had these fields in the artifact, and called the tag "version"
  const child = reader.child('source', '"source"');
  if (child === undefined) reader.allowOnly(['source'], [...SOURCE, 'version']);
  else reader.allowOnly(['source']);
  const isOld = child === undefined && reader.map.fields.has('version');
  return { source: readSource(child ?? reader, isOld ? 'version' : 'tag') };
}

function readSource(reader: FieldReader, tagKey: string): ProfileSource {
  if (reader.subject === '"source"') reader.allowOnly(SOURCE);
  const url = reader.requiredText('url', 'write the URL of a Git repository') ?? '';
  const fault = url === '' ? undefined : describeGitUrlFault(url);
  if (fault !== undefined) reader.reportField('url', `is "${withoutCredentials(url)}"`, fault);
  const tag = reader.text(tagKey);
  const branch = reader.text('branch');
  const path = reader.map.fields.has('path') ? readPath(reader) : undefined;
  if (tag === undefined) {
    if (branch !== undefined) checkBranch(reader, branch);
    return { url, branch: branch ?? BRANCH, ...(isRoot(path) ? {} : { path }) };
  }
  if (branch !== undefined) reader.reportField('branch', `and "${tagKey}" are both given`, 'keep one of them');
  if (path !== undefined) {
    reader.reportField(
      'path',
      `and "${tagKey}" are both given`,
      'drop "path": a tag such as "nginx/v1.2.3" names the folder',
    );
  }
  if (parseProfileTag(tag) === undefined) {
    reader.reportField(tagKey, `is "${tag}", which publishes no profile`, 'write it as in "v1.2.3" or "nginx/v1.2.3"');
  }
  return { url, tag };
}

function checkBranch(reader: FieldReader, branch: string): void {
  if (!isBranchName(branch)) reader.reportField('branch', `is "${branch}"`, 'write the name of a branch, as in "main"');
}

function isRoot(path = '.'): boolean {
  return path.split('/').every(segment => segment === '' || segment === '.');
}
