/**
 * What a ResourceSet of Flux Operator creates, if its templates contain nothing but the values of its own inputs.
 */
import { type AppliedObject, groupOf, type PathStep } from '../../model/applied-cluster';
import { listIn, recordIn, recordsIn } from '../../model/data/fields';
import { type Fields, isRecord } from '../../model/data/json';
import { emptyAt, isObject } from '../kustomize/object-sources';
import { toApplied } from './applied-object';

const EXPRESSION = /<<-?\s*(.*?)\s*-?>>/g;

/** Whether `object` is a ResourceSet. */
export function isResourceSet({ apiVersion, kind }: AppliedObject): boolean {
  return kind === 'ResourceSet' && groupOf(apiVersion) === 'fluxcd.controlplane.io';
}

/** The objects that `set` creates; `undefined` if only Flux Operator can tell. */
export function objectsOf(set: AppliedObject): AppliedObject[] | undefined {
  const spec = recordIn(set.object, 'spec');
  if (spec.resourcesTemplate !== undefined || spec.inputsFrom !== undefined || spec.inputStrategy !== undefined) return undefined; // prettier-ignore
  const inputs = recordsIn(spec, 'inputs');
  const resources = listIn(spec, 'resources');
  const isTemplate = resources.some(resource => /<</.test(JSON.stringify(resource)));
  const sets = isTemplate || inputs.length > 0 ? inputs : [{}];
  const found = sets.flatMap(values => resources.map((resource, i) => ({ resource: fill(resource, values), i })));
  if (found.some(({ resource }) => resource === undefined)) return undefined;
  return found.flatMap(({ resource, i }) => {
    if (!isRecord(resource) || !isObject(resource)) return [];
    const metadata = recordIn(resource, 'metadata');
    const object = { ...resource, metadata: { namespace: set.namespace, ...metadata } };
    const made = toApplied({ object, source: { ...set.locate(), object, fields: () => emptyAt(set.locate()) } }, set);
    return { ...made, locate: (...path: readonly PathStep[]) => set.locate('spec', 'resources', i, ...path) };
  });
}

/** `value` with the inputs in place; `undefined` if it contains any other expression. */
function fill(value: unknown, inputs: Fields): unknown {
  const text = JSON.stringify(value);
  let isKnown = true;
  const filled = text.replace(EXPRESSION, (_, expression: string) => {
    const [, path] = /^inputs\.([\w.]+)$/.exec(expression) ?? [];
    const input = path?.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), inputs);
    if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'boolean') isKnown = false;
    return JSON.stringify(String(input)).slice(1, -1);
  });
  return isKnown ? (JSON.parse(filled) as unknown) : undefined;
}
