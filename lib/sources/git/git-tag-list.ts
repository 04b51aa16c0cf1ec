/**
 * The tags that a server lists, and which of them publish profiles.
 */
import { groupBy } from '../../model/data/group-by';
import { parseProfileTag } from '../../model/profile-tag';
import { compareVersions, tryParseVersion } from '../../model/version/version';
import type { PublishingTag, RemoteTag } from './git-transport';

const LINE = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/(tags|heads)\/(.+?)(\^\{\})?$/;

/**
 * Reads `<oid>\trefs/tags/v1.0.0`, and `…^{}` for the commit that an annotated tag points to;
 * branches have the same form.
 */
export function parseTagList(text: string, kind: 'tags' | 'heads' = 'tags'): RemoteTag[] {
  const tags = new Map<string, RemoteTag>();
  for (const line of text.split('\n')) {
    const [, oid, found, name, isPeeled] = LINE.exec(line) ?? [];
    if (found !== kind) continue;
    const tag = tags.get(name);
    if (isPeeled === undefined) tags.set(name, { name, oid, commit: oid });
    else if (tag !== undefined) tags.set(name, { ...tag, commit: oid });
  }
  return [...tags.values()];
}

/** The publishing tags of `tags`, by name; if there are more than `most`, the newest ones of every folder. */
export function choosePublishingTags(
  tags: readonly RemoteTag[],
  most: number,
): { readonly tags: readonly PublishingTag[]; readonly total: number } {
  const publishing = tags.flatMap((tag): PublishingTag[] => {
    const profile = parseProfileTag(tag.name);
    return profile === undefined ? [] : [{ ...tag, ...profile }];
  });
  const chosen = publishing.length <= most ? publishing : newestOfEach(publishing).slice(0, most);
  return { tags: chosen.sort((a, b) => (a.name < b.name ? -1 : 1)), total: publishing.length };
}

/** The newest tag of every folder, then the second newest of each, and so on. */
function newestOfEach(tags: readonly PublishingTag[]): PublishingTag[] {
  const folders = [...groupBy(tags, ({ folder }) => folder ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
  return folders
    .flatMap(([, versions]) => sortNewestFirst(versions).map((tag, rank) => ({ tag, rank })))
    .sort((a, b) => a.rank - b.rank)
    .map(({ tag }) => tag);
}

function sortNewestFirst(tags: readonly PublishingTag[]): PublishingTag[] {
  return tags
    .map(tag => ({ tag, version: tryParseVersion(tag.version)! }))
    .sort((a, b) => compareVersions(b.version, a.version) || (a.tag.name < b.tag.name ? -1 : 1))
    .map(({ tag }) => tag);
}
