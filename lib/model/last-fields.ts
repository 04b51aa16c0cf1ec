/**
 * The fields of a map as they last stood, for maps that come again and again: what stands
 * there once more, word for word, is not read again.
 */
import { NOWHERE, type YamlField, type YamlMap, type YamlValue } from './yaml-value';

/** That are known of one map; with more of them, it begins anew. */
const MOST_FIELDS = 100;
/** Of one list, that are told apart by their place. */
const MOST_ITEMS = 8;

const NONE: readonly YamlField[] = [];

/** A field as it was last read. */
export class LastField {
  /** `version:`. */
  readonly start: string;
  /** Fields of the map that it holds; those of the maps of its list are in the items of it. */
  readonly within: LastFields;
  /** All of it up to the next key, or to the end of the map; empty when it was not read to its end. */
  source = '';
  /** Lines of `source`. */
  lines = 0;
  /** Offset of a character of `source` that mostly tells whether it stands there again. */
  probe = 0;
  /** Whether no key follows. */
  isLast = false;
  /** What it says, if that is wanted. */
  value: YamlValue | undefined;
  /** Whether it is in the map that was read last. */
  isThere = false;

  /** `isWanted`: whether its value is read. */
  constructor(
    readonly key: string,
    readonly isWanted: boolean,
    wanted: ReadonlySet<string>,
  ) {
    this.start = `${key}:`;
    this.within = new LastFields(wanted, isWanted);
  }
}

export class LastFields {
  /** Sorted by key. */
  readonly fields: LastField[] = [];
  /** What is wanted of the map that was read last; the next one takes its place. */
  readonly map: YamlMap;
  private readonly values = new Map<string, YamlValue>();
  private readonly items: LastFields[] = [];
  /** Of the keys: the same lines below them mean something else when it differs. */
  private indent = -1;

  constructor(
    private readonly wanted: ReadonlySet<string>,
    readonly isWanted = true,
  ) {
    this.map = { type: 'map', at: NOWHERE, fields: this.values, repeated: NONE };
  }

  /** Says that a map begins whose keys are indented by `indent`. */
  begin(indent: number): void {
    if (this.indent === indent && this.fields.length <= MOST_FIELDS) return;
    this.indent = indent;
    this.fields.length = 0;
    this.values.clear();
  }

  /** The fields of the map at `place` of a list: of each place its own, for one list holds several maps at a time. */
  item(place: number): LastFields {
    if (place >= MOST_ITEMS) return new LastFields(this.wanted, this.isWanted);
    return (this.items[place] ??= new LastFields(this.wanted, this.isWanted));
  }

  /** Number of the field that begins at `at` of `text`, from number `from` on; -1 when none is known. */
  find(text: string, at: number, from: number): number {
    const { fields } = this;
    for (let i = from; i < fields.length; i++) if (text.startsWith(fields[i].start, at)) return i;
    return -1;
  }

  /** Adds a field that is none of those from number `from` on; -1 when it does not come after the one before. */
  add(key: string, from: number): number {
    const { fields, wanted } = this;
    if (from > 0 && fields[from - 1].key >= key) return -1;
    let at = from;
    while (at < fields.length && fields[at].key < key) at++;
    fields.splice(at, 0, new LastField(key, this.isWanted && wanted.has(key), wanted));
    return at;
  }

  /** Puts what `field` says into the map. */
  put(field: LastField): void {
    if (field.value === undefined) return;
    field.isThere = true;
    this.values.set(field.key, field.value);
  }

  /** Takes the fields between two numbers out of the map. */
  drop(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const field = this.fields[i];
      if (field.isThere) this.values.delete(field.key);
      field.isThere = false;
    }
  }
}
