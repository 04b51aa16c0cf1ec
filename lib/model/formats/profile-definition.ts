/**
 * `profile.yaml`: the name of a profile and what it installs, in all generations of the format.
 *
 * It is read strictly: an unknown field is a problem, because usually it is misspelt. The newest
 * fields are those of `ProfileDefinition`.
 */
import { decodeText } from '../data/decode-text';
import { ANNOTATIONS } from '../labels';
import { formatLayer, parseLayer } from '../layer';
import { isProfileName, PROFILE_NAME_RULE } from '../names';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import type { ProfileArtifact } from '../profile-artifact';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import type { FileLocation } from '../yaml/file-location';
import { formatYaml } from '../yaml/yaml-text';
import type { YamlValue } from '../yaml/yaml-value';
import { checkArtifacts } from './artifact-dependencies';
import { FieldReader, nameValue } from './field-reader';
import { CATEGORY, LAYER } from './helm-index-entry';
import { readArtifact } from './profile-artifact';
import { PROFILE_SCHEMA_URL, profileFields } from './profile-schema';

/** The content of `profile.yaml`. */
export interface ProfileDefinition {
  /** Name of the profile. */
  readonly name: string;
  /** Description. Absent: none. */
  readonly description?: string;
  /** Maintainer. Absent: none. */
  readonly maintainer?: string;
  /** What the cluster needs, in words. */
  readonly prerequisites: readonly string[];
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  /** Category that it is listed in. Absent: none. */
  readonly category?: string;
  /** Names of profiles that must be installed before it, if they are on the same cluster. Absent: none. */
  readonly dependsOn?: readonly string[];
  /** What it installs, in the order of the file. */
  readonly artifacts: readonly ProfileArtifact[];
}

/** Name of the file in the folder of a profile. */
export const PROFILE_FILE = 'profile.yaml';

/** Largest `profile.yaml`, in bytes. */
export const LARGEST_PROFILE = 1024 * 1024;

/** Kinds of each API version that profiles have been written in. */
const GENERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['weave.works/v1alpha1', ['ProfileDefinition', 'Profile']],
  ['profiles.fluxcd.io/v1alpha1', ['Profile']],
]);
/** What a profile may have as a Kubernetes object, and as one that was read from a cluster. */
const OTHER_METADATA = [
  'namespace',
  'labels',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
];

/** Reads `profile.yaml`, or returns all problems. */
export function parseProfileDefinition(
  bytes: Uint8Array,
  file: string,
): { readonly definition: ProfileDefinition } | { readonly problems: readonly Problem[] } {
  const root = readRoot(bytes, file);
  if ('kind' in root) return { problems: [root] };
  if (root.type !== 'map') return { problems: [unreadable(`it is ${nameValue(root)}`, 'write a map', root.at)] };
  const reader = new FieldReader(root);
  const definition = readDefinition(reader);
  return reader.problems.length === 0 ? { definition } : { problems: limitProblems(reader.problems) };
}

function readRoot(bytes: Uint8Array, file: string): YamlValue | Problem {
  const start = { file, line: 1, column: 1 };
  if (bytes.length > LARGEST_PROFILE) return unreadable('it is larger than 1 MB', 'write less', start);
  let text: string;
  try {
    text = decodeText(bytes);
  } catch (error) {
    return unreadable((error as Error).message, 'write it again', start);
  }
  const root = tryParseBlockYaml(text, file) ?? parseAnyYaml(text, file);
  return root.type === 'error' ? unreadable(root.reason, 'correct the file', root.at) : root;
}

function unreadable(what: string, remedy: string, location: FileLocation): Problem {
  return { kind: 'invalid-props', what, remedy, location };
}

