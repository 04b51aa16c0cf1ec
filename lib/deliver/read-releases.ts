/**
 * Finds the HelmReleases among objects that were read back, written by this library or by other
 * tools.
 *
 * A wrong field is reported where it is, and does not affect other fields.
 */
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { parseLayer } from '../model/layer';
import type { Problem } from '../model/problem';
import type { WrittenRelease } from '../model/written-release';
import { FieldReader } from '../model/formats/field-reader';
import type { FolderDocument } from './read-folder';
import { ReleaseCharts } from './release-charts';
import { type PlacedRelease, releaseClusters } from './release-clusters';

/** Reads every HelmRelease, in the order of `documents`; `others` may contain sources that they share. */
export function readReleases(
  documents: readonly FolderDocument[],
  others: readonly FolderDocument[] = [],
): {
  readonly releases: readonly WrittenRelease[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const charts = new ReleaseCharts([...documents, ...others]);
  const read = documents.filter(isHelmRelease).flatMap(document => tryRelease(document, charts, problems) ?? []);
  const clusters = releaseClusters(read);
  return { releases: read.map(({ path: _, ...release }, i) => ({ ...release, cluster: clusters[i] })), problems };
}

/** Whether `document` is a HelmRelease of any version. */
export function isHelmRelease({ object: { apiVersion, kind } }: FolderDocument): boolean {
  return kind === 'HelmRelease' && typeof apiVersion === 'string' && apiVersion.startsWith('helm.toolkit.fluxcd.io/');
}

type UnplacedRelease = Omit<WrittenRelease, 'cluster'> & PlacedRelease;

function tryRelease(document: FolderDocument, charts: ReleaseCharts, problems: Problem[]): UnplacedRelease | undefined {
  const { fields, path, ...at } = document;
  const unnamed = new FieldReader(fields(), 'a HelmRelease', problems).requiredChild('metadata');
  const name = unnamed.requiredText('name');
  const namespace = unnamed.text('namespace') ?? 'default';
  if (name === undefined) return undefined;
  const reader = new FieldReader(fields(), `HelmRelease ${namespace}/${name}`, problems);
  const metadata = reader.childOrEmpty('metadata');
  const annotations = metadata.childOrEmpty('annotations');
  const labels = metadata.childOrEmpty('labels');
  const spec = reader.childOrEmpty('spec');
  const chart = spec.childOrEmpty('chart').childOrEmpty('spec');
  const installed = annotations.text(ANNOTATIONS.artifact) === undefined ? charts.find(document) : undefined;
  const contents = readContents(annotations.text(ANNOTATIONS.contents));
  return {
    path,
    cluster: annotations.text(ANNOTATIONS.cluster),
    name,
    namespace,
    layer: readLayer(labels),
    profile: annotations.text(ANNOTATIONS.profile),
    contents,
    version: annotations.text(ANNOTATIONS.version) ?? chart.text('version'),
    catalog: annotations.text(ANNOTATIONS.catalog),
    ...(installed !== undefined && { chart: installed }),
    range: annotations.text(ANNOTATIONS.range),
    isManaged: labels.text(LABELS.managedBy) === MANAGER,
    isSuspended: spec.boolean('suspend') ?? false,
    ...(isRemote(spec) && { isRemote: true as const }),
    revision: labels.text(LABELS.revision),
    hasForeignValues:
      (contents === 'kustomization' && annotations.text(ANNOTATIONS.profile) === undefined) ||
      (contents === undefined && isFromForeignSource(spec)) ||
      readValuesFrom(spec).some(from => !isOwnValues(from, name)),
    dependsOn: readDependencies(spec, namespace),
    named: new Set(splitNames(annotations.text(ANNOTATIONS.dependsOn))),
    location: { file: at.file, line: at.line, column: at.column },
  };
}

/** Manifests are applied by a Kustomization in the release. */
function isRemote(spec: FieldReader): boolean {
  const inner = spec.map.fields.get('values');
  const applied = inner?.type === 'map' ? inner.fields.get('spec') : undefined;
  return spec.map.fields.has('kubeConfig') || (applied?.type === 'map' && applied.fields.has('kubeConfig'));
}

function readContents(text: string | undefined): WrittenRelease['contents'] {
  return text === 'manifests' || text === 'kustomization' ? text : undefined;
}

function readLayer(labels: FieldReader): number | undefined {
  const value = labels.text(LABELS.appliedLayer);
  const layer = value === undefined ? undefined : parseLayer(value);
  if (value !== undefined && layer === undefined) {
    labels.problems.push({ kind: 'invalid-layer', value, location: labels.locate(LABELS.appliedLayer) });
  }
  return layer;
}

function readDependencies(spec: FieldReader, home: string): WrittenRelease['dependsOn'] {
  const subject = `"dependsOn" of ${spec.subject}`;
  return spec.maps('dependsOn', subject, '- name: cert-manager').flatMap(item => {
    const name = item.requiredText('name', 'write "- name: cert-manager"');
    const namespace = item.text('namespace') ?? home;
    const isInStep = item.text('readyExpr')?.includes(LABELS.revision) ?? false;
    return name === undefined ? [] : { name, namespace, isInStep };
  });
}

function readValuesFrom(spec: FieldReader): string[] {
  const items = spec.maps('valuesFrom', `"valuesFrom" of ${spec.subject}`, '- kind: ConfigMap');
  return items.map(item => `${item.text('kind')}/${item.text('name')}`);
}

/** Whether its chart may change without a change of the release; names of this library's sources contain a hash. */
function isFromForeignSource(spec: FieldReader): boolean {
  const references = [
    spec.childOrEmpty('chartRef'),
    spec.childOrEmpty('chart').childOrEmpty('spec').childOrEmpty('sourceRef'),
  ];
  return references.some(
    reference =>
      ['OCIRepository', 'GitRepository', 'Bucket'].includes(reference.text('kind') ?? '') &&
      !/-[0-9a-f]{8}$/.test(reference.text('name') ?? ''),
  );
}

/** The names of this library's values objects contain a hash of their content. */
function isOwnValues(from: string, release: string): boolean {
  return from.startsWith(`ConfigMap/${release}-values-`) && /-[0-9a-f]{8}$/.test(from);
}

function splitNames(text = ''): string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}
