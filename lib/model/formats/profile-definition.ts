/**
 * `profile.yaml`: what a profile is called and what it installs, in all its generations.
 *
 * It is read strictly: a field that is not known is a problem, because it is most often one
 * that is known with a letter wrong. The newest fields are those of `ProfileDefinition`.
 */
import type { ProfileArtifact } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';
import { FieldReader, nameValue } from './field-reader';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import { readArtifact, type WrittenArtifact } from './profile-artifact';
import type { Problem } from '../problem';
import type { YamlValue } from '../yaml/yaml-value';

/** What `profile.yaml` says. */
export interface ProfileDefinition {
  readonly name: string;
  readonly description?: string;
  /** Who looks after it, in words. */
  readonly maintainer?: string;
  readonly prerequisites: readonly string[];
  /** In the order of the file. */
  readonly artifacts: readonly ProfileArtifact[];
}

/** Largest `profile.yaml`, in bytes. */
export const LARGEST_PROFILE = 1024 * 1024;

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Kinds of each API version that a profile was or is written in. */
const GENERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['weave.works/v1alpha1', ['ProfileDefinition', 'Profile']],
  ['profiles.fluxcd.io/v1alpha1', ['Profile']],
]);
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Reads `profile.yaml`, or says all that is wrong with it. */
export function parseProfileDefinition(
  bytes: Uint8Array,
  file: string,
): { readonly definition: ProfileDefinition } | { readonly problems: readonly Problem[] } {
  const root = readRoot(bytes, file);
  if ('kind' in root) return { problems: [root] };
  if (root.type !== 'map') return { problems: [unreadable(`it is ${nameValue(root)}`, 'write a map', root.at)] };
  const reader = new FieldReader(root);
  const definition = readDefinition(reader);
  return reader.problems.length === 0 ? { definition } : { problems: reader.problems };
}

function readRoot(bytes: Uint8Array, file: string): YamlValue | Problem {
  const start = { file, line: 1, column: 1 };
  if (bytes.length > LARGEST_PROFILE) return unreadable('it is larger than 1 MB', 'write less', start);
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    // the message of the decoder differs between versions of Node
    return unreadable('it is not text in UTF-8', 'write it again', start);
  }
  const root = tryParseBlockYaml(text, file) ?? parseAnyYaml(text, file);
  return root.type === 'error' ? unreadable(root.reason, 'correct the file', root.at) : root;
}

function unreadable(what: string, remedy: string, location: FileLocation): Problem {
  return { kind: 'invalid-props', what, remedy, location };
}

function readDefinition(reader: FieldReader): ProfileDefinition {
  reader.allowOnly(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  checkGeneration(reader);
  const metadata = reader.requiredChild('metadata');
  const spec = reader.requiredChild('spec');
  spec.allowOnly(['name', 'description', 'version', 'maintainer', 'prerequisites', 'artifacts']);
  const artifacts = spec.maps('artifacts', 'an artifact').map(readArtifact);
  checkArtifacts(spec, artifacts);
  spec.text('version');
  return {
    name: readName(metadata, spec),
    description: spec.text('description'),
    maintainer: spec.text('maintainer'),
    prerequisites: spec.texts('prerequisites'),
    artifacts: artifacts.map(({ name, kind }) => ({ name, kind })),
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
  if (name !== '' && !(name.length <= 253 && SUBDOMAIN.test(name))) {
    reader.reportField('name', `is "${name}"`, 'use lower-case letters, digits, "-" and ".", at most 253');
  }
  if (inSpec !== undefined && inSpec !== name) {
    spec.reportField('name', `is "${inSpec}", and "${name}" in "metadata"`, 'make them one');
  }
  return name;
}

/** Names of artifacts are there once, and what they wait for is there. */
function checkArtifacts(spec: FieldReader, artifacts: readonly WrittenArtifact[]): void {
  const names = new Set<string>();
  for (const { name, at } of artifacts) {
    if (names.has(name)) spec.reportField('name', `of an artifact is "${name}" again`, 'give each its own', at);
    names.add(name);
  }
  for (const { name, at } of artifacts.flatMap(({ dependsOn }) => dependsOn)) {
    if (names.has(name)) continue;
    spec.reportField('dependsOn', `names "${name}", which is not an artifact of this profile`, 'correct the name', at);
  }
}
