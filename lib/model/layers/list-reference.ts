/**
 * Master lists that a file of layers takes from elsewhere, by their URLs.
 */
import type { FieldReader } from '../formats/field-reader';
import { describeUrlFault } from '../repository-url';
import type { FileLocation } from '../yaml/file-location';

/** A published list. */
export interface ListReference {
  /** `https://platform.example.com/layers.yaml`. */
  readonly url: string;
  /** The only content that is accepted: `sha256:…`. Absent: any. */
  readonly digest?: string;
  readonly at: FileLocation;
}

/** Reads the field `lists`. */
export function readLists(reader: FieldReader): ListReference[] {
  const lists = reader.maps('lists', 'a list', '- url: https://platform.example.com/layers.yaml');
  return lists.flatMap(list => readReference(list) ?? []);
}

/** Reads the field `source` of a copy that was locked. */
export function readSource(reader: FieldReader): ListReference | undefined {
  const source = reader.child('source', '"source"');
  return source && readReference(source);
}

function readReference(list: FieldReader): ListReference | undefined {
  list.allowOnly(['url', 'digest']);
  const url = list.requiredText('url', 'write it, as in "url: https://platform.example.com/layers.yaml"');
  const digest = list.text('digest');
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    list.reportField('digest', `is "${digest}"`, 'write "sha256:" and 64 hexadecimal digits');
  }
  if (url === undefined) return undefined;
  const fault = describeUrlFault(url) ?? (/^https?:/i.test(url) ? undefined : 'it must begin with https://');
  if (fault === undefined) return { url, at: list.map.at, ...(digest !== undefined && { digest }) };
  list.reportField('url', `is "${url}"`, fault);
  return undefined;
}
