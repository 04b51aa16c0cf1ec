/**
 * One chart version of a Helm repository index, as a catalog entry.
 *
 * It is read whole or not at all: a profile whose layer cannot be read would
 * otherwise be installed as one without.
 */
import type { CatalogEntry, ChartDependency, Maintainer } from '../catalog-entry';
import { FieldReader, joinProblems, nameValue } from './field-reader';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { parseLayer } from '../layer';
import { nameChartVersion } from '../names';
import type { Problem } from '../problem';
import type { SharedLists } from '../lists/shared-lists';
import { tryParseVersion } from '../version/version';

/** The annotation that makes a chart version a profile. */
export const PROFILE = 'weave.works/profile';
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
];

/** Charts state no prerequisites. */
const NONE: readonly string[] = [];

/** Which chart versions are profiles. */
export interface ProfileChoice {
  /** @default false: only those annotated `weave.works/profile` */
  readonly everyVersion?: boolean;
  /** Names of the only charts that are read, annotated or not. @default all charts are read */
  readonly charts?: ReadonlySet<string>;
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
  const profile = annotations?.text(PROFILE);
  const isProfile = profile !== undefined || choice.everyVersion === true || choice.charts !== undefined;
  if (!isProfile && (reader.problems.length === 0 || !mayBeProfile(value))) return undefined;

  const entry = readEntry(chart, reader, annotations, profile);
  if (reader.problems.length === 0) return entry;
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
  profile: string | undefined,
): CatalogEntry {
  const name = readName(chart, reader);
  checkType(reader);
  return {
    name: profile?.trim() ?? name,
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

function readName(chart: string, reader: FieldReader): string {
  const name = reader.requiredText('name');
  // Helm and Flux find a chart by the name it is listed under
  if (name !== undefined && name !== chart) {
    reader.reportField('name', `is "${name}", but it is listed as "${chart}"`, 'make them one');
  }
  if (chart === '.' || chart === '..' || chart.includes('/')) {
    reader.reportField('name', `is "${chart}"`, 'a name has no "/"; Helm and Flux skip this version');
  }
  return chart;
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
