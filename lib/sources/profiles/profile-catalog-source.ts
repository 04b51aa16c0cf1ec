/**
 * Weave `ProfileCatalogSource` manifests: profiles that are written in them, and repositories.
 *
 * A tag publishes a profile: `v1.2.3` the one at the root of its repository, `nginx/v1.2.3` the one
 * in folder `nginx`.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { YamlMap } from '../../model/yaml/yaml-value';
import { sortEntries } from '../../model/entry-order';
import { FieldReader } from '../../model/formats/field-reader';
import { isProfileName, PROFILE_NAME_RULE } from '../../model/names';
import type { Problem } from '../../model/problem';
import { parseProfileTag } from '../../model/profile-tag';
import { isBranchName } from '../../model/git/branch-name';
import { readPath } from '../../model/formats/profile-path-field';
import { normalizeFolder } from '../../model/profile-path';
import type { BranchReference, GitRepositoryReference, ProfileCatalogSource } from '../reading/catalog-source';
import { showGitUrl } from '../git/git-url';
import type { Manifest } from '../manifests/manifest';
import { readSecretName } from '../manifests/secret-name';

/** Reads a ProfileCatalogSource; reports profiles that are wrong, and returns the others. */
export function readProfileCatalogSource(manifest: Manifest): ProfileCatalogSource {
  const { name, namespace, location, reader, spec } = manifest;
  const entries = new Map<string, CatalogEntry>();
  for (const { map } of spec.maps('profiles', undefined, '- name: nginx')) {
    const { entry, problems } = readProfile(map, reader.subject);
    reader.problems.push(...problems);
    if (entry === undefined) continue;
    const key = `${entry.name} ${entry.version.replace(/^v/, '')}`;
    const reason = `${reader.subject} lists it twice; keep one`;
    const subject = `profile "${entry.name}" ${entry.version}`;
    if (entries.has(key)) reader.problems.push({ kind: 'invalid-entry', entry: subject, reason, location: map.at });
    else entries.set(key, entry);
  }
  const repositories = readRepositories(manifest);
  return { kind: 'ProfileCatalogSource', name, namespace, location, entries: sortEntries([...entries.values()]), repositories }; // prettier-ignore
}

function readRepositories({ reader, spec }: Manifest): GitRepositoryReference[] {
  const found = new Map<string, GitRepositoryReference>();
  const subject = `a repository of ${reader.subject}`;
  for (const { map } of spec.maps('repositories', undefined, '- url: https://git.example.com/profiles')) {
    const own = new FieldReader(map, subject);
    const url = own.requiredText('url', 'write the URL of a git repository')?.replace(/\/+$/, '');
    const secretName = readSecretName(own, 'secretRef', '"secretRef.name"');
    const branches = readBranches(own);
    if (url !== undefined && found.has(url))
      own.report(`${showGitUrl(url)} is listed twice in ${reader.subject}`, 'keep one');
    reader.problems.push(...own.problems);
    if (url !== undefined && own.problems.length === 0) found.set(url, { url, secretName, ...(branches.length > 0 && { branches }), location: map.at }); // prettier-ignore
  }
  return [...found.values()];
}

function readBranches(repository: FieldReader): BranchReference[] {
  const found = new Map<string, BranchReference>();
  for (const reader of repository.maps('branches', 'a branch', '- branch: main')) {
    const before = reader.problems.length;
    const branch = reader.requiredText('branch', 'write the name of a branch, as in "main"') ?? '';
    if (branch !== '' && !isBranchName(branch)) reader.reportField('branch', `is "${branch}"`, 'write the name of a branch, as in "main"'); // prettier-ignore
    const path = reader.map.fields.has('path') ? normalizeFolder(readPath(reader)) : undefined;
    const place = JSON.stringify([branch, path]);
    if (found.has(place)) reader.report(`branch "${branch}" is listed twice with one "path"`, 'keep one');
    if (reader.problems.length === before) found.set(place, { branch, ...(path !== undefined && { path }), location: reader.map.at }); // prettier-ignore
  }
  return [...found.values()];
}

function readProfile(profile: YamlMap, source: string) {
  const named = profile.fields.get('name');
  const label = named?.type === 'text' ? `profile "${named.text}"` : 'a profile';
  const reader = new FieldReader(profile, `${label} of ${source}`);
  const name = reader.requiredText('name');
  if (name !== undefined && !isProfileName(name)) reader.reportField('name', 'is not allowed', PROFILE_NAME_RULE);
  const url = readUrl(reader);
  // older catalogs call the tag "version"
  const tag = reader.text('tag') ?? reader.text('version');
  if (tag === undefined && reader.problems.length === 0) {
    reader.reportField('tag', 'is missing', 'write the tag that publishes it, as in "nginx/v1.2.3"');
  }
  const published = tag === undefined ? undefined : parseProfileTag(tag);
  if (tag !== undefined && published === undefined) {
    reader.report(
      `tag "${tag}" of ${reader.subject} does not publish a profile`,
      'write it as in "v1.2.3" or "nginx/v1.2.3"',
      reader.locate(reader.map.fields.has('tag') ? 'tag' : 'version'),
    );
  }
  const maintainer = reader.text('maintainer');
  const description = reader.text('description');
  const prerequisites = reader.texts('prerequisites', '- Kubernetes 1.19+');
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
    location: profile.at,
  };
  return { entry, problems: [] as Problem[] };
}

/** The URL of a Git repository, without user and password. The user of SSH stays, because SSH needs one. */
function readUrl(reader: FieldReader): string | undefined {
  const text = reader.requiredText('url', 'write the URL of its git repository');
  if (text === undefined || /^[\w.-]+@[\w.-]+:[^\s:]+$/.test(text)) return text;
  try {
    const url = new URL(text);
    if (['https:', 'http:', 'ssh:'].includes(url.protocol) && url.host !== '') {
      if (url.protocol !== 'ssh:') url.username = '';
      url.password = '';
      return url.href.replace(/\/+$/, '');
    }
  } catch {
    // reported below, in words that do not differ between versions of Node
  }
  reader.reportField('url', 'is not the URL of a git repository', 'begin it with https:// or ssh://');
  return undefined;
}
