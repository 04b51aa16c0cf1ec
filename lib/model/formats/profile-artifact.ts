/**
 * Reads one artifact of `profile.yaml`, in all generations of the format.
 *
 * The first generation had only the `path` of a chart; in the next, `kind` said what is at `path`;
 * now each kind has its own field. The result has the fields of the newest.
 */
import type { ArtifactChart, ArtifactKustomize, ProfileArtifact } from '../profile-artifact';
import type { FileLocation } from '../yaml/file-location';
import type { FieldReader } from './field-reader';
import { DNS_LABEL_RULE, isDnsLabel } from '../names';
import { readChart } from './profile-chart';
import { readNestedProfile } from './profile-nested';
import { readParameters } from './profile-parameters';
import { readPath } from './profile-path-field';
import { profileFields } from './profile-schema';

/** Where an artifact is read, which determines its allowed fields. */
export type ArtifactPlace = 'profile.yaml' | 'lock';

/** The kinds of content, and the older `kind` for each. */
const CONTENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['chart', ['HelmChart']],
  ['kustomize', ['Kustomize']],
  ['profile', ['Profile', 'HelmChart']],
  ['path', ['HelmChart', 'Kustomize']],
]);
const ARTIFACT = profileFields('spec', 'artifacts');
const EXACTLY_ONE = 'write exactly one of chart, kustomize, profile';

/** An artifact, the location of its name, and the location of each dependency. */
export interface WrittenArtifact {
  readonly artifact: ProfileArtifact;
  readonly at: FileLocation;
  readonly waitsFor: readonly { readonly name: string; readonly at: FileLocation }[];
}

/** Reads an artifact; reports problems to `reader`. */
export function readArtifact(reader: FieldReader, place: ArtifactPlace): WrittenArtifact {
  reader.allowOnly(ARTIFACT, ['kind', 'path']);
  const placeOf = ({ map }: FieldReader) => map.fields.get('name')?.at ?? map.at;
  const waitsFor = reader.maps('dependsOn', '"dependsOn"', '- name: crds').flatMap(dependency => {
    dependency.allowOnly(['name']);
    const name = dependency.requiredText('name');
    return name === undefined ? [] : [{ name, at: placeOf(dependency) }];
  });
  const name = reader.requiredText('name') ?? '';
  if (name !== '' && !isDnsLabel(name)) reader.reportField('name', `is "${name}"`, DNS_LABEL_RULE);
  const dependsOn = waitsFor.map(({ name }) => ({ name }));
  const artifact = { name, ...(dependsOn.length > 0 && { dependsOn }), ...readContent(reader, place) };
  return { artifact, at: placeOf(reader), waitsFor };
}

function readContent(reader: FieldReader, place: ArtifactPlace): Partial<ProfileArtifact> {
  const kind = reader.text('kind');
  const contents = [...CONTENTS.keys()].filter(key => (reader.map.fields.get(key)?.type ?? 'null') !== 'null');
  const [content] = contents;
  if (contents.length !== 1) {
    const what = contents.length === 0 ? 'installs nothing' : `has ${contents.join(' and ')}`;
    reader.report(`an artifact ${what}`, EXACTLY_ONE);
    return {};
  }
  const kinds = CONTENTS.get(content)!;
  if (kind !== undefined && !kinds.includes(kind)) {
    reader.reportField('kind', `is "${kind}"`, `with "${content}", write ${kinds.join(' or ')}`);
  }
  if (content === 'path') return readPathOnly(reader, kind);
  const child = reader.child(content, `"${content}"`);
  if (child === undefined) return {};
  if (content === 'chart') return { chart: readChart(child) };
  if (content === 'kustomize') return { kustomize: readKustomize(child) };
  return { profile: readNestedProfile(child, place === 'lock' ? readLockedArtifacts : undefined) };
}

/** What a nested profile installs, as in a lock file. */
export function readLockedArtifacts(reader: FieldReader): ProfileArtifact[] {
  return reader.maps('artifacts', 'an artifact').map(artifact => readArtifact(artifact, 'lock').artifact);
}

/** The two oldest generations. */
function readPathOnly(
  reader: FieldReader,
  kind?: string,
): { readonly chart: ArtifactChart } | { readonly kustomize: ArtifactKustomize } {
  const path = readPath(reader);
  return kind === 'Kustomize' ? { kustomize: { path } } : { chart: { path } };
}

function readKustomize(reader: FieldReader): ArtifactKustomize {
  reader.allowOnly(profileFields('spec', 'artifacts', 'kustomize'));
  const parameters = readParameters(reader);
  return { path: readPath(reader), ...(parameters.length > 0 && { parameters }) };
}
