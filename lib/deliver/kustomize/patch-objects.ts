/**
 * Patches of a `kustomization.yaml`, and of a Flux Kustomization: strategic merge patches, which merge maps and
 * replace lists in custom resources, and JSON patches.
 */
import { type Fields, isRecord, type JsonObject } from '../../model/data/json';
import { mergePatch } from '../../model/data/merge-patch';
import { type JsonPatchOperation, patchObject } from '../../model/data/patch-object';
import { parseDocuments } from '../../model/formats/parse-documents';
import { groupOf } from '../../model/applied-cluster';
import { type BuiltObject, metadataOf, metadataText, recordIn, textIn } from './built-object';

/** One patch, and what it applies to. */
export interface OverlayPatch {
  /** YAML: objects, or a list of operations. */
  readonly text: string;
  /** Absent: the objects that the patch itself names. */
  readonly target?: Fields;
}

/** Either is empty. */
interface ParsedPatch {
  readonly operations: readonly JsonPatchOperation[];
  readonly objects: readonly Fields[];
}

/** `objects` with `patches` applied in their order. */
export function applyPatches(
  objects: readonly BuiltObject[],
  patches: readonly OverlayPatch[],
): readonly BuiltObject[] {
  return patches.reduce((all, { text, target }) => {
    const { operations, objects: merged } = parsePatch(text);
    const patched = operations.length === 0 || target === undefined ? all : applyOperations(all, operations, target);
    return merged.reduce<readonly BuiltObject[]>((some, patch) => mergeInto(some, patch, target), patched);
  }, objects);
}

function applyOperations(objects: readonly BuiltObject[], operations: readonly JsonPatchOperation[], target: Fields) {
  const matches = matcher(target);
  return objects.map(built => {
    if (!matches(built.object)) return built;
    const patched = patchObject(built.object as JsonObject, operations);
    return 'object' in patched ? { ...built, object: patched.object } : built;
  });
}

function mergeInto(objects: readonly BuiltObject[], patch: Fields, target?: Fields): readonly BuiltObject[] {
  const matches = matcher(target ?? ownTarget(patch));
  // the patch does not rename what it selects
  const metadata = without(metadataOf(patch), ['name', 'namespace']);
  const content = without(patch, ['$patch', 'apiVersion', 'kind', 'metadata']);
  const changes = { ...content, ...(Object.keys(metadata).length > 0 && { metadata }) };
  return objects.flatMap(built => {
    if (!matches(built.object)) return built;
    if (patch.$patch === 'delete') return [];
    return { ...built, object: mergePatch(built.object as JsonObject, withoutDirectives(changes)) as Fields };
  });
}

function without(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}

/** A map with `$patch: delete` is removed; other directives are about lists, which are replaced here. */
function withoutDirectives(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (value.$patch === 'delete') return null;
  const fields = Object.entries(value).filter(([key]) => !key.startsWith('$'));
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutDirectives(field)]));
}

/** The object that a patch without a target names. */
function ownTarget(patch: Fields): Fields {
  const [group, kind] = [groupOf(textIn(patch, 'apiVersion') ?? ''), textIn(patch, 'kind')];
  const name = metadataText(patch, 'name').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return { group, kind: kind ?? '-', name: name || '-' };
}

/** Whether an object is selected: texts are regular expressions, except group, version and kind. */
function matcher(target: Fields): (object: Fields) => boolean {
  const { group, version, kind } = target;
  const [name, namespace] = ['name', 'namespace'].map(key => toPattern(textIn(target, key)));
  const [labels, annotations] = ['labelSelector', 'annotationSelector'].map(key => toSelector(textIn(target, key)));
  return object => {
    const apiVersion = textIn(object, 'apiVersion') ?? '';
    const metadata = metadataOf(object);
    return (
      isAsked(group, groupOf(apiVersion)) &&
      isAsked(version, apiVersion.split('/').at(-1)) &&
      isAsked(kind, object.kind) &&
      (name?.test(metadataText(object, 'name')) ?? true) &&
      (namespace?.test(metadataText(object, 'namespace')) ?? true) &&
      labels(recordIn(metadata, 'labels')) &&
      annotations(recordIn(metadata, 'annotations'))
    );
  };
}

function isAsked(wanted: unknown, value: unknown): boolean {
  return wanted === undefined || wanted === value;
}

function toPattern(text: string | undefined): RegExp | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return undefined; // not a pattern in JavaScript; matching more is the lesser mistake
  }
}

/** `app=web,tier!=test,managed,!old`; other forms match everything. */
function toSelector(text: string | undefined): (values: Fields) => boolean {
  const terms = (text ?? '').split(',').map(term => term.trim()).filter(term => term !== ''); // prettier-ignore
  if (terms.some(term => /[()]| in | notin /.test(term))) return () => true;
  return values =>
    terms.every(term => {
      const [, key, not, wanted] = /^(!?[^!=]+?)(!)?={1,2}(.*)$/.exec(term) ?? [];
      if (key !== undefined) return (values[key.trim()] === wanted.trim()) === (not === undefined);
      return term.startsWith('!') ? values[term.slice(1)] === undefined : values[term] !== undefined;
    });
}

/** Patches are often repeated for hundreds of folders. */
const parsedPatches = new Map<string, ParsedPatch>();
const MOST_PATCHES = 1000;

function parsePatch(text: string): ParsedPatch {
  const known = parsedPatches.get(text);
  if (known !== undefined) return known;
  const isList = /^(?:\s*(?:#.*|---[ \t]*)\n)*\s*(?:-\s|\[)/.test(text);
  const { objects } = parseDocuments(isList ? `operations:\n${text.replace(/^---[ \t]*$/m, '')}` : text, '');
  const operations = isList ? ((objects[0]?.object.operations ?? []) as ParsedPatch['operations']) : [];
  const parsed = { operations, objects: isList ? [] : objects.map(({ object }) => object) };
  if (parsedPatches.size >= MOST_PATCHES) parsedPatches.clear();
  parsedPatches.set(text, parsed);
  return parsed;
}
