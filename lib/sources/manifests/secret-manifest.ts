/**
 * Secret manifests in the same folder as the sources that refer to them.
 *
 * Encrypted values are kept as they are; they are a problem only if they are needed.
 */
import { isEncrypted } from '../../model/data/is-encrypted';
import { type FieldReader, nameType } from '../../model/formats/field-reader';
import type { FileLocation } from '../../model/yaml/file-location';
import type { Manifest } from './manifest';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The values of a Secret, decoded; as in the API server, `stringData` takes precedence over `data`. */
export function readSecretValues({ reader }: Manifest): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [key, value, at] of textsOf(reader, 'data')) {
    const base64 = value.replace(/\s/g, '');
    if (isEncrypted(value)) values.set(key, value);
    else if (BASE64.test(base64)) values.set(key, Buffer.from(base64, 'base64').toString('utf8'));
    else reader.reportField(`data.${key}`, 'is not valid base64', 'encode it, or write it in "stringData"', at);
  }
  for (const [key, value] of textsOf(reader, 'stringData')) values.set(key, value);
  return values;
}

/** Keys of a field, with their texts and locations. Problems do not contain values, which may be secret. */
function textsOf(reader: FieldReader, field: string): [key: string, text: string, at: FileLocation][] {
  const values = reader.map.fields.get(field) ?? { type: 'null' as const };
  if (values.type !== 'map') {
    if (values.type !== 'null') reader.reportField(field, `is ${nameType(values)}`, 'write a map');
    return [];
  }
  return [...values.fields].flatMap(([key, value]): [string, string, FileLocation][] => {
    if (value.type === 'text') return [[key, value.text, value.at]];
    if (value.type !== 'null') {
      reader.reportField(`${field}.${key}`, `is ${nameType(value)}`, 'write text, in quotes if need be', value.at);
    }
    return [];
  });
}
