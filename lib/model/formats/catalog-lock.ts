/**
 * Lock files: what a catalog offered when it was last read, for review and for synthesis.
 *
 * Each entry is a separate block of lines, sorted by name, newest version first, so that a new
 * version changes no other lines. A lock file contains no credentials.
 */
import { tryFast } from '../yaml/fallback';
import type { CatalogEntry } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';
import { FieldReader, joinProblems, nameValue } from './field-reader';
import { parseAnyYaml } from '../yaml/any-yaml';
import { SharedLists } from '../lists/shared-lists';
import { ListReader } from '../lists/list-reader';
import { type EntryResult, type EntryResults, isProblem } from './entry-results';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { LOCK_FIELDS, readLockEntry } from './catalog-lock-entry';
import {
  readAccess,
  readRepositories,
  readSourceRef,
  type RecordedRepository,
  type RecordedSource,
  type SourceAccess,
} from './source-access';
import { sortEntries } from '../entry-order';
import { groupBy } from '../data/group-by';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import { formatYaml } from '../yaml/yaml-text';

/** The Kubernetes object that defines the catalog. */
export interface LockSource {
  readonly kind: 'HelmRepository' | 'OCIRepository' | 'ProfileCatalogSource';
  readonly name: string;
  readonly namespace: string;
  /** Repository of its charts, without credentials. Absent: each entry has its own. */
  readonly url?: string;
  /** How Flux reaches it. Absent: without a login and with the defaults. */
  readonly access?: SourceAccess;
  /** The source on the cluster that has its charts, so that programs write none. Absent: they write one. */
  readonly sourceRef?: RecordedSource;
  /** Git repositories that are not reached without a login, by URL. Absent: none. */
  readonly repositories?: readonly RecordedRepository[];
}

/** The content of a lock file. */
export interface CatalogLock {
  readonly source: LockSource;
  readonly entries: readonly CatalogEntry[];
}

/** Version of the layout of lock files. */
const API_VERSION = 'cdk8s-profiles/v1';
const KIND = 'CatalogLock';
const HEAD = '# Written by "pctl catalog update". Commit it, and change nothing by hand.\n';
const KINDS = new Set<string>(['HelmRepository', 'OCIRepository', 'ProfileCatalogSource']);

/** The text of a lock file; the order of the entries does not matter. */
export function formatCatalogLock({ source, entries }: CatalogLock): string {
  const byName = groupBy(sortEntries(entries), ({ name }) => name);
  const written = [...byName].map(([name, versions]) => [name, versions.map(formatEntry)] as const);
  return HEAD + formatYaml({ apiVersion: API_VERSION, kind: KIND, source, entries: Object.fromEntries(written) });
}

/** Fields of an entry that are not written. */
const UNWRITTEN = new Set(['name', 'location', 'archiveUrl']);

/** An entry without its name, its location, and empty lists. */
function formatEntry(entry: CatalogEntry): object {
  const isWritten = ([key, value]: readonly [string, unknown]) =>
    !UNWRITTEN.has(key) && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(entry).filter(isWritten));
}

