/**
 * Reads the fields of a map one by one, and collects all that is wrong with them, each where it is.
 *
 * A field that is wrong reads as absent. Null is absent, as it is for Helm and Kubernetes.
 */
import { nearestNames } from '../data/nearest-names';
import { isWellFormed } from '../data/values';
import type { Problem } from '../problem';
import { describeProblem } from '../problem-words';
import type { FileLocation } from '../yaml/file-location';
import type { SharedLists } from '../lists/shared-lists';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';

const NONE: readonly never[] = [];

/** The fields of a map, and of the maps in it. */
export class FieldReader {
  /**
   * `subject` says what the fields are of: `HelmRelease flux-system/linkerd2`; empty when the
   * report of the problems names it. `shared` holds lists that are the same in map after map.
   */
  constructor(
    readonly map: YamlMap,
    readonly subject = '',
    readonly problems: Problem[] = [],
    private readonly shared?: SharedLists,
  ) {
    for (const { key, at } of map.repeated) this.reportField(key, 'is written twice', 'keep one', at);
  }

  /** Text that is not blank; its absence is a problem, and `remedy` says what to do. */
  requiredText(key: string, remedy = 'write it'): string | undefined {
    const before = this.problems.length;
    const text = this.text(key);
    if (text === undefined && this.problems.length === before) this.reportField(key, 'is missing', remedy);
    return text;
  }

  /** Text, verbatim; blank text is absent. */
  text(key: string): string | undefined {
    const value = this.present(key);
    const text = value && this.textOf(key, value);
    return text?.trim() ? text : undefined;
  }

  /** `true` or `false`. */
  boolean(key: string): boolean | undefined {
    const value = this.present(key);
    if (value === undefined || value.type === 'boolean') return value && /^t/i.test(value.text);
    this.reportField(key, `is ${nameValue(value)}`, 'write true or false');
    return undefined;
  }

  /** The texts of a list; `example` is an item that is written well: `- nginx`. */
  texts(key: string, example?: string): readonly string[] {
    return this.list(key, item => this.textOf(key, item), example);
  }

  /** A reader for each map of a list; `example` is an item that is written well: `- name: nginx`. */
  maps(key: string, subject = this.subject, example?: string): readonly FieldReader[] {
    return this.items(key, example).flatMap(item => this.mapOf(key, subject, item, example) ?? []);
  }

  /** What `read` gives for each map of a list, which is read once when it is shared. */
  readMaps<T>(key: string, subject: string, read: (reader: FieldReader) => T): readonly T[] {
    return this.list(key, item => {
      const reader = this.mapOf(key, subject, item);
      return reader && read(reader);
    });
  }

  /** A reader for the map in a field; `undefined` when it is absent or wrong. */
  child(key: string, subject = this.subject): FieldReader | undefined {
    const value = this.present(key);
    if (!value || value.type === 'map') return value && new FieldReader(value, subject, this.problems);
    this.reportField(key, `is ${nameValue(value)}`, 'write a map');
    return undefined;
  }

  /** A reader for the map in a field that must be there; when it is missing, only that is a problem. */
  requiredChild(key: string): FieldReader {
    const before = this.problems.length;
    const child = this.child(key);
    if (child !== undefined) return child;
    if (this.problems.length === before) this.reportField(key, 'is missing', 'write it');
    return new FieldReader(emptyMap(this.locate(key)), this.subject);
  }

  /** A reader for the map in a field; one that is absent or wrong reads as empty. */
  childOrEmpty(key: string, subject = this.subject): FieldReader {
    return this.child(key, subject) ?? new FieldReader(emptyMap(this.locate(key)), subject, this.problems);
  }

