/**
 * Compares the objects of one cluster that are not releases.
 */
import { compareText } from '../model/data/compare-text';
import { recordIn } from '../model/data/fields';
import { LABELS, MANAGER } from '../model/labels';
import type { WrittenObject } from '../model/written-output';
import type { Effect, FieldChange, ObjectChange } from './change';
import { compareData } from './compare-data';
import { immutableFields } from './immutable-fields';
import { fateOf, isForced, type Parent } from './object-fate';

/** What decides about the objects of a cluster. */
export interface ObjectSurroundings {
  readonly parentOf: (object: WrittenObject) => Parent | undefined;
  readonly refusalsOf: (object: WrittenObject) => readonly Effect[];
  /** Label of a release by its key. */
  readonly labelOf: (key: string) => string;
}

/** What is added, changed and removed, sorted by kind, namespace and name. */
export function compareObjects(
  before: readonly WrittenObject[],
  after: readonly WrittenObject[],
  surroundings: ObjectSurroundings,
): ObjectChange[] {
  const [old, now] = [before, after].map(objects => new Map(objects.map(object => [identityOf(object), object])));
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return keys.flatMap(key => compareObject(old.get(key), now.get(key), surroundings));
}

function compareObject(
  before: WrittenObject | undefined,
  after: WrittenObject | undefined,
  { parentOf, refusalsOf, labelOf }: ObjectSurroundings,
): ObjectChange[] {
  const found = (after ?? before)!;
  const change = {
    object: nameObject(found),
    ...(found.member !== undefined && { member: labelOf(found.member) }),
    isPart: isPart(found),
    fields: [] as readonly FieldChange[],
    effects: [] as readonly Effect[],
  };
  if (before === undefined) return [{ ...change, kind: 'added' }];
  if (after === undefined) {
    return [{ ...change, kind: 'removed', effects: [fateOf(found.object, parentOf(found)), ...refusalsOf(found)] }];
  }
  const fields = compareData(before.object, after.object);
  if (fields.length === 0) return [];
  const isRecreated = isForced(after.object, parentOf(after));
  const paths = immutableFields(
    before,
    fields.map(({ path }) => path),
  );
  const effects = paths.map(field => ({ kind: 'immutable', field, isRecreated }) as const);
  return [{ ...change, kind: 'changed', fields, effects }];
}

/** The version of an API is not part of it. */
function identityOf({ apiVersion, kind, namespace = '', name }: WrittenObject): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [kind, group, namespace, name].join('/');
}

function nameObject({ kind, namespace, name }: WrittenObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

const PARTS = ['HelmRepository', 'OCIRepository', 'GitRepository', 'ConfigMap'];

function isPart({ kind, object }: WrittenObject): boolean {
  const labels = recordIn(recordIn(object, 'metadata'), 'labels');
  return PARTS.includes(kind) && labels[LABELS.managedBy] === MANAGER;
}
