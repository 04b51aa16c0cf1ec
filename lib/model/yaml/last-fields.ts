/**
 * The fields of a map as they last stood, for maps that come again and again: what stands
 * there once more, word for word, is not read again.
 */
import { detachText } from './detach-text';
import { NOWHERE, type YamlField, type YamlMap, type YamlValue } from './yaml-value';

/** Fields that are remembered in all, and characters of each: they bound the memory that takes. */
const MOST_FIELDS = 500;
const LONGEST_SOURCE = 16 * 1024;
/** Items of one list that are remembered. */
const MOST_ITEMS = 8;

const NONE: readonly YamlField[] = [];

/** What maps within each other share. */
class Memory {
  /** Fields that are remembered. */
  size = 0;

  /** `wanted`: keys whose values are read, at any depth. */
  constructor(readonly wanted: ReadonlySet<string>) {}
}

/** A field as it was last read. */
export class LastField {
  /** `version:`. */
  readonly start: string;
  /** All of it up to the next key, or to the end of the map; empty when it is not remembered. */
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
  /** Whether `source` is a part of the text that it was read from, and holds on to all of that. */
  private isPart = false;
  private fields: LastFields | undefined;

  /** `isWanted`: whether its value is read. */
  constructor(
    readonly key: string,
    readonly isWanted: boolean,
    private readonly memory: Memory,
  ) {
    this.start = `${key}:`;
  }

  /** The fields of the map that it holds, or that the items of its list hold. */
  get within(): LastFields {
    return (this.fields ??= new LastFields(this.memory, this.isWanted));
  }

  /** Remembers that it stands between two offsets of `text`, where its own text goes to `end`. */
  remember(text: string, from: number, to: number, end: number): void {
    this.source = to - from > LONGEST_SOURCE ? '' : text.slice(from, to);
    this.isPart = true;
    // of what changes, the end does so most: a digit of a version, of a digest
    this.probe = Math.max(0, end - from - 4);
    this.isLast = to === end;
  }

  /** Lets go of the text that it was read from. */
  detach(): void {
    if (this.isPart) this.source = detachText(this.source);
    this.isPart = false;
    this.fields?.detach();
  }
}

/** The fields of one map. */
export class LastFields {
  /** Sorted by key. */
  readonly fields: LastField[] = [];
  /** What is wanted of the map that was read last; the next one takes its place. */
  readonly map: YamlMap;
  private readonly values = new Map<string, YamlValue>();
  private items: LastFields[] = [];
  /** Of the keys: the same lines below them mean something else when it differs. */
  private indent = -1;

  /** Those of a map that is within no other. */
  static of(wanted: Iterable<string>): LastFields {
    return new LastFields(new Memory(new Set(wanted)), true);
  }

  constructor(
    private readonly memory: Memory,
    readonly isWanted: boolean,
  ) {
    this.map = { type: 'map', at: NOWHERE, fields: this.values, repeated: NONE };
  }

  /** Whether there is no room for more. */
  get isFull(): boolean {
    return this.memory.size >= MOST_FIELDS;
  }

  /** Forgets all, of maps within others as well: to be said of the outermost. */
  forget(): void {
    this.clear();
    this.items = [];
    this.memory.size = 0;
  }

  private clear(): void {
    this.fields.length = 0;
    this.values.clear();
  }

  /** Lets go of the text that they were read from. */
  detach(): void {
    for (const field of this.fields) field.detach();
    // scalars between maps leave holes
    this.items.forEach(item => item.detach());
  }

  /** Says that a map begins whose keys are indented by `indent`. */
  begin(indent: number): void {
    if (this.indent !== indent) this.clear();
    this.indent = indent;
  }

  /** The fields of the map at `place` of a list: of each place its own, for one list holds several maps at a time. */
  item(place: number): LastFields {
    if (place >= MOST_ITEMS) return new LastFields(new Memory(this.memory.wanted), this.isWanted);
    return (this.items[place] ??= new LastFields(this.memory, this.isWanted));
  }

  /** Number of the field that begins at `at` of `text`, from number `from` on; `undefined` when none is known. */
  tryFind(text: string, at: number, from: number): number | undefined {
    const { fields } = this;
    for (let i = from; i < fields.length; i++) if (text.startsWith(fields[i].start, at)) return i;
    return undefined;
  }

  /**
   * Adds a field that is none of those from number `from` on; `undefined` when it does not
   * come after the one before, or there is no room.
   */
  tryAdd(key: string, from: number): number | undefined {
    const { fields, memory } = this;
    if (this.isFull || (from > 0 && fields[from - 1].key >= key)) return undefined;
    let at = from;
    while (at < fields.length && fields[at].key < key) at++;
    fields.splice(at, 0, new LastField(key, this.isWanted && memory.wanted.has(key), memory));
    memory.size++;
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
      if (field.source === '') field.value = undefined;
    }
  }
}
