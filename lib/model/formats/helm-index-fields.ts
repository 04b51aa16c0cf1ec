/**
 * Reads the fields of one chart version, and gathers all that is wrong with it.
 *
 * A field that is wrong reads as absent. Null is absent, as it is for Helm.
 */
import type { FileLocation } from '../yaml/file-location';
import type { SharedLists } from '../yaml/shared-lists';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';

/** One thing that is wrong: what, what to do, and where. */
export interface Fault {
  readonly reason: string;
  readonly at: FileLocation;
}

const NONE: readonly never[] = [];

/** The fields of a map, and of the maps in it. */
export class FieldReader {
  /** `of` tells the fields of a map inside from those around it: ` of a maintainer`; lists are read once by `shared`. */
  constructor(
    readonly map: YamlMap,
    readonly faults: Fault[] = [],
    private readonly of = '',
    private readonly shared?: SharedLists,
  ) {
    for (const { key, at } of map.repeated) this.fault(at, key, 'is written twice', 'keep one');
  }

  /** Non-blank text. */
  requiredText(key: string): string | undefined {
    const before = this.faults.length;
    const text = this.text(key);
    if (text === undefined && this.faults.length === before) {
      this.fault(this.map.fields.get(key)?.at ?? this.map.at, key, 'is missing', 'write it');
    }
    return text;
  }

  /** Text, verbatim; blank is absent. */
  text(key: string): string | undefined {
    const value = this.present(key);
    const text = value && this.textOf(key, value);
    return text?.trim() ? text : undefined;
  }

  texts(key: string): readonly string[] {
    return this.list(key, item => this.textOf(key, item));
  }

  /** A reader for each map of a list; `of` as the constructor has it. */
  maps(key: string, of: string): FieldReader[] {
    return this.items(key).flatMap(item => this.mapOf(key, of, item) ?? []);
  }

  /** What `read` says of each map of a list. */
  readMaps<T>(key: string, of: string, read: (reader: FieldReader) => T): readonly T[] {
    return this.list(key, item => {
      const reader = this.mapOf(key, of, item);
      return reader && read(reader);
    });
  }

  private mapOf(key: string, of: string, item: YamlValue): FieldReader | undefined {
    if (item.type === 'map') return new FieldReader(item, this.faults, of);
    this.fault(item.at, key, `holds ${nameValue(item)}`, 'write a list of maps');
    return undefined;
  }

  private list<T>(key: string, read: (item: YamlValue) => T | undefined): readonly T[] {
    const value = this.present(key);
    if (value === undefined) return NONE;
    const known = this.shared?.get<T>(key, value);
    if (known !== undefined) return known;
    const faults = this.faults.length;
    const found: T[] = [];
    for (const item of this.items(key)) {
      const result = read(item);
      if (result !== undefined) found.push(result);
    }
    // a copy has no room to grow
    const list = found.slice();
    if (this.faults.length === faults) this.shared?.set(key, value, list);
    return list;
  }

  /** A reader for the map in a field. */
  child(key: string): FieldReader | undefined {
    const value = this.present(key);
    if (!value || value.type === 'map') return value && new FieldReader(value, this.faults);
    this.fault(value.at, key, `is ${nameValue(value)}`, 'write a map');
    return undefined;
  }

  /** Records that field `key` is wrong, and what to do. */
  fault(at: FileLocation, key: string, what: string, remedy: string): void {
    this.faults.push({ reason: `"${key}"${this.of} ${what} (${remedy})`, at });
  }

  private present(key: string): YamlValue | undefined {
    const value = this.map.fields.get(key);
    return value?.type === 'null' ? undefined : value;
  }

  private items(key: string): readonly YamlValue[] {
    const value = this.present(key);
    if (!value) return [];
    if (value.type === 'list') return value.items;
    this.fault(value.at, key, `is ${nameValue(value)}`, 'write a list');
    return [];
  }

  private textOf(key: string, value: YamlValue): string | undefined {
    if (value.type === 'text') return value.text;
    const remedy = 'text' in value ? `quote it: "${value.text}"` : 'write text';
    this.fault(value.at, key, `is ${nameValue(value)}`, remedy);
    return undefined;
  }
}

/** What a value is, in words: `a list`, `the number 1.10`. */
export function nameValue(value: YamlValue): string {
  if (value.type === 'number' || value.type === 'boolean') return `the ${value.type} ${value.text}`;
  if (value.type === 'null') return 'empty';
  return value.type === 'text' ? 'text' : `a ${value.type}`;
}
