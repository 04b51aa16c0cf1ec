/**
 * One chart version of a Helm repository index, as a catalog entry.
 *
 * It is read whole or not at all: a profile whose layer cannot be read would
 * otherwise be installed as one without.
 */
import type { CatalogEntry, ChartDependency, Maintainer } from '../catalog-entry';
import { METADATA_FIELDS, readMetadata } from './chart-metadata';
import { PROFILE, type ProfileMark, readProfileMark } from './chart-profile-name';
import { FieldReader, joinProblems, nameValue } from './field-reader';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { parseLayer } from '../layer';
import { nameChartVersion } from '../names';
import type { Problem } from '../problem';
import type { SharedLists } from '../lists/shared-lists';
import { tryParseVersion } from '../version/version';
import type { FileLocation } from '../yaml/file-location';

/** Annotations of a chart that say where it belongs in a catalog. */
export const LAYER = 'weave.works/layer';
export const CATEGORY = 'weave.works/category';

/** Keys of a chart version that are read, at any depth. */
export const VERSION_FIELDS: readonly string[] = [
  'annotations',
  PROFILE,
  LAYER,
  CATEGORY,
  'name',
  'version',
  'digest',
  'urls',
  'description',
  'keywords',
  'maintainers',
  'email',
  'url',
  'kubeVersion',
  'type',
  'dependencies',
  'repository',
  'alias',
  ...METADATA_FIELDS,
];

/** Charts state no prerequisites. */
const NONE: readonly string[] = [];

/** Which chart versions are profiles. */
export interface ProfileChoice {
  /** @default false: only those annotated `weave.works/profile` */
  readonly everyVersion?: boolean;
  /** Names of the only charts that are read, annotated or not. @default all charts are read */
  readonly charts?: ReadonlySet<string>;
  /** Takes what may be wrong with the name of a chart or profile. @default it is not told */
  readonly warn?: (chart: string, words: string, at: FileLocation) => void;
}

/** Reads one version of `chart`: an entry, one problem, or `undefined` when it is not a profile. */
export function readChartVersion(
  chart: string,
  value: YamlValue,
  choice: ProfileChoice,
  lists?: SharedLists,
): CatalogEntry | Problem | undefined {
  if (choice.charts?.has(chart) === false) return undefined;
  if (value.type !== 'map') {
    const reason = `it is ${nameValue(value)}; write a map with "name" and "version"`;
    return { kind: 'invalid-entry', entry: nameChartVersion(chart), reason, location: value.at };
  }
  const reader = new FieldReader(value, '', [], lists);
  const annotations = reader.child('annotations');
  const mark = readProfileMark(annotations);
  const isProfile = mark.state === 'annotated' || choice.everyVersion === true || choice.charts !== undefined;
  const mayBe = mark.state !== 'refused' && reader.problems.length > 0 && mayBeProfile(value);
  if (!isProfile && !mayBe) return undefined;

  const metadata = readMetadata(value, annotations?.map, lists);
  const entry = { ...readEntry(chart, reader, annotations, mark), ...metadata };
  if (reader.problems.length === 0) {
    warnOfNames(chart, reader, mark, choice);
    return entry;
  }
  return {
    kind: 'invalid-entry',
    entry: nameChartVersion(chart, entry.version),
    ...joinProblems(reader.problems),
  };
}

/** Whether the annotation of a profile is in annotations that are not a map, or is not text. */
function mayBeProfile({ fields, repeated }: YamlMap): boolean {
  const again = repeated.filter(({ key }) => key === 'annotations').map(({ value }) => value);
  const found = [fields.get('annotations'), ...again].flatMap(value => (value?.type === 'list' ? value.items : value));
  return found.some(value => value?.type === 'map' && value.fields.has(PROFILE));
}

