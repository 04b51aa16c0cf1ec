/**
 * The tags of a repository that are read: those that are versions, and that the source keeps.
 */
import { versionOfTag } from '../../model/formats/oci-chart';
import { isExactVersion } from '../../model/version/version';
import { keepNewest } from '../../model/version/keep-newest';

/** The tags whose version `isWanted`; with `keep`, the newest, and short ones such as `1.2`, which may be any version. */
export function chooseTags(
  tags: readonly string[],
  isWanted: (version: string) => boolean,
  keep?: number,
): readonly string[] {
  const wanted = tags.filter(tag => {
    const version = isTag(tag) ? versionOfTag(tag) : undefined;
    return version !== undefined && isWanted(version);
  });
  if (keep === undefined) return wanted;
  const full = wanted.filter(tag => isExactVersion(versionOfTag(tag)!));
  const left = new Set(full);
  for (const tag of keepNewest(full, tag => versionOfTag(tag)!, keep)) left.delete(tag);
  return wanted.filter(tag => !left.has(tag));
}

/** Whether a tag is valid according to the specification, and therefore safe in a URL. */
function isTag(tag: string): boolean {
  return /^\w[\w.-]{0,127}$/.test(tag);
}
