/**
 * Like `Promise.all`, but only a few at a time.
 */

/** Maps `items`, `atOnce` of them at a time; the results are in the order of the items. */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  atOnce: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const work = async () => {
    for (const [i, item] of waiting) results[i] = await map(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
