/**
 * What `pctl template render` is given: values of parameters, and choices of profiles.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TemplateProfileChoice } from '../../constructs/props/template-cluster-options';
import { isRecord, type JsonObject } from '../../model/data/json';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { formatProblem } from '../../model/problem-words';
import { parseValuesFile } from '../../model/values/values-file';

/** What was given, or what is wrong with it. */
export interface Given<T> {
  readonly found: T;
  readonly errors: readonly string[];
}

const CHOICES = ['name', 'namespace', 'values', 'version'];

/** Values by the name of the parameter; those of `given`, as `NAME=VALUE`, win over those of `file`. */
export function readParams(cwd: string, given: readonly string[], file?: string): Given<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const errors: string[] = [];
  if (file !== undefined) {
    const { values, errors: wrong } = readValues(cwd, file);
    errors.push(...wrong);
    for (const [name, value] of Object.entries(values)) {
      if (isRecord(value) || Array.isArray(value))
        errors.push(`${file}: parameter "${name}" is not a text. Write NAME: VALUE`); // prettier-ignore
      else found.set(name, value === null ? '' : String(value));
    }
  }
  for (const text of given) {
    const at = text.indexOf('=');
    if (at < 1) errors.push(`--param "${text}" is not NAME=VALUE, as in CLUSTER_NAME=shop`);
    else found.set(text.slice(0, at), text.slice(at + 1));
  }
  return { found, errors };
}

/** Choices by the name of the profile: `flagger`, or `name=flagger,version=>=1.0,values=flagger.yaml`. */
export function readChoices(
  cwd: string,
  given: readonly string[],
): Given<Readonly<Record<string, TemplateProfileChoice>>> {
  const found = new Map<string, TemplateProfileChoice>();
  const errors: string[] = [];
  for (const text of given) {
    const fields = splitFields(text);
    const name = fields.get('name') ?? '';
    const unknown = [...fields.keys()].find(key => !CHOICES.includes(key));
    if (unknown !== undefined)
      errors.push(`--profile "${text}" has the unknown field "${unknown}"${formatNearest(nearestNames(CHOICES, unknown))}. Known are ${CHOICES.join(', ')}`); // prettier-ignore
    else if (name === '') errors.push(`--profile "${text}" has no name. Write NAME, or name=NAME,version=RANGE`);
    else if (found.has(name)) errors.push(`--profile "${name}" is given twice. Give it once, with all that differs`);
    const file = fields.get('values');
    const values = file === undefined ? undefined : readValues(cwd, file);
    errors.push(...(values?.errors ?? []));
    const [version, targetNamespace] = ['version', 'namespace'].map(key => fields.get(key));
    found.set(name, { ...(version && { version }), ...(targetNamespace && { targetNamespace }), ...(values && { values: values.values }) }); // prettier-ignore
  }
  return { found: Object.fromEntries(found), errors };
}

/** A comma that is not before a field belongs to the value: `version=>=1.0,<2`. */
function splitFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const piece of text.split(',')) {
    const [, key, value] = /^\s*([a-z-]+)=(.*)$/is.exec(piece) ?? [];
    if (key === undefined && last !== '') fields.set(last, `${fields.get(last)},${piece}`);
    else fields.set((last = key ?? 'name'), (value ?? piece).trim());
  }
  return fields;
}

function readValues(cwd: string, file: string): { readonly values: JsonObject; readonly errors: readonly string[] } {
  try {
    const { values = {}, problems } = parseValuesFile(readFileSync(resolve(cwd, file)), file);
    return { values, errors: problems.map(formatProblem) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : message;
    return { values: {}, errors: [`${file} ${reason}. Give a YAML file`] };
  }
}