  /** Reports each field that is not among `known`, nor of an `old` generation: it is mostly a known one with a letter wrong. */
  allowOnly(known: readonly string[], old: readonly string[] = []): void {
    for (const key of this.map.fields.keys()) {
      if (known.includes(key) || old.includes(key)) continue;
      const [nearest] = nearestNames(known, key, 1);
      const suggestion = nearest === undefined ? '' : `did you mean "${nearest}"? `;
      this.reportField(key, 'is not known here', `${suggestion}known are ${known.join(', ')}`);
    }
  }

  /** Reports that field `key` is wrong, and what to do. */
  reportField(key: string, what: string, remedy: string, at = this.locate(key)): void {
    this.report(`"${key}"${this.subject && ` of ${this.subject}`} ${what}`, remedy, at);
  }

  /** Reports that something is wrong, and what to do. */
  report(what: string, remedy: string, { file, line, column }: FileLocation = this.map.at): void {
    this.problems.push({ kind: 'invalid-props', what, remedy, location: { file, line, column } });
  }

  /** Where the value of field `key` is, or else the map. */
  locate(key: string): FileLocation {
    return this.map.fields.get(key)?.at ?? this.map.at;
  }

  private mapOf(key: string, subject: string, item: YamlValue, example?: string): FieldReader | undefined {
    if (item.type === 'map') return new FieldReader(item, subject, this.problems);
    const remedy = example === undefined ? 'write a list of maps' : `write "${example}"`;
    this.reportField(key, `holds ${item.type === 'null' ? 'an empty item' : nameValue(item)}`, remedy, item.at);
    return undefined;
  }

  private list<T>(key: string, read: (item: YamlValue) => T | undefined, example?: string): readonly T[] {
    const value = this.present(key);
    if (value === undefined) return NONE;
    const known = this.shared?.get<T>(key, value);
    if (known !== undefined) return known;
    const before = this.problems.length;
    const found: T[] = [];
    for (const item of this.items(key, example)) {
      const result = read(item);
      if (result !== undefined) found.push(result);
    }
    // a copy has no room to grow
    const list = found.slice();
    if (this.problems.length === before) this.shared?.set(key, value, list);
    return list;
  }

  private present(key: string): YamlValue | undefined {
    const value = this.map.fields.get(key);
    return value?.type === 'null' ? undefined : value;
  }

  private items(key: string, example?: string): readonly YamlValue[] {
    const value = this.present(key);
    if (!value) return NONE;
    if (value.type === 'list') return value.items;
    this.reportField(
      key,
      `is ${nameValue(value)}`,
      `write a list${example === undefined ? '' : `, as in "${example}"`}`,
    );
    return NONE;
  }

  private textOf(key: string, value: YamlValue): string | undefined {
    if (value.type === 'text') {
      if (isWellFormed(value.text)) return value.text;
      this.reportField(key, 'holds half a surrogate pair', 'correct it', value.at);
      return undefined;
    }
    const remedy = 'text' in value ? `quote it: "${value.text}"` : 'write text';
    this.reportField(key, `is ${nameValue(value)}`, remedy, value.at);
    return undefined;
  }
}

/** All of `problems` as one reason, the end of a sentence, and where the first of them is. */
export function joinProblems(problems: readonly Problem[]): { reason: string; location?: FileLocation } {
  const reasons = problems.map(problem =>
    problem.kind === 'invalid-props' ? `${problem.what} (${problem.remedy})` : describeProblem(problem),
  );
  return { reason: reasons.join('; '), location: problems[0]?.location };
}

/** What a value is, in words: `a list`, `the number 1.10`. */
export function nameValue(value: YamlValue): string {
  return value.type === 'number' || value.type === 'boolean' ? `the ${value.type} ${value.text}` : nameType(value);
}

/** What a value is, in words that do not show it: `a list`, `a number`. */
export function nameType({ type }: YamlValue): string {
  if (type === 'null') return 'empty';
  return type === 'text' ? 'text' : `a ${type}`;
}

/** A map without fields. */
export function emptyMap(at: FileLocation): YamlMap {
  return { type: 'map', at, fields: new Map(), repeated: NONE };
}
