/**
 * Weave `ProfileCatalogSource` manifests: profiles that are written in them, and repositories.
 *
 * A tag publishes a profile: `v1.2.3` the one at the root of its repository,
 * `nginx/v1.2.3` the one in folder `nginx`.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { FileLocation } from '../../model/yaml/file-location';
import { sortEntries } from '../../model/entry-order';
import type { Fields } from '../../model/data/json';
import { ObjectReader } from '../../model/formats/object-reader';
import type { Problem } from '../../model/problem';
import { parseProfileTag } from '../../model/profile-tag';
import type { GitRepositoryReference, ProfileCatalogSource } from '../reading/catalog-source';
import { showGitUrl } from './git-url';
import type { Manifest } from '../manifests/manifest';
import { readSecretName } from '../manifests/secret-name';

/** Reads a ProfileCatalogSource; a profile that is wrong is reported, and all others are there. */
export function readProfileCatalogSource(manifest: Manifest): ProfileCatalogSource {
  const { name, namespace, location, reader, spec, locate } = manifest;
  const entries = new Map<string, CatalogEntry>();
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
  const repositories = readRepositories(manifest);
  return { kind: 'ProfileCatalogSource', name, namespace, location, entries: sortEntries([...entries.values()]), repositories }; // prettier-ignore
}

function readRepositories({ reader, spec, locate }: Manifest): GitRepositoryReference[] {
  const items = Array.isArray(spec.repositories) ? spec.repositories : [];
  const found = new Map<string, GitRepositoryReference>();
  for (const repository of reader.maps(spec, 'repositories', '- url: https://git.example.com/profiles')) {
    const path = ['spec', 'repositories', items.indexOf(repository)] as const;
    const location = locate(...path);
    const own = new ObjectReader(location, `a repository of ${reader.subject}`);
    const url = own.requiredText(repository, 'url', '"url"', 'write the URL of a git repository')?.replace(/\/+$/, '');
    const secretName = readSecretName(own, {
      parent: repository,
      field: 'secretRef',
      what: '"secretRef.name"',
      location: locate(...path, 'secretRef', 'name'),
    });
    if (url !== undefined && found.has(url))
      own.report(`${showGitUrl(url)} is listed twice in ${reader.subject}`, 'keep one');
    reader.problems.push(...own.problems);
    if (url !== undefined && own.problems.length === 0) found.set(url, { url, secretName, location });
  }
  return [...found.values()];
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
  const published = tag === undefined ? undefined : parseProfileTag(tag);
  if (tag !== undefined && published === undefined) {
    reader.report(
      `tag "${tag}" of ${reader.subject} publishes no profile`,
      'write it as in "v1.2.3" or "nginx/v1.2.3"',
    );
  }
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
