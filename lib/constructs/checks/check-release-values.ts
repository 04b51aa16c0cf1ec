/**
 * Checks whether the chart of a finished HelmRelease accepts its values.
 */
import type { JsonObject } from '../../model/data/json';
import { checkValues } from '../../model/schema/check-values';
import { UncompilableSchema, UnusableSchema } from '../../model/schema/unusable-schema';
import { mergeValues } from '../../model/values/merge-values';
import type { Problem } from '../../model/problem';
import type { ValuesReference } from '../../flux/release-options';
import type { Member } from '../tree/member';
import { readSchemaFile } from '../values/read-schema-file';

/** Everything that Helm would refuse in the values of `spec`, as far as they are known. */
export function checkReleaseValues(member: Member, spec: JsonObject): Problem[] {
  const { valuesSchema, construct } = member;
  if (valuesSchema === undefined || isSwitchedOff(spec)) return [];
  const path = construct.node.path;
  const found = readSchemaFile(valuesSchema);
  if ('reason' in found) return [{ kind: 'unreadable-schema', file: valuesSchema, reason: found.reason, path }];
  try {
    const problems = checkValues(found.schema, knownValues(member, spec));
    return problems.map(({ path: at, reason }) => ({ kind: 'invalid-value', at, reason, path }));
  } catch (error) {
    if (error instanceof UncompilableSchema) return [{ kind: 'unusable-schema', reason: error.message, path }];
    if (!(error instanceof UnusableSchema)) throw error;
    return [{ kind: 'unreadable-schema', file: valuesSchema, reason: error.message, path }];
  }
}

/** Values as Flux merges them; `settled` are those that are merged after everything that only the cluster knows. */
function knownValues({ ownValues }: Member, spec: JsonObject): { values: JsonObject; settled?: JsonObject } {
  const references = (spec.valuesFrom ?? []) as unknown as readonly ValuesReference[];
  const known: JsonObject[] = [];
  let settled: JsonObject[] | undefined;
  for (const { kind, name, valuesKey, targetPath } of references) {
    const isWhole = kind === 'ConfigMap' && (valuesKey ?? 'values.yaml') === 'values.yaml' && targetPath === undefined;
    const own = isWhole ? ownValues?.get(name) : undefined;
    if (own === undefined) settled = [];
    else [known, settled].forEach(list => list?.push(own));
  }
  const inline = (spec.values ?? {}) as JsonObject;
  const values = mergeValues(...known, inline);
  return settled === undefined ? { values } : { values, settled: mergeValues(...settled, inline) };
}

/** The defaults of helm-controller, by action. */
function isSwitchedOff(spec: JsonObject): boolean {
  return ['install', 'upgrade'].every(action => {
    const options = spec[action] as JsonObject | undefined;
    return options?.disableSchemaValidation === true;
  });
}
