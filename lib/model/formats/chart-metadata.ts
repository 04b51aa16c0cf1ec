/**
 * What a chart says about itself for people: the version of its application, links, and its date.
 *
 * In an index, a field that cannot be read counts as absent, because nothing depends on it.
 */
import type { ChartMetadata, Link } from '../catalog-entry';
import { isWellFormed } from '../data/values';
import type { SharedLists } from '../lists/shared-lists';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import type { FieldReader } from './field-reader';

/** Annotations with links, a YAML list of `name` and `url`: that of Artifact Hub, and that of Weave. */
const LINKS = ['artifacthub.io/links', 'weave.works/links'];

/** Keys of a chart version that are read here. */
export const METADATA_FIELDS: readonly string[] = ['appVersion', 'created', 'home', 'sources', ...LINKS];

const RFC3339 = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const LONGEST_LINKS = 16 * 1024;

/** The metadata in a version of an index; absent fields are left out. */
export function readMetadata({ fields }: YamlMap, annotations?: YamlMap, lists?: SharedLists): ChartMetadata {
  const links = LINKS.map(key => annotations?.fields.get(key)).find(value => value?.type === 'text');
  return compact({
    appVersion: textOf(fields.get('appVersion')),
    home: textOf(fields.get('home')),
    sources: shared(lists, 'sources', fields.get('sources'), readTexts),
    links: shared(lists, 'links', links, readLinks),
    created: toDate(textOf(fields.get('created'))),
  });
}

/** The metadata in an entry of a lock file; reports problems. */
export function readLockedMetadata(reader: FieldReader): ChartMetadata {
  const created = reader.text('created');
  if (created !== undefined && toDate(created) === undefined) {
    reader.reportField('created', `is "${created}"`, 'write it as in "2024-05-02T10:11:12Z"');
  }
  return compact({
    appVersion: reader.text('appVersion'),
    home: reader.text('home'),
    sources: reader.texts('sources'),
    links: reader.readMaps('links', 'a link', readLink),
    created: toDate(created),
  });
}

/** Reads a link of a lock file; its URL is "", and a problem, if it has none. */
function readLink(reader: FieldReader): Link {
  const name = reader.text('name');
  return { ...(name !== undefined && { name }), url: reader.requiredText('url') ?? '' };
}

/** The time in UTC, in seconds; `undefined` if it is not one, or is the zero time of Go. */
function toDate(text = ''): string | undefined {
  const [, day, time, zone] = RFC3339.exec(text) ?? [];
  if (day === undefined || day === '0001-01-01') return undefined;
  if (zone === 'Z') return `${day}T${time}Z`;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`;
}

/** What `read` returns for `value`; many versions share one list, which is then read and kept once. */
function shared<T>(
  lists: SharedLists | undefined,
  key: string,
  value: YamlValue | undefined,
  read: (value: YamlValue) => readonly T[],
): readonly T[] {
  if (value === undefined) return [];
  const known = lists?.get<T>(`metadata ${key}`, value);
  if (known !== undefined) return known;
  const list = read(value);
  lists?.set(`metadata ${key}`, value, list);
  return list;
}

function readTexts(value: YamlValue): string[] {
  return value.type === 'list' ? value.items.flatMap(item => textOf(item) ?? []) : [];
}

function readLinks(value: YamlValue): Link[] {
  const text = textOf(value);
  if (text === undefined || text.length > LONGEST_LINKS) return [];
  // the fast reader takes maps only
  const list = tryParseBlockYaml(`links:\n${text}\n`, '')?.fields.get('links') ?? parseAnyYaml(text, '');
  return list.type === 'list' ? list.items.flatMap(item => tryLink(item) ?? []) : [];
}

function tryLink(item: YamlValue): Link | undefined {
  if (item.type !== 'map') return undefined;
  const [name, url] = ['name', 'url'].map(key => textOf(item.fields.get(key)));
  return url === undefined ? undefined : { ...(name !== undefined && { name }), url };
}

function textOf(value: YamlValue | undefined): string | undefined {
  return value?.type === 'text' && value.text.trim() !== '' && isWellFormed(value.text) ? value.text : undefined;
}

/** Without absent fields and empty lists. */
function compact(metadata: ChartMetadata): ChartMetadata {
  const isThere = ([, value]: readonly [string, unknown]) =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(metadata).filter(isThere)) as ChartMetadata;
}
