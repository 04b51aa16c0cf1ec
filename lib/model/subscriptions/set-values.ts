/**
 * Values on a command line: `--set controller.replicas=2`, and references to objects with values.
 */
import type { JsonObject } from '../data/json';
import { isDnsSubdomain, DNS_SUBDOMAIN_RULE } from '../names';
import { mergeValues } from '../values/merge-values';
import { parseSetValue } from './set-value';
import type { SubscriptionSpec } from './subscription-schema';

/** Values in the texts `key.key=value`, later over earlier, or why one cannot be read. */
export function parseSetValues(
  texts: readonly string[],
): { readonly values?: JsonObject } | { readonly error: string } {
  const all: JsonObject[] = [];
  for (const text of texts) {
    const [, path, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    const keys = path?.split(/(?<!\\)\./).map(key => key.replaceAll('\\.', '.')) ?? [];
    if (path === undefined || keys.includes('')) {
      return { error: `"--set ${text}" is not readable. Write KEY=VALUE, with dots between keys, as in image.tag=1.2` };
    }
    if (/\[\d*\]/.test(path)) {
      return { error: `"--set ${text}" sets an item of a list. Give the whole list, as in 'hosts=[a.example.com]'` };
    }
    const parsed = parseSetValue(value);
    if ('error' in parsed) return { error: `"--set ${text}" ${parsed.error}` };
    all.push(keys.reduceRight<JsonObject>((inner, key, i) => ({ [key]: i === keys.length - 1 ? parsed.value : inner }), {})); // prettier-ignore
  }
  return all.length === 0 ? {} : { values: mergeValues(...all) };
}

type Reference = NonNullable<SubscriptionSpec['valuesFrom']>[number];

/** `NAME`, `NAME/KEY` and either with `,optional` or `,targetPath=image.tag` at its end. */
export function parseReference(kind: Reference['kind'], text: string): Reference | { readonly error: string } {
  const [start, ...options] = text.split(',');
  const [name, ...rest] = start.split('/');
  const key = rest.join('/');
  const unknown = options.filter(option => option !== 'optional' && !/^targetPath=./.test(option));
  const option = kind === 'Secret' ? '--config-secret' : '--config-map';
  if (!isDnsSubdomain(name)) return { error: `"${option} ${text}": the name "${name}" is not allowed: ${DNS_SUBDOMAIN_RULE}` }; // prettier-ignore
  if (unknown.length > 0 || (rest.length > 0 && key === '')) {
    return { error: `"${option} ${text}" is not readable. Write NAME, NAME/KEY, and ",optional" or ",targetPath=PATH" after it` }; // prettier-ignore
  }
  const targetPath = options.find(each => each.startsWith('targetPath='))?.slice('targetPath='.length);
  return {
    kind,
    name,
    ...(key !== '' && { valuesKey: key }),
    ...(targetPath !== undefined && { targetPath }),
    ...(options.includes('optional') && { optional: true }),
  };
}
