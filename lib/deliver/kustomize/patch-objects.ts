/**
 * Patches of a `kustomization.yaml`, and of a Flux Kustomization: strategic merge patches, which merge maps and
 * replace lists in custom resources, and JSON patches.
 */
import { textIn } from '../../model/data/fields';
import { type Fields, isRecord, type JsonObject } from '../../model/data/json';
import { mergePatch } from '../../model/data/merge-patch';
import { type JsonPatchOperation, patchObject } from '../../model/data/patch-object';
import { parseDocuments } from '../../model/formats/parse-documents';
import type { FileLocation } from '../../model/yaml/file-location';
import { type BuiltObject, changed, metadataOf, metadataText, ownName } from './built-object';
import { isNamedBy, isSelectedBy } from './select-objects';

/** One patch, and what it applies to. */
export interface OverlayPatch {
  /** YAML: objects, or a list of operations. */
  readonly text: string;
  /** Absent: the objects that the patch itself names. */
  readonly target?: Fields;
  /** `allowNameChange`, `allowKindChange`. */
  readonly options?: Fields;
  /** For messages: `patch "web.yaml"`. */
  readonly name: string;
  readonly at: () => FileLocation;
}

/** Why kustomize refuses a patch; `object` is what it is for, if that does not exist. */
export interface PatchFault {
  readonly what: string;
  readonly remedy: string;
  readonly object?: Fields;
}

interface ParsedPatch {
  readonly operations: readonly JsonPatchOperation[];
  /** Empty for a JSON patch. */
  readonly objects: readonly Fields[];
  /** Why it cannot be read, for the end of a sentence. */
  readonly fault?: string;
}

/** `objects` with `patches` applied in their order; `fail` gets what kustomize refuses. */
export function applyPatches(
  objects: readonly BuiltObject[],
  patches: readonly OverlayPatch[],
  fail: (patch: OverlayPatch, fault: PatchFault) => void,
): readonly BuiltObject[] {
  return patches.reduce((all, patch) => {
    const { operations, objects: merged, fault } = parsePatch(patch.text);
    const { target } = patch;
    if (fault !== undefined) {
      fail(patch, { what: `is ${fault}`, remedy: 'correct the patch' });
      return all;
    }
    if (operations.length > 0 && target === undefined)
      fail(patch, { what: 'is a JSON patch without "target"', remedy: 'write which objects it changes' });
    else if (operations.length > 0) return applyOperations(all, operations, target!);
    return merged.reduce((some, object) => mergeInto(some, object, patch, fail), all);
  }, objects);
}

function applyOperations(objects: readonly BuiltObject[], operations: readonly JsonPatchOperation[], target: Fields) {
  const matches = isSelectedBy(target);
  return objects.map(built => {
    if (!matches(built)) return built;
    const patched = patchObject(built.object as JsonObject, operations);
    return 'object' in patched ? changed(built, patched.object) : built;
  });
}

function mergeInto(
  objects: readonly BuiltObject[],
  object: Fields,
  patch: OverlayPatch,
  fail: (patch: OverlayPatch, fault: PatchFault) => void,
): readonly BuiltObject[] {
  const { target, options } = patch;
  const matches = target === undefined ? isNamedBy(object) : isSelectedBy(target);
  if (target === undefined && !objects.some(matches)) {
    const { name, namespace } = ownName(object);
    const what = `is for ${textIn(object, 'kind')} ${namespace && `${namespace}/`}${name} of ${textIn(object, 'apiVersion')}, which is not built here`;
    fail(patch, { what, remedy: 'correct what it names, or remove it', object });
  }
  // the patch does not rename what it selects, unless it may
  const metadata = without(metadataOf(object), ['namespace', ...(options?.allowNameChange === true ? [] : ['name'])]);
  const fixed = ['$patch', 'apiVersion', 'metadata', ...(options?.allowKindChange === true ? [] : ['kind'])];
  const changes = { ...without(object, fixed), ...(Object.keys(metadata).length > 0 && { metadata }) };
  return objects.flatMap(built => {
    if (!matches(built)) return built;
    if (object.$patch === 'delete') return [];
    return changed(built, mergePatch(built.object as JsonObject, withoutDirectives(changes)) as Fields);
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

/** Patches are often repeated for hundreds of folders. */
const parsedPatches = new Map<string, ParsedPatch>();
const MOST_PATCHES = 1000;

function parsePatch(text: string): ParsedPatch {
  const known = parsedPatches.get(text);
  if (known !== undefined) return known;
  const content = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').replace(/^(?:\s*(?:#.*|---[ \t]*)\n)+/, ''); // prettier-ignore
  const isList = /^\s*(?:-\s|\[)/.test(content);
  // indented, because a flow sequence in a map has to be
  const { objects, problems } = parseDocuments(isList ? `operations:\n${content.replace(/^(?=.)/gm, ' ')}` : content, ''); // prettier-ignore
  const isNamed = (object: Fields) => typeof object.kind === 'string' && metadataText(object, 'name') !== '';
  const unnamed = !isList && (objects.length === 0 || objects.some(({ object }) => !isNamed(object)));
  const faults = problems.map(problem => ('what' in problem ? problem.what : 'not readable'));
  const [fault] = [...faults, ...(unnamed ? ['not an object with "kind" and "metadata.name"'] : [])];
  const operations = isList ? ((objects[0]?.object.operations ?? []) as ParsedPatch['operations']) : [];
  const parsed = { operations, objects: isList ? [] : objects.map(({ object }) => object), ...(fault !== undefined && { fault }) }; // prettier-ignore
  if (parsedPatches.size >= MOST_PATCHES) parsedPatches.clear();
  parsedPatches.set(text, parsed);
  return parsed;
}