function readEntry(
  chart: string,
  reader: FieldReader,
  annotations: FieldReader | undefined,
  mark: ProfileMark,
): CatalogEntry {
  checkName(chart, reader);
  checkType(reader);
  return {
    name: mark.name ?? chart,
    version: readVersion(reader),
    origin: { kind: 'chart', chart, digest: reader.text('digest') },
    layer: annotations && readLayer(annotations),
    category: annotations?.text(CATEGORY),
    description: reader.text('description'),
    keywords: reader.texts('keywords'),
    maintainers: reader.readMaps('maintainers', 'a maintainer', readMaintainer),
    prerequisites: NONE,
    kubeVersion: reader.text('kubeVersion'),
    dependencies: reader.readMaps('dependencies', 'a dependency', readDependency),
    archiveUrl: readArchiveUrl(reader),
    location: reader.map.at,
  };
}

/** The first of `urls`, from which Flux downloads the chart. */
function readArchiveUrl({ map }: FieldReader): string | undefined {
  const urls = map.fields.get('urls');
  const [first] = urls?.type === 'list' ? urls.items : [];
  return first?.type === 'text' ? first.text : undefined;
}

/** Helm, and so Flux, skips versions of any other type. */
function checkType(reader: FieldReader): void {
  const type = reader.text('type') ?? 'application';
  if (type === 'application' || type === 'library') return;
  reader.reportField('type', `is "${type}"`, 'write application or library; Helm and Flux skip this version');
}

function checkName(chart: string, reader: FieldReader): void {
  const name = reader.requiredText('name') ?? chart;
  const wrong = [name, chart].find(text => text === '.' || text === '..' || text.includes('/'));
  if (wrong === undefined) return;
  reader.reportField('name', `is "${wrong}"`, 'a name has no "/"; Helm and Flux skip this version');
}

function warnOfNames(chart: string, reader: FieldReader, { title }: ProfileMark, { warn }: ProfileChoice): void {
  if (warn === undefined) return;
  const name = reader.text('name');
  // Helm and Flux find a chart by the name it is listed under
  if (name !== undefined && name !== chart) {
    warn(chart, `chart "${chart}" calls itself "${name}"; Helm and Flux know it as "${chart}"`, reader.map.at);
  }
  if (title !== undefined) {
    const what = `"${PROFILE}" of chart "${chart}" is "${title}", which is not a name`;
    warn(chart, `${what}; the profile is called "${chart}"`, reader.map.at);
  }
}

/** The version, or "" and a problem when there is none. */
export function readVersion(reader: FieldReader): string {
  const version = reader.requiredText('version');
  if (version !== undefined && tryParseVersion(version) === undefined) {
    reader.reportField('version', `is "${version}", which is not a version`, 'write it in full, as in "1.2.3"');
  }
  return version ?? '';
}

/** The layer; unlike other fields, a bare number is allowed, and a blank value is wrong. */
function readLayer(annotations: FieldReader): number | undefined {
  const value = annotations.map.fields.get(LAYER);
  if (!value) return undefined;
  const text = 'text' in value ? value.text : undefined;
  const layer = text === undefined ? undefined : parseLayer(text);
  if (layer === undefined) {
    const what = text === undefined ? nameValue(value) : `"${text}"`;
    annotations.reportField(LAYER, `is ${what}`, 'write a whole number from 0, as in "layer-2"');
  }
  return layer;
}

/** Reads a maintainer; without a name, the address takes its place. */
export function readMaintainer(reader: FieldReader): Maintainer {
  const email = reader.text('email');
  const url = reader.text('url');
  const address = email ?? url;
  const name = address === undefined ? reader.requiredText('name') : reader.text('name');
  return { name: name ?? address ?? '', email, url };
}

/** Reads a dependency; its name is "", and a problem, when it has none. */
export function readDependency(reader: FieldReader): ChartDependency {
  const name = reader.requiredText('name') ?? '';
  const alias = reader.text('alias');
  if (alias !== undefined && !/^[\w-]+$/.test(alias)) {
    reader.reportField('alias', `is "${alias}"`, 'use letters, digits, "_" and "-"; Helm and Flux skip this version');
  }
  return { name, version: reader.text('version'), repository: reader.text('repository') };
}
