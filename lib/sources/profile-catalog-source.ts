/**
 * Weave `ProfileCatalogSource` manifests whose profiles are written in them.
 *
 * A tag publishes a profile: `v1.2.3` the one at the root of its repository,
 * `nginx/v1.2.3` the one in folder `nginx`.
 */
import type { CatalogEntry, FileLocation } from '../model/catalog-entry';
import { sortEntries } from '../model/entry-order';
import { type Fields, ObjectReader } from '../model/object-reader';
import type { Problem } from '../model/problem';
import { isExactVersion } from '../model/version';
import type { ProfileCatalogSource } from './catalog-source';
import type { Manifest } from './manifest';

/** Reads a ProfileCatalogSource; a profile that is wrong is reported, and all others are there. */
export function readProfileCatalogSource(manifest: Manifest): ProfileCatalogSource {
  const { name, namespace, location, reader, spec, locate } = manifest;
  const entries = new Map<string, CatalogEntry>();
  if ((spec.repositories ?? undefined) !== undefined) {
    const what = `${reader.subject} has "repositories" to search`;
    const remedy = 'only profiles written in "profiles" can be read so far';
    const at = locate('spec', 'repositories');
    reader.problems.push({ kind: 'invalid-props', what, remedy, location: at });
  }
  // an item keeps its index in the list, which its place hangs on
  const items = Array.isArray(spec.profiles) ? spec.profiles : [];
  const profiles = reader.maps(spec, 'profiles', '- name: nginx');
  for (const profile of profiles) {
    const at = locate('spec', 'profiles', items.indexOf(profile));
    const { entry, problems } = readProfile(profile, at, reader.subject);
    reader.problems.push(...problems);
    if (entry === undefined) continue;
    const key = `${entry.name} ${entry.version.replace(/^v/, '')}`;
    const reason = `${reader.subject} lists it twice; keep one`;
    const subject = `profile "${entry.name}" ${entry.version}`;
    if (entries.has(key)) reader.problems.push({ kind: 'invalid-entry', entry: subject, reason, location: at });
    else entries.set(key, entry);
  }
  return { kind: 'ProfileCatalogSource', name, namespace, location, entries: sortEntries([...entries.values()]) };
}

function readProfile(profile: Fields, location: FileLocation, source: string) {
  const label = typeof profile.name === 'string' ? `profile "${profile.name}"` : 'a profile';
  const reader = new ObjectReader(location, `${label} of ${source}`);
  const name = reader.requiredText(profile, 'name', '"name"', 'write it');
  const url = readUrl(profile, reader);
  // "version" is what older catalogs call the tag
  const tag = reader.text(profile, 'tag') ?? reader.text(profile, 'version');
  if (tag === undefined && reader.problems.length === 0) {
    reader.report(`"tag" of ${reader.subject} is missing`, 'write the tag that publishes it, as in "nginx/v1.2.3"');
  }
  const published = tag === undefined ? undefined : readTag(tag, reader);
  const maintainer = reader.text(profile, 'maintainer');
  const description = reader.text(profile, 'description');
  const prerequisites = reader.texts(profile, 'prerequisites', '- Kubernetes 1.19+');
  if (!name || !url || !tag || !published || reader.problems.length > 0) return { problems: reader.problems };
  const { version, folder } = published;
  const entry: CatalogEntry = {
    name,
    version,
    origin: { kind: 'git', url, tag, ...(folder !== undefined && { folder }) },
    ...(description ? { description } : {}),
    keywords: [],
    maintainers: maintainer ? [{ name: maintainer }] : [],
    prerequisites,
    dependencies: [],
    location,
  };
  return { entry, problems: [] as Problem[] };
}

function readTag(tag: string, reader: ObjectReader): { version: string; folder?: string } | undefined {
  const slash = tag.lastIndexOf('/');
  const version = tag.slice(slash + 1);
  const folder = slash === -1 ? undefined : tag.slice(0, slash);
  const isFolder = folder === undefined || folder.split('/').every(part => /^(?!\.{1,2}$)[^\\\s]+$/.test(part));
  if (isExactVersion(version) && isFolder) return { version, folder };
  reader.report(`tag "${tag}" of ${reader.subject} publishes no profile`, 'write it as in "v1.2.3" or "nginx/v1.2.3"');
  return undefined;
}

/** The URL of a git repository, without user and password; the user of SSH stays, for there is no other way in. */
function readUrl(profile: Fields, reader: ObjectReader): string | undefined {
  const text = reader.requiredText(profile, 'url', '"url"', 'write the URL of its git repository');
  if (text === undefined || /^[\w.-]+@[\w.-]+:[^\s:]+$/.test(text)) return text;
  try {
    const url = new URL(text);
    if (['https:', 'http:', 'ssh:'].includes(url.protocol) && url.host !== '') {
      if (url.protocol !== 'ssh:') url.username = '';
      url.password = '';
      return url.href.replace(/\/+$/, '');
    }
  } catch {
    // said below, in words that do not differ between versions of Node
  }
  reader.report(`"url" of ${reader.subject} is no URL of a git repository`, 'begin it with https:// or ssh://');
  return undefined;
}