function readDefinition(reader: FieldReader): ProfileDefinition {
  reader.allowOnly(profileFields(), ['status']);
  checkGeneration(reader);
  const metadata = reader.requiredChild('metadata');
  metadata.allowOnly(profileFields('metadata'), OTHER_METADATA);
  const spec = reader.requiredChild('spec');
  spec.allowOnly(profileFields('spec'), ['name', 'version']);
  const artifacts = spec.maps('artifacts', 'an artifact', '- name: server').map(artifact => readArtifact(artifact, PROFILE_FILE)); // prettier-ignore
  checkArtifacts(spec, artifacts);
  const hasList = (spec.map.fields.get('artifacts')?.type ?? 'null') !== 'null';
  if (reader.map.fields.get('spec')?.type === 'map' && artifacts.length === 0 && (!hasList || isEmptyList(spec))) {
    spec.reportField(
      'artifacts',
      hasList ? 'is empty' : 'is missing',
      'write at least one, which the profile installs',
    );
  }
  spec.text('version');
  return {
    name: readName(metadata, spec),
    description: spec.text('description'),
    maintainer: spec.text('maintainer'),
    prerequisites: spec.texts('prerequisites'),
    ...readAnnotations(metadata),
    artifacts: artifacts.map(({ artifact }) => artifact),
  };
}

function isEmptyList(spec: FieldReader): boolean {
  const artifacts = spec.map.fields.get('artifacts');
  return artifacts?.type === 'list' && artifacts.items.length === 0;
}

/** Layer and category, as in charts, and what it depends on. */
function readAnnotations(metadata: FieldReader): Pick<ProfileDefinition, 'layer' | 'category' | 'dependsOn'> {
  const annotations = metadata.child('annotations', '"annotations"');
  const [text, category] = [LAYER, CATEGORY].map(key => annotations?.text(key));
  const layer = text === undefined ? undefined : parseLayer(text);
  if (text !== undefined && layer === undefined) {
    annotations!.reportField(LAYER, `is "${text}"`, 'write a whole number from 0, as in "layer-2"');
  }
  const dependsOn = annotations?.text(ANNOTATIONS.dependsOn)?.split(',').map(name => name.trim()).filter(name => name !== ''); // prettier-ignore
  return {
    ...(layer !== undefined && { layer }),
    ...(category !== undefined && { category }),
    ...(dependsOn !== undefined && { dependsOn }),
  };
}

function checkGeneration(reader: FieldReader): void {
  const apiVersion = reader.requiredText('apiVersion');
  const kind = reader.requiredText('kind');
  if (apiVersion === undefined || kind === undefined) return;
  const kinds = GENERATIONS.get(apiVersion);
  if (kinds === undefined) {
    reader.reportField('apiVersion', `is "${apiVersion}"`, `write ${[...GENERATIONS.keys()].join(' or ')}`);
  } else if (!kinds.includes(kind)) {
    reader.reportField('kind', `is "${kind}"`, `write ${kinds.join(' or ')}`);
  }
}

function readName(metadata: FieldReader, spec: FieldReader): string {
  const inSpec = spec.text('name');
  const name = (inSpec === undefined ? metadata.requiredText('name') : metadata.text('name')) ?? inSpec ?? '';
  const reader = metadata.map.fields.has('name') ? metadata : spec;
  if (name !== '' && !isProfileName(name)) reader.reportField('name', `is "${name}"`, PROFILE_NAME_RULE);
  if (inSpec !== undefined && inSpec !== name) {
    spec.reportField('name', `is "${inSpec}", and "${name}" in "metadata"`, 'make them one');
  }
  return name;
}

/** The text of `profile.yaml` in the newest generation; the same definition gives the same bytes. */
export function formatProfileDefinition(definition: ProfileDefinition): string {
  const { name, description, maintainer, prerequisites, layer, category, dependsOn = [], artifacts } = definition;
  const annotations = {
    ...(layer !== undefined && { [LAYER]: formatLayer(layer) }),
    ...(category !== undefined && { [CATEGORY]: category }),
    ...(dependsOn.length > 0 && { [ANNOTATIONS.dependsOn]: dependsOn.join(',') }),
  };
  return `# yaml-language-server: $schema=${PROFILE_SCHEMA_URL}\n${formatYaml({
    apiVersion: 'weave.works/v1alpha1',
    kind: 'ProfileDefinition',
    metadata: { name, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { description, maintainer, ...(prerequisites.length > 0 && { prerequisites }), artifacts },
  })}`;
}
