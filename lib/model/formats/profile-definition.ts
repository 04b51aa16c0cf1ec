/**
 * `profile.yaml`: what a profile is called and what it installs, in all its generations.
 *
 * It is read strictly: a field that is not known is a fault, because it is most often one
 * that is known with a letter wrong. The newest fields are those of `ProfileDefinition`.
 */
import type { ProfileArtifact } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';
import { type Fault, FieldReader, nameValue } from './helm-index-fields';
import { allowFields } from './known-fields';
import { parseAnyYaml } from '../yaml/any-yaml';
import { tryParseBlockYaml } from '../yaml/block-document';
import { readArtifact, type WrittenArtifact } from './profile-artifact';
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
): { readonly definition: ProfileDefinition } | { readonly faults: readonly Fault[] } {
  const start = { file, line: 1, column: 1 };
  const root = readRoot(bytes, start);
  if ('reason' in root) return { faults: [root] };
  if (root.type !== 'map') return { faults: [{ reason: `it is ${nameValue(root)} (write a map)`, at: root.at }] };
  const reader = new FieldReader(root);
  const definition = readDefinition(reader);
  return reader.faults.length === 0 ? { definition } : { faults: reader.faults };
}

function readRoot(bytes: Uint8Array, start: FileLocation): YamlValue | Fault {
  if (bytes.length > LARGEST_PROFILE) return { reason: 'it is larger than 1 MB (write less)', at: start };
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    // what it says differs between versions of Node
    return { reason: 'it is not text in UTF-8 (write it again)', at: start };
  }
  return tryParseBlockYaml(text, start.file) ?? parseAnyYaml(text, start.file);
}

function readDefinition(reader: FieldReader): ProfileDefinition {
  allowFields(reader, ['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  checkGeneration(reader);
  const metadata = requiredChild(reader, 'metadata');
  const spec = requiredChild(reader, 'spec');
  allowFields(spec, ['name', 'description', 'version', 'maintainer', 'prerequisites', 'artifacts']);
  const artifacts = spec.maps('artifacts', ' of an artifact').map(readArtifact);
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
  const at = (key: string) => reader.map.fields.get(key)!.at;
  if (kinds === undefined) {
    reader.fault(at('apiVersion'), 'apiVersion', `is "${apiVersion}"`, `write ${[...GENERATIONS.keys()].join(' or ')}`);
  } else if (!kinds.includes(kind)) {
    reader.fault(at('kind'), 'kind', `is "${kind}"`, `write ${kinds.join(' or ')}`);
  }
}

function readName(metadata: FieldReader, spec: FieldReader): string {
  const inSpec = spec.text('name');
  const name = (inSpec === undefined ? metadata.requiredText('name') : metadata.text('name')) ?? inSpec ?? '';
  const reader = metadata.map.fields.has('name') ? metadata : spec;
  const at = reader.map.fields.get('name')?.at;
  if (at !== undefined && name !== '' && !(name.length <= 253 && SUBDOMAIN.test(name))) {
    reader.fault(at, 'name', `is "${name}"`, 'use lower-case letters, digits, "-" and ".", at most 253');
  }
  if (inSpec !== undefined && inSpec !== name) {
    spec.fault(spec.map.fields.get('name')!.at, 'name', `is "${inSpec}", and "${name}" in "metadata"`, 'make them one');
  }
  return name;
}

/** Names of artifacts are there once, and what they wait for is there. */
function checkArtifacts(spec: FieldReader, artifacts: readonly WrittenArtifact[]): void {
  const names = new Set<string>();
  for (const { name, at } of artifacts) {
    if (names.has(name)) spec.fault(at, 'name', `of an artifact is "${name}" again`, 'give each its own');
    names.add(name);
  }
  for (const { name, at } of artifacts.flatMap(({ dependsOn }) => dependsOn)) {
    if (names.has(name)) continue;
    spec.fault(at, 'dependsOn', `names "${name}", which is no artifact of this profile`, 'correct the name');
  }
}

function requiredChild(reader: FieldReader, key: string): FieldReader {
  const before = reader.faults.length;
  const child = reader.child(key);
  if (child !== undefined) return child;
  if (reader.faults.length === before) reader.fault(reader.map.at, key, 'is missing', 'write it');
  // what is missing in what is missing is no news
  return new FieldReader({ ...reader.map, fields: new Map(), repeated: [] }, []);
}