/** Whether `text` claims to be a lock file. */
export function isCatalogLock(text: string): boolean {
  return /^kind: *["']?CatalogLock\b/m.test(text.slice(0, 4096));
}

/** A lock file, unless it cannot be read, and its problems. */
interface ReadLock {
  readonly lock?: CatalogLock;
  readonly problems: readonly Problem[];
}

/** Reads a lock file; an entry that cannot be read is reported as one problem and does not affect the others. */
export function parseCatalogLock(text: string, file: string): ReadLock {
  return tryParseLockLayout(text, file) ?? parseLockInFull(text, file);
}

/** Reads a lock file in the layout in which it was written; `undefined` if it has another one. */
export function tryParseLockLayout(text: string, file: string): ReadLock | undefined {
  const lists = new SharedLists();
  const lines = new ListReader<EntryResult>(file, {
    listsKey: 'entries',
    wanted: LOCK_FIELDS,
    readItem: (name, version) => readLockEntry(name, version, lists),
    needsPlaces: isProblem,
    describeNoList,
  });
  return tryFast(() => {
    lines.read(text, true);
    const { root, results, repeated } = lines;
    return readRoot(root, () => ({ results, repeated }));
  });
}

/** Reads a lock file in any layout, by the full parser. */
export function parseLockInFull(text: string, file: string): ReadLock {
  const root = parseAnyYaml(text, file);
  if (root.type === 'error') return invalidLock({ reason: root.reason, location: root.at });
  if (root.type !== 'map') return invalidLock({ reason: `it is ${nameValue(root)}`, location: root.at });
  return readRoot(root, readProfiles);
}

function readRoot(root: YamlMap, read: (profiles?: YamlMap) => LockVersions): ReadLock {
  const reader = new FieldReader(root);
  const source = readSource(reader);
  const entries = root.fields.get('entries');
  const profiles = entries?.type === 'map' ? entries : undefined;
  // a name that is repeated in it affects that profile only
  if (profiles === undefined) reader.child('entries');
  if (reader.problems.length > 0) return invalidLock(joinProblems(reader.problems));
  return joinEntries(source, read(profiles));
}

function invalidLock(why: { readonly reason: string; readonly location?: FileLocation }): { problems: Problem[] } {
  return { problems: [{ kind: 'invalid-lock', ...why }] };
}

function readSource(reader: FieldReader): LockSource {
  const apiVersion = reader.requiredText('apiVersion');
  if (apiVersion !== undefined && apiVersion !== API_VERSION) {
    reader.reportField('apiVersion', `is "${apiVersion}"`, `this version of cdk8s-profiles reads ${API_VERSION}`);
  }
  const source = reader.child('source');
  if (source === undefined) {
    reader.reportField('source', 'is missing', 'write the kind, name and namespace of the source');
    return { kind: 'HelmRepository', name: '', namespace: '' };
  }
  const kind = source.requiredText('kind') ?? 'HelmRepository';
  const access = readAccess(source);
  const repositories = readRepositories(source);
  const sourceRef = readSourceRef(source);
  if (!KINDS.has(kind)) {
    source.reportField('kind', `is "${kind}"`, `write one of ${[...KINDS].join(', ')}`);
  }
  return {
    kind: kind as LockSource['kind'],
    name: source.requiredText('name') ?? '',
    namespace: source.requiredText('namespace') ?? '',
    url: source.text('url'),
    ...(access !== undefined && { access }),
    ...(repositories !== undefined && { repositories }),
    ...(sourceRef !== undefined && { sourceRef }),
  };
}

/** What was read of each profile, and the profiles that are listed again. */
interface LockVersions {
  readonly results: EntryResults;
  readonly repeated: readonly { readonly name: string; readonly at: FileLocation }[];
}

function readProfiles(profiles?: YamlMap): LockVersions {
  const results: EntryResults = new Map();
  for (const [name, versions] of profiles?.fields ?? []) {
    const isList = versions.type === 'list';
    results.set(
      name,
      isList ? versions.items.map(item => readLockEntry(name, item)) : [describeNoList(name, versions)],
    );
  }
  return { results, repeated: profiles?.repeated.map(({ key, at }) => ({ name: key, at })) ?? [] };
}

function describeNoList(name: string, value: YamlValue): Problem {
  return invalidEntry(name, `it is ${nameValue(value)}; write a list of its versions`, value.at);
}

function invalidEntry(name: string, reason: string, location?: FileLocation): Problem {
  return { kind: 'invalid-entry', entry: `profile "${name}"`, reason, location };
}

function joinEntries(source: LockSource, { results, repeated }: LockVersions): ReadLock {
  const entries: CatalogEntry[] = [];
  const problems: Problem[] = [];
  for (const { name, at } of repeated) problems.push(invalidEntry(name, 'it is listed twice; keep one', at));
  for (const [name, versions] of results) {
    const seen = new Set<string>();
    for (const result of versions) {
      if (isProblem(result)) problems.push(result);
      else if (seen.has(result.version))
        problems.push(invalidEntry(name, `${result.version} is listed twice`, result.location));
      else entries.push(result);
      if ('version' in result) seen.add(result.version);
    }
  }
  return { lock: { source, entries: sortEntries(entries) }, problems: limitProblems(problems) };
}
