/**
 * Writes values to a ConfigMap, for `valuesFrom`.
 *
 * Its name ends in a hash of its content: with a fixed name, values would change without a change
 * of the release's spec, and upgrades would not be ordered.
 */
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ValuesReference } from '../../flux/release-options';
import type { JsonObject } from '../../model/data/json';
import { LABELS, MANAGER } from '../../model/labels';
import { contentHash } from '../../model/names';
import type { Problem } from '../../model/problem';
import { formatYaml } from '../../model/yaml/yaml-text';
import { FluxObject } from '../tree/flux-object';
import { readValues } from './read-values';
import type { EmittedValues, ValuesFrom } from '../props/values';

/** Where a values object is written. */
export interface ValuesObjectScope {
  readonly construct: Construct;
  /** Name of the release; the object's name begins with it. */
  readonly name: string;
  readonly namespace: string;
  readonly substitute: boolean;
  readonly report: (problem: Problem) => void;
}

/** What most releases have. */
const NONE = { references: [], own: new Map<string, JsonObject>() };

/** References to `sources`; values of the program are written into `scope`, and returned in `own` by name. */
export function createValuesObjects(
  sources: readonly ValuesFrom[],
  scope: ValuesObjectScope,
): { readonly references: readonly ValuesReference[]; readonly own: ReadonlyMap<string, JsonObject> } {
  if (sources.length === 0) return NONE;
  const own = new Map<string, JsonObject>();
  const references = sources.map((source, i) => {
    if (!isEmitted(source)) return source;
    const values = readValues([source.values].flat(), scope.report) ?? {};
    const name = createValuesObject(values, scope, `Values${i}`);
    own.set(name, values);
    return { kind: 'ConfigMap', name } as const;
  });
  return { references, own };
}

function createValuesObject(values: JsonObject, scope: ValuesObjectScope, id: string): string {
  const { construct, namespace, substitute } = scope;
  const text = formatYaml(values);
  const name = `${scope.name}-values-${contentHash(text)}`;
  // equal values share one object
  if (construct.node.children.some(child => ApiObject.isApiObject(child) && child.name === name)) return name;
  new FluxObject(construct, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: { [LABELS.managedBy]: MANAGER } },
    body: { data: { 'values.yaml': text } },
    substitute,
  });
  return name;
}

function isEmitted(source: ValuesFrom): source is EmittedValues {
  return 'values' in source;
}
