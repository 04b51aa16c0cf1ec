/**
 * Finds the keys that are known among those of a text, and cuts no others out of it.
 */
export class KnownKeys {
  /** By length and first character. */
  private readonly keys: string[][] = [];

  constructor(keys: Iterable<string>) {
    for (const key of keys) (this.keys[placeOf(key, 0, key.length)] ??= []).push(key);
  }

  /** The key between two offsets of `text`; `undefined` when it is not known. */
  find(text: string, from: number, to: number): string | undefined {
    const keys = this.keys[placeOf(text, from, to)];
    if (keys === undefined) return undefined;
    for (const key of keys) if (text.startsWith(key, from)) return key;
    return undefined;
  }
}

function placeOf(text: string, from: number, to: number): number {
  const length = to - from;
  return length < 64 ? length * 128 + (text.charCodeAt(from) & 127) : 0;
}
