/**
 * Reads the fields of a map one by one, and collects all problems with their locations.
 *
 * A wrong field counts as absent. So does null, as in Helm and Kubernetes.
 */
import { nearestNames } from '../data/nearest-names';
import { isWellFormed } from '../data/values';
import type { Problem } from '../problem';
import { describeProblem } from '../problem-words';
import type { FileLocation } from '../yaml/file-location';
import type { SharedLists } from '../lists/shared-lists';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';

const NONE: readonly never[] = [];
/** Reasons that one message gives. */
const MOST_REASONS = 10;

/** The fields of a map, and of nested maps. */
export class FieldReader {
  /**
   * `subject` names the owner of the fields: `HelmRelease flux-system/linkerd2`; empty if the
   * report of the problems names it. `shared` holds lists that several maps have in common.
   */
  constructor(
    readonly map: YamlMap,
    readonly subject = '',
    readonly problems: Problem[] = [],
    private readonly shared?: SharedLists,
  ) {
    for (const { key, at } of map.repeated) this.reportField(key, 'is written twice', 'keep one', at);
  }

  /** Text that is not blank; reports a problem if it is absent, and `remedy` says what to do. */
  requiredText(key: string, remedy = 'write it'): string | undefined {
    const before = this.problems.length;
    const text = this.text(key);
    if (text === undefined && this.problems.length === before) this.reportField(key, 'is missing', remedy);
    return text;
  }

  /** Text, verbatim; blank text counts as absent. */
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

  /** The texts of a list; `example` is a correct item: `- nginx`. */
  texts(key: string, example?: string): readonly string[] {
    return this.list(key, item => this.textOf(key, item), example);
  }

  /** A reader for each map of a list; `example` is a correct item: `- name: nginx`. */
  maps(key: string, subject = this.subject, example?: string): readonly FieldReader[] {
    return this.items(key, example).flatMap(item => this.mapOf(key, subject, item, example) ?? []);
  }

  /** The result of `read` for each map of a list; a shared list is read once. */
  readMaps<T>(key: string, subject: string, read: (reader: FieldReader) => T): readonly T[] {
    return this.list(key, item => {
      const reader = this.mapOf(key, subject, item);
      return reader && read(reader);
    });
  }

  /** A reader for the map in a field; `undefined` if it is absent or wrong. */
  child(key: string, subject = this.subject): FieldReader | undefined {
    const value = this.present(key);
    if (!value || value.type === 'map') return value && new FieldReader(value, subject, this.problems);
    this.reportField(key, `is ${nameValue(value)}`, 'write a map');
    return undefined;
  }

  /** A reader for the map in a required field; if it is missing, only that is reported. */
  requiredChild(key: string): FieldReader {
    const before = this.problems.length;
    const child = this.child(key);
    if (child !== undefined) return child;
    if (this.problems.length === before) this.reportField(key, 'is missing', 'write it');
    return new FieldReader(emptyMap(this.locate(key)), this.subject);
  }

  /** A reader for the map in a field; one that is absent or wrong counts as empty. */
  childOrEmpty(key: string, subject = this.subject): FieldReader {
    return this.child(key, subject) ?? new FieldReader(emptyMap(this.locate(key)), subject, this.problems);
  }

  /** Reports each field that is neither among `known` nor of an `old` generation; usually it is misspelt. */
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

  /** Reports a problem, and what to do. */
  report(what: string, remedy: string, { file, line, column }: FileLocation = this.map.at): void {
    this.problems.push({ kind: 'invalid-props', what, remedy, location: { file, line, column } });
  }

  /** Location of the value of field `key`, otherwise of the map. */
  locate(key: string): FileLocation {
    return this.map.fields.get(key)?.at ?? this.map.at;
  }

  private mapOf(key: string, subject: string, item: YamlValue, example?: string): FieldReader | undefined {
    if (item.type === 'map') return new FieldReader(item, subject, this.problems);
    const remedy = example === undefined ? 'write a list of maps' : `write "${example}"`;
    this.reportField(key, `contains ${item.type === 'null' ? 'an empty item' : nameValue(item)}`, remedy, item.at);
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
    // a copy has no spare capacity
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
      this.reportField(key, 'contains half a surrogate pair', 'correct it', value.at);
      return undefined;
    }
    const remedy = 'text' in value ? `quote it: "${value.text}"` : 'write text';
    this.reportField(key, `is ${nameValue(value)}`, remedy, value.at);
    return undefined;
  }
}

/** All of `problems` as one reason for the end of a sentence, and the location of the first. */
export function joinProblems(problems: readonly Problem[]): { reason: string; location?: FileLocation } {
  const reasons = problems.map(problem =>
    problem.kind === 'invalid-props' ? `${problem.what} (${problem.remedy})` : describeProblem(problem),
  );
  const more = reasons.length - MOST_REASONS;
  const shown = more <= 0 ? reasons : [...reasons.slice(0, MOST_REASONS), `${more} more`];
  return { reason: shown.join('; '), location: problems[0]?.location };
}

/** Describes a value: `a list`, `the number 1.10`. */
export function nameValue(value: YamlValue): string {
  return value.type === 'number' || value.type === 'boolean' ? `the ${value.type} ${value.text}` : nameType(value);
}

/** Describes a value without showing it: `a list`, `a number`. */
export function nameType({ type }: YamlValue): string {
  if (type === 'null') return 'empty';
  return type === 'text' ? 'text' : `a ${type}`;
}

/** A map without fields. */
export function emptyMap(at: FileLocation): YamlMap {
  return { type: 'map', at, fields: new Map(), repeated: NONE };
}
