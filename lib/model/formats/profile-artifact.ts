/**
 * One artifact of `profile.yaml`: exactly one of chart, kustomization and nested profile.
 *
 * First there was only `path`, of a chart; then `kind` said what is at `path`; now each
 * kind has a field of its own.
 */
import type { ProfileArtifact } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';
import type { FieldReader } from './field-reader';
import { describePathFault } from '../profile-path';

type ArtifactKind = ProfileArtifact['kind'];

/** What may be installed, and the older `kind` that goes with it. */
const CONTENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['chart', ['HelmChart']],
  ['kustomize', ['Kustomize']],
  ['profile', ['Profile', 'HelmChart']],
  ['path', ['HelmChart', 'Kustomize']],
]);
const FIELDS = ['name', 'dependsOn', 'kind', ...CONTENTS.keys()];
const EXACTLY_ONE = `write exactly one of ${[...CONTENTS.keys()].join(', ')}`;

/** An artifact, where its name is, and what it waits for. */
export interface WrittenArtifact extends ProfileArtifact {
  readonly at: FileLocation;
  readonly dependsOn: readonly { readonly name: string; readonly at: FileLocation }[];
}

/** Reads an artifact; what is wrong with it is among the problems of `reader`. */
export function readArtifact(reader: FieldReader): WrittenArtifact {
  reader.allowOnly(FIELDS);
  const placeOf = ({ map }: FieldReader) => map.fields.get('name')?.at ?? map.at;
  const dependsOn = reader.maps('dependsOn', '"dependsOn"').flatMap(dependency => {
    dependency.allowOnly(['name']);
    const name = dependency.requiredText('name');
    return name === undefined ? [] : [{ name, at: placeOf(dependency) }];
  });
  return { name: reader.requiredText('name') ?? '', kind: readKind(reader), at: placeOf(reader), dependsOn };
}

function readKind(reader: FieldReader): ArtifactKind {
  const kind = reader.text('kind');
  const contents = [...CONTENTS.keys()].filter(key => (reader.map.fields.get(key)?.type ?? 'null') !== 'null');
  const [content] = contents;
  if (contents.length !== 1) {
    const what = contents.length === 0 ? 'installs nothing' : `has ${contents.join(' and ')}`;
    reader.report(`an artifact ${what}`, EXACTLY_ONE);
    return 'chart';
  }
  const kinds = CONTENTS.get(content)!;
  if (kind !== undefined && !kinds.includes(kind)) {
    reader.reportField('kind', `is "${kind}"`, `beside "${content}", write ${kinds.join(' or ')}`);
  }
  if (content === 'path') {
    checkPath(reader, 'path');
    return kind === 'Kustomize' ? 'kustomization' : 'local-chart';
  }
  const child = reader.child(content, `"${content}"`);
  return child === undefined ? 'chart' : READERS[content as keyof typeof READERS](child);
}

const READERS: Readonly<Record<'chart' | 'kustomize' | 'profile', (reader: FieldReader) => ArtifactKind>> = {
  chart: readChart,
  kustomize: reader => {
    reader.allowOnly(['path']);
    checkPath(reader, 'path');
    return 'kustomization';
  },
  profile: readNestedProfile,
};

function readChart(reader: FieldReader): ArtifactKind {
  reader.allowOnly(['url', 'name', 'version', 'path', 'defaultValues', 'helm_url', 'helm_chart', 'helm_chart_version']);
  for (const key of ['version', 'defaultValues', 'helm_chart_version']) reader.text(key);
  const has = (key: string) => reader.map.fields.has(key);
  if (has('path')) {
    checkPath(reader, 'path');
    const other = ['url', 'helm_url', 'name', 'helm_chart'].find(has);
    if (other !== undefined) {
      reader.reportField(other, 'is given beside "path"', 'write "path", or "url" and "name"');
    }
    return 'local-chart';
  }
  reader.requiredText(has('helm_url') ? 'helm_url' : 'url');
  reader.requiredText(has('helm_chart') ? 'helm_chart' : 'name');
  return 'chart';
}

function readNestedProfile(reader: FieldReader): ArtifactKind {
  reader.allowOnly(['source', 'url', 'branch', 'path', 'version']);
  const source = reader.child('source', '"source"');
  const place = source ?? reader;
  source?.allowOnly(['url', 'branch', 'path', 'tag']);
  place.requiredText('url');
  for (const key of ['branch', 'tag', 'version']) place.text(key);
  if (place.map.fields.has('path')) checkPath(place, 'path');
  return 'profile';
}

function checkPath(reader: FieldReader, key: string): void {
  const path = reader.requiredText(key);
  const fault = path === undefined ? undefined : describePathFault(path);
  if (fault === undefined) return;
  reader.reportField(key, `is "${path}": ${fault}`, 'name a folder of the profile');
}
