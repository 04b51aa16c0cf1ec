/**
 * The HelmReleases among objects that were read back, ours and others'.
 *
 * What is wrong with a field is a problem at its object and hides nothing else.
 */
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { parseLayer } from '../model/layer';
import type { Problem } from '../model/problem';
import type { WrittenRelease } from '../model/written-release';
import type { Fields } from '../model/data/json';
import { ObjectReader } from '../model/formats/object-reader';
import type { FolderDocument } from './read-folder';
import { releaseClusters } from './release-clusters';

/** Reads every HelmRelease, in the order of `documents`. */
export function readReleases(documents: readonly FolderDocument[]): {
  readonly releases: readonly WrittenRelease[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const read = documents.filter(isHelmRelease).flatMap(document => {
    const reader = new ObjectReader(document, 'a HelmRelease');
    const release = tryRelease(document, reader);
    problems.push(...reader.problems);
    return release === undefined ? [] : { ...release, path: document.path };
  });
  const clusters = releaseClusters(read);
  return { releases: read.map(({ path: _, ...release }, i) => ({ ...release, cluster: clusters[i] })), problems };
}

function isHelmRelease({ object: { apiVersion, kind } }: FolderDocument): boolean {
  return kind === 'HelmRelease' && typeof apiVersion === 'string' && apiVersion.startsWith('helm.toolkit.fluxcd.io/');
}

type UnplacedRelease = Omit<WrittenRelease, 'cluster'> & { readonly cluster?: string };

function tryRelease(document: FolderDocument, reader: ObjectReader): UnplacedRelease | undefined {
  const { object, file, line, column } = document;
  const metadata = reader.map(object, 'metadata');
  const name = reader.requiredText(metadata, 'name', '"metadata.name"', 'write it');
  const namespace = reader.text(metadata, 'namespace') || 'default';
  if (name === undefined) return undefined;
  reader.subject = `HelmRelease ${namespace}/${name}`;
  const annotations = reader.map(metadata, 'annotations');
  const labels = reader.map(metadata, 'labels');
  const spec = reader.map(object, 'spec');
  const chart = reader.map(reader.map(spec, 'chart'), 'spec');
  return {
    cluster: reader.text(annotations, ANNOTATIONS.cluster),
    name,
    namespace,
    layer: readLayer(labels, document, reader),
    profile: reader.text(annotations, ANNOTATIONS.profile),
    version: reader.text(annotations, ANNOTATIONS.version) ?? reader.text(chart, 'version'),
    catalog: reader.text(annotations, ANNOTATIONS.catalog),
    range: reader.text(annotations, ANNOTATIONS.range),
    isManaged: reader.text(labels, LABELS.managedBy) === MANAGER,
    isSuspended: reader.boolean(spec, 'suspend') ?? false,
    revision: reader.text(labels, LABELS.revision),
    hasForeignValues: readValuesFrom(spec, reader).some(from => !isOwnValues(from, name)),
    dependsOn: readDependencies(spec, namespace, reader),
    named: new Set(splitNames(reader.text(annotations, ANNOTATIONS.dependsOn))),
    location: { file, line, column },
  };
}

function readLayer(labels: Fields, { file, line, column }: FolderDocument, reader: ObjectReader): number | undefined {
  const value = reader.text(labels, LABELS.appliedLayer);
  const layer = value === undefined ? undefined : parseLayer(value);
  if (value !== undefined && layer === undefined) {
    reader.problems.push({ kind: 'invalid-layer', value, location: { file, line, column } });
  }
  return layer;
}

function readDependencies(spec: Fields, home: string, reader: ObjectReader): WrittenRelease['dependsOn'] {
  return reader.maps(spec, 'dependsOn', '- name: cert-manager').flatMap(item => {
    const name = reader.requiredText(item, 'name', '"name" in "dependsOn"', 'write "- name: cert-manager"');
    const namespace = reader.text(item, 'namespace') || home;
    const isInStep = reader.text(item, 'readyExpr')?.includes(LABELS.revision) ?? false;
    return name === undefined ? [] : { name, namespace, isInStep };
  });
}

function readValuesFrom(spec: Fields, reader: ObjectReader): string[] {
  const items = reader.maps(spec, 'valuesFrom', '- kind: ConfigMap');
  return items.map(item => `${reader.text(item, 'kind')}/${reader.text(item, 'name')}`);
}

/** Values objects of ours hold a hash of their content in their name. */
function isOwnValues(from: string, release: string): boolean {
  return from.startsWith(`ConfigMap/${release}-values-`) && /-[0-9a-f]{8}$/.test(from);
}

function splitNames(text = ''): string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}
