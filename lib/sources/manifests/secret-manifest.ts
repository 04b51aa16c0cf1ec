/**
 * Secret manifests that lie beside the sources which name them.
 *
 * What is encrypted stays as it is written: it is a problem only when it is needed.
 */
import { nameType } from '../../model/formats/invalid-object';
import type { Fields } from '../../model/data/json';
import type { Manifest } from './manifest';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether `value` is what sops leaves of a value. */
export function isEncrypted(value: string): boolean {
  return value.startsWith('ENC[');
}

/** The values of a Secret, decoded; `stringData` wins over `data`, as for the API server. */
export function readSecretValues({ object, reader }: Manifest): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [key, value] of textsOf(object, 'data', reader)) {
    const base64 = value.replace(/\s/g, '');
    if (isEncrypted(value)) values.set(key, value);
    else if (BASE64.test(base64)) values.set(key, Buffer.from(base64, 'base64').toString('utf8'));
    else reader.report(`"data.${key}" of ${reader.subject} is no base64`, 'encode it, or write it in "stringData"');
  }
  for (const [key, value] of textsOf(object, 'stringData', reader)) values.set(key, value);
  return values;
}

function textsOf(object: Fields, field: string, reader: Manifest['reader']): [string, string][] {
  return Object.entries(reader.map(object, field)).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[key, value]];
    if (value !== null) {
      reader.report(`"${field}.${key}" of ${reader.subject} is ${nameType(value)}`, 'write text, in quotes if need be');
    }
    return [];
  });
}
