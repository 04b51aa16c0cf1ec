/**
 * Layers that say the same as waits between releases, if there are any.
 */

/**
 * The layer of each member of `waits`, which maps each to those that it waits for: from 0, if every member of a layer
 * waits for exactly all members of the next lower one. `undefined` if layers would say something else, or nothing.
 */
export function layersOf(waits: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> | undefined {
  const layers = new Map<string, number>();
  let open = [...waits.keys()];
  let below: readonly string[] = [];
  for (let number = 0; open.length > 0; number += 1) {
    const ready = open.filter(name => isSame(waits.get(name)!, below));
    if (ready.length === 0) return undefined;
    for (const name of ready) layers.set(name, number);
    open = open.filter(name => !layers.has(name));
    below = ready;
  }
  return new Set(layers.values()).size > 1 ? layers : undefined;
}

function isSame(set: ReadonlySet<string>, names: readonly string[]): boolean {
  return set.size === names.length && names.every(name => set.has(name));
}
