/**
 * Remembers the fields of the previous map, because the items of a list are mostly alike: a field
 * with the same text as before is not parsed again.
 */
import { detachText } from '../yaml/detach-text';
import { trySimpleKey } from '../yaml/simple-patterns';
import { Memory } from './memory';
import { innerShape, memberShape, type Shape } from './shape';
import { NOWHERE, type YamlField, type YamlMap, type YamlValue } from '../yaml/yaml-value';

/** Most fields that are remembered, and characters of each: limits memory, and the search for a key. */
const MOST_FIELDS = 500;
const LONGEST_SOURCE = 16 * 1024;
/** Most items of one list that are remembered. */
const MOST_ITEMS = 8;
/** Fields that are compared with the text before searching for its key. */
const NEAR = 8;

const NONE: readonly YamlField[] = [];

/** A field of the previous map. */
export class PreviousField {
  /** `version:`. */
  readonly start: string;
  /** Its text up to the next key, or to the end of the map; empty if it is not remembered. */
  source = '';
  /** Number of lines in `source`. */
  lines = 0;
  /** Offset of the character of `source` that is most likely to change. */
  probe = 0;
  /** Whether it is the last field. */
  isLast = false;
  /** Its value, if that is wanted. */
  value: YamlValue | undefined;
  /** Whether the previous map has it. */
  isThere = false;
  /** Whether `source` is a substring, which keeps the whole text in memory. */
  private isPart = false;
  private inner: PreviousFields | undefined;

  /** `isWanted`: whether its value is read. `shape`: what its value has to be. */
  constructor(
    readonly key: string,
    readonly isWanted: boolean,
    private readonly memory: Memory,
    readonly shape: Shape,
  ) {
    this.start = `${key}:`;
  }

  /** Whether its value must have its shape. */
  get isChecked(): boolean {
    return this.memory.checks.isOn;
  }

  /** The fields of its map, or of the maps in its list. */
  get within(): PreviousFields {
    return (this.inner ??= new PreviousFields(this.memory, this.isWanted, innerShape(this.shape)));
  }

  /** Remembers the text between two offsets of `text`; the field itself ends at `end`. */
  remember(text: string, from: number, to: number, end: number): void {
    this.source = to - from > LONGEST_SOURCE ? '' : text.slice(from, to);
    this.isPart = true;
    // the end changes most often: a digit of a version or of a digest
    this.probe = Math.max(0, end - from - 4);
    this.isLast = to === end;
  }

  /** Copies its text, so that the whole text can be freed. */
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
  /** The wanted values of the previous map; the next map overwrites them. */
  readonly map: YamlMap;
  private readonly values = new Map<string, YamlValue>();
  private items: PreviousFields[] = [];
  /** Indent of the keys. If it differs, the same lines below them have another meaning. */
  private indent = -1;

  /** The fields of a map that is not nested. */
  static of(wanted: Iterable<string>, shape: Shape = 'any'): PreviousFields {
    return new PreviousFields(new Memory(new Set(wanted), { isOn: shape !== 'any' }), true, shape);
  }

  /** `shape`: what the map, or a scalar in its place, has to be. */
  constructor(
    private readonly memory: Memory,
    readonly isWanted: boolean,
    readonly shape: Shape,
  ) {
    this.map = { type: 'map', at: NOWHERE, fields: this.values, repeated: NONE };
  }

  /** Whether fields must have their shapes. */
  get isChecked(): boolean {
    return this.memory.checks.isOn;
  }

  /** Takes every field from now on, whatever its shape. */
  stopChecks(): void {
    this.memory.checks.isOn = false;
  }

  /** Whether the limit is reached. */
  get isFull(): boolean {
    return this.memory.size >= MOST_FIELDS;
  }

  /** Forgets all fields, including those of nested maps; only for the outermost map. */
  forget(): void {
    this.clear();
    this.items = [];
    this.memory.size = 0;
  }

  private clear(): void {
    this.fields.length = 0;
    this.values.clear();
  }

  /** Copies their texts, so that the whole text can be freed. */
  detach(): void {
    for (const field of this.fields) field.detach();
    // positions with scalars are empty
    this.items.forEach(item => item.detach());
  }

  /** Begins a map whose keys are indented by `indent`. */
  begin(indent: number): void {
    if (this.indent !== indent) this.clear();
    this.indent = indent;
  }

  /**
   * The fields of the map at position `place` of a list. Each position is separate, because several
   * maps of a list are in use at a time.
   */
  item(place: number): PreviousFields {
    const { memory, isWanted, shape } = this;
    if (place >= MOST_ITEMS) return new PreviousFields(new Memory(memory.wanted, memory.checks), isWanted, shape);
    return (this.items[place] ??= new PreviousFields(memory, isWanted, shape));
  }

  /**
   * Number of the field whose key is at `at` in `text`, starting the search at `from`; adds the
   * field if it is new. `undefined` if keys are not sorted, the limit is reached, or there is no
   * simple key.
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
    const shape = this.isChecked ? memberShape(this.shape, key) : 'any';
    if (this.isFull || shape === undefined) return undefined;
    fields.splice(low, 0, new PreviousField(key, this.isWanted && memory.wanted.has(key), memory, shape));
    memory.size++;
    return low;
  }

  /** Sets the value of `field` in the map. */
  put(field: PreviousField): void {
    if (field.value === undefined) return;
    field.isThere = true;
    this.values.set(field.key, field.value);
  }

  /** Removes the fields between two numbers from the map. */
  drop(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const field = this.fields[i];
      if (field.isThere) this.values.delete(field.key);
      field.isThere = false;
      if (field.source === '') field.value = undefined;
    }
  }
}
