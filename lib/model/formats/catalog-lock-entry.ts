/**
 * Reads one entry of a lock file, completely or not at all.
 */
import type { CatalogEntry, GitOrigin, ProfileOrigin } from '../catalog-entry';
import { readDependency, readMaintainer, readVersion } from './helm-index-entry';
import { isWellFormed } from '../data/values';
import { METADATA_FIELDS, readLockedMetadata } from './chart-metadata';
import { FieldReader, joinProblems, nameValue } from './field-reader';
import { readLockedArtifacts } from './profile-artifact';
import type { YamlValue } from '../yaml/yaml-value';
import type { Problem } from '../problem';
import type { SharedLists } from '../lists/shared-lists';
import { schemaFileName } from '../schema/values-schema';

/** What an artifact installs is in one of these fields. */
const CONTENTS = ['chart', 'kustomize', 'profile'];

/** Keys of an entry that are read, at any depth. */
export const LOCK_FIELDS: readonly string[] = [
  'version',
  'origin',
  'kind',
  'url',
  'tag',
  'folder',
  'commit',
  'chart',
  'digest',
  'layerType',
  'artifacts',
  'layer',
  'category',
  'description',
  'keywords',
  'maintainers',
  'name',
  'email',
  'prerequisites',
  'kubeVersion',
  'dependencies',
  'repository',
  'valuesSchema',
  'links',
  ...METADATA_FIELDS,
  // keys of artifacts
  'dependsOn',
  'path',
  'defaultValues',
  'kustomize',
  'parameters',
  'default',
  'targets',
  'group',
  'namespace',
  'profile',
  'source',
  'branch',
];

/** Reads one version of profile `name`: an entry, or one problem. */
export function readLockEntry(name: string, value: YamlValue, lists?: SharedLists): CatalogEntry | Problem {
  if (value.type !== 'map') {
    const reason = `it is ${nameValue(value)}; write a map with "version" and "origin"`;
    return { kind: 'invalid-entry', entry: `a version of profile "${name}"`, reason, location: value.at };
  }
  const reader = new FieldReader(value, '', [], lists);
  if (!isWellFormed(name)) reader.report('its name contains half a surrogate pair', 'correct it');
  const entry = readEntry(name, reader);
  if (reader.problems.length === 0) return entry;
  return {
    kind: 'invalid-entry',
    entry: `profile "${name}" ${entry.version}`.trimEnd(),
    ...joinProblems(reader.problems),
  };
}

function readEntry(name: string, reader: FieldReader): CatalogEntry {
  return {
    name,
    version: readVersion(reader),
    origin: readOrigin(reader),
    layer: readLayer(reader),
    category: reader.text('category'),
    description: reader.text('description'),
    keywords: reader.texts('keywords'),
    maintainers: reader.readMaps('maintainers', 'a maintainer', readMaintainer),
    prerequisites: reader.texts('prerequisites'),
    kubeVersion: reader.text('kubeVersion'),
    dependencies: reader.readMaps('dependencies', 'a dependency', readDependency),
    valuesSchema: readValuesSchema(reader),
    ...readLockedMetadata(reader),
    location: reader.map.at,
  };
}

function readOrigin(reader: FieldReader): ProfileOrigin {
  const origin = reader.childOrEmpty('origin');
  const kind = origin.requiredText('kind');
  if (kind === 'git') {
    const branch = origin.text('branch');
    if (branch !== undefined && origin.map.fields.has('tag')) origin.reportField('branch', 'and "tag" are both given', 'keep one of them'); // prettier-ignore
    return {
      kind,
      url: origin.requiredText('url') ?? '',
      ...(branch === undefined ? { tag: origin.requiredText('tag') ?? '' } : { branch }),
      folder: origin.text('folder'),
      commit: origin.text('commit'),
      ...readArtifacts(origin),
    };
  }
  if (kind !== undefined && kind !== 'chart') {
    origin.reportField('kind', `is "${kind}"`, 'write chart or git');
  }
  const layerType = origin.text('layerType');
  const chart = { chart: origin.requiredText('chart') ?? '', digest: origin.text('digest') };
  return { kind: 'chart', ...chart, ...(layerType !== undefined && { layerType }) };
}

/**
 * What a profile installs. Lock files of earlier versions contain only names and kinds of
 * artifacts, which is not enough.
 */
function readArtifacts(origin: FieldReader): Pick<GitOrigin, 'artifacts'> {
  const list = origin.map.fields.get('artifacts');
  const isKnown = (item: YamlValue) => item.type !== 'map' || CONTENTS.some(key => item.fields.has(key));
  if (list === undefined || (list.type === 'list' && !list.items.every(isKnown))) return {};
  return { artifacts: readLockedArtifacts(origin) };
}

function readValuesSchema(reader: FieldReader): string | undefined {
  const digest = reader.text('valuesSchema');
  if (digest === undefined || schemaFileName(digest) !== undefined) return digest;
  reader.reportField('valuesSchema', `is "${digest}"`, 'write "sha256:" and 64 digits');
  return undefined;
}

function readLayer(reader: FieldReader): number | undefined {
  const value = reader.map.fields.get('layer');
  if (value === undefined) return undefined;
  const layer = value.type === 'number' ? Number(value.text) : NaN;
  if (Number.isSafeInteger(layer) && layer >= 0) return layer;
  reader.reportField('layer', `is ${nameValue(value)}`, 'write a whole number from 0');
  return undefined;
}
