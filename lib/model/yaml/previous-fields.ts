/**
 * The fields of the map that was read before this one, for the items of a list, which
 * mostly repeat each other: a field that is written as it was before is not read again.
 */
import { detachText } from './detach-text';
import { trySimpleKey } from './simple-patterns';
import { NOWHERE, type YamlField, type YamlMap, type YamlValue } from './yaml-value';

/** Fields that are remembered in all, and characters of each: they bound memory, and the search for a key. */
const MOST_FIELDS = 500;
const LONGEST_SOURCE = 16 * 1024;
/** Items of one list that are remembered. */
const MOST_ITEMS = 8;
/** Fields that are compared with the text before its key is searched for. */
const NEAR = 8;

const NONE: readonly YamlField[] = [];

/** What maps inside each other share. */
class Memory {
  /** Fields that are remembered. */
  size = 0;

  /** `wanted`: keys whose values are read, at any depth. */
  constructor(readonly wanted: ReadonlySet<string>) {}
}

/** A field as it was read before. */
export class PreviousField {
  /** `version:`. */
  readonly start: string;
  /** All of it up to the next key, or to the end of the map; empty when it is not remembered. */
  source = '';
  /** Lines of `source`. */
  lines = 0;
  /** Offset of the character of `source` that is most likely to be another one next time. */
  probe = 0;
  /** Whether no key follows. */
  isLast = false;
  /** What it says, if that is wanted. */
  value: YamlValue | undefined;
  /** Whether it is in the map that was read before. */
  isThere = false;
  /** Whether `source` is a part of the text that it was read from, and holds on to all of that. */
  private isPart = false;
  private inner: PreviousFields | undefined;

  /** `isWanted`: whether its value is read. */
  constructor(
    readonly key: string,
    readonly isWanted: boolean,
    private readonly memory: Memory,
  ) {
    this.start = `${key}:`;
  }

  /** The fields of the map that it holds, or that the items of its list hold. */
  get within(): PreviousFields {
    return (this.inner ??= new PreviousFields(this.memory, this.isWanted));
  }

  /** Remembers that it is written between two offsets of `text`, where its own text goes to `end`. */
  remember(text: string, from: number, to: number, end: number): void {
    this.source = to - from > LONGEST_SOURCE ? '' : text.slice(from, to);
    this.isPart = true;
    // the end changes most often: a digit of a version or of a digest
    this.probe = Math.max(0, end - from - 4);
    this.isLast = to === end;
  }

  /** Lets go of the text that it was read from. */
  detach(): void {
    if (this.isPart) this.source = detachText(this.source);
    this.isPart = false;
    this.inner?.detach();
  }
}

/** The fields of one map. */
export class PreviousFields {
  /** Sorted by key. */
  readonly fields: PreviousField[] = [];
  /** What is wanted of the map that was read before; the next one takes its place. */
  readonly map: YamlMap;
  private readonly values = new Map<string, YamlValue>();
  private items: PreviousFields[] = [];
  /** Of the keys: the same lines below them mean something else when it differs. */
  private indent = -1;

  /** Those of a map that is not inside another. */
  static of(wanted: Iterable<string>): PreviousFields {
    return new PreviousFields(new Memory(new Set(wanted)), true);
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

  /** Forgets all fields, those of inner maps as well; only for the outermost map. */
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

  /** The fields of the map at `place` of a list. Each place has its own, because a list holds several maps at a time. */
  item(place: number): PreviousFields {
    if (place >= MOST_ITEMS) return new PreviousFields(new Memory(this.memory.wanted), this.isWanted);
    return (this.items[place] ??= new PreviousFields(this.memory, this.isWanted));
  }

  /**
   * Number of the field whose key is at `at` of `text`, from number `from` on: a known or an
   * added one. `undefined` when it does not come after the one before it, there is no room,
   * or no simple key is there.
   */
  tryFind(text: string, at: number, from: number): number | undefined {
    const { fields } = this;
    const near = Math.min(from + NEAR, fields.length);
    for (let i = from; i < near; i++) if (text.startsWith(fields[i].start, at)) return i;
    const key = trySimpleKey(text, at);
    return key === undefined ? undefined : this.tryPlace(detachText(key), from);
  }

  /** Number of the field `key`, which is found or added from number `from` on. */
  private tryPlace(key: string, from: number): number | undefined {
    const { fields, memory } = this;
    if (from > 0 && fields[from - 1].key >= key) return undefined;
    let low = from;
    for (let high = fields.length; low < high;) {
      const middle = (low + high) >> 1;
      if (fields[middle].key < key) low = middle + 1;
      else high = middle;
    }
    if (fields[low]?.key === key) return low;
    if (this.isFull) return undefined;
    fields.splice(low, 0, new PreviousField(key, this.isWanted && memory.wanted.has(key), memory));
    memory.size++;
    return low;
  }

  /** Puts what `field` says into the map. */
  put(field: PreviousField): void {
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
