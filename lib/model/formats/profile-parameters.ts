/**
 * Parameters of manifests: values that subscriptions can set, and the fields that receive them.
 */
import type { ParameterTarget, ProfileParameter } from '../profile-artifact';
import type { YamlValue } from '../yaml/yaml-value';
import { type FieldReader, nameType } from './field-reader';
import { profileFields } from './profile-schema';

const PARAMETER = profileFields('spec', 'artifacts', 'kustomize', 'parameters');
const TARGET = profileFields('spec', 'artifacts', 'kustomize', 'parameters', 'targets');
/** Names without dots, which would separate the keys of a path. */
const NAME = /^[A-Za-z_][\w-]*$/;
/** JSON pointers (RFC 6901). */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;

/** Reads the parameters of a folder of manifests. */
export function readParameters(reader: FieldReader): ProfileParameter[] {
  const names = new Set<string>();
  return reader.maps('parameters', 'a parameter', '- name: replicas').map(parameter => {
    parameter.allowOnly(PARAMETER);
    const name = parameter.requiredText('name') ?? '';
    if (name !== '' && !NAME.test(name)) {
      parameter.reportField('name', `is "${name}"`, 'use letters, digits, "_" and "-", beginning with a letter');
    }
    if (names.has(name)) parameter.reportField('name', `is "${name}" again`, 'give each parameter its own');
    names.add(name);
    const description = parameter.text('description');
    const value = readDefault(parameter);
    const targets = parameter.maps('targets', 'a target', '- kind: Deployment').map(readTarget);
    if (targets.length === 0 && (parameter.map.fields.get('targets')?.type ?? 'list') === 'list') {
      parameter.reportField('targets', 'is missing', 'write where the value goes: kind, name and path');
    }
    return {
      name,
      ...(description !== undefined && { description }),
      ...(value !== undefined && { default: value }),
      targets,
    };
  });
}

function readTarget(reader: FieldReader): ParameterTarget {
  reader.allowOnly(TARGET);
  const path = reader.requiredText('path', 'write a JSON pointer, as in "/spec/replicas"') ?? '';
  if (path !== '' && !POINTER.test(path)) {
    reader.reportField('path', `is "${path}"`, 'write a JSON pointer, as in "/spec/replicas"; "/" in a key is "~1"');
  }
  const selectors = ['group', 'version', 'name', 'namespace'].flatMap(key => {
    const value = reader.text(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { kind: reader.requiredText('kind') ?? '', ...Object.fromEntries(selectors), path };
}

/** A scalar, or a list of scalars; only subscriptions can set maps. */
function readDefault(reader: FieldReader): unknown {
  const value = reader.map.fields.get('default');
  if (value === undefined || value.type === 'null') return undefined;
  const items = value.type === 'list' ? value.items : [value];
  if (items.every(item => 'text' in item)) return value.type === 'list' ? items.map(toData) : toData(value);
  const remedy = 'write text, a number, true or false, or a list of them';
  reader.reportField('default', `is ${nameType(value)}${value.type === 'list' ? ' of other things' : ''}`, remedy);
  return undefined;
}

function toData(value: YamlValue): unknown {
  if (value.type === 'number') return Number(value.text);
  if (value.type === 'boolean') return /^t/i.test(value.text);
  return 'text' in value ? value.text : null;
}
