/**
 * The values of a release as far as manifests contain them: those of ConfigMaps that it refers to
 * and inline ones, merged like Flux does.
 */
import { recordIn } from '../model/data/fields';
import { isRecord, type Fields, type JsonObject, type JsonValue } from '../model/data/json';
import { parseDocuments } from '../model/formats/parse-documents';
import { mergeValues } from '../model/values/merge-values';
import type { WrittenObject, WrittenReleaseObject } from '../model/written-output';
import { textIn } from './helm-target';

/** Values, and the references that were not found or are placed at a path. */
export interface ReleaseValues {
  readonly values: JsonObject;
  readonly references: readonly JsonValue[];
}

/** ConfigMaps of one cluster, by namespace and name. */
export type ConfigMaps = ReadonlyMap<string, WrittenObject>;

/** The ConfigMaps among `objects`. */
export function configMapsOf(objects: readonly WrittenObject[]): ConfigMaps {
  const found = objects.filter(({ kind, member }) => kind === 'ConfigMap' && member === undefined);
  return new Map(found.map(object => [`${object.namespace ?? 'default'}/${object.name}`, object]));
}

/** The values of `found`. */
export function releaseValues({ object, release }: WrittenReleaseObject, configMaps: ConfigMaps): ReleaseValues {
  const { values, valuesFrom } = recordIn(object, 'spec');
  const parts: JsonObject[] = [];
  const references: JsonValue[] = [];
  for (const reference of Array.isArray(valuesFrom) ? (valuesFrom as readonly unknown[]) : []) {
    const part = isRecord(reference) ? tryValues(reference, release.namespace, configMaps) : undefined;
    if (part !== undefined) parts.push(part);
    else references.push(reference as JsonValue);
  }
  return { values: mergeValues(...parts, isRecord(values) ? (values as JsonObject) : {}), references };
}

function tryValues(reference: Fields, namespace: string, configMaps: ConfigMaps): JsonObject | undefined {
  if (reference.kind !== 'ConfigMap' || reference.targetPath !== undefined) return undefined;
  const configMap = configMaps.get(`${namespace}/${textIn(reference, 'name')}`);
  const text = configMap && textIn(recordIn(configMap.object, 'data'), textIn(reference, 'valuesKey') ?? 'values.yaml');
  if (text === undefined) return undefined;
  const { objects, problems } = parseDocuments(text, configMap!.location.file);
  return problems.length === 0 && objects.length === 1 ? (objects[0].object as JsonObject) : undefined;
}
