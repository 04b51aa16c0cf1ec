/**
 * How early each release can be installed, based on its dependencies.
 */

/**
 * The wave of each name: 0 if it waits for nothing, otherwise one more than the last wave that it
 * waits for; Infinity in a cycle and after one. Names that are not keys are ignored.
 *
 * Time is linear in names and dependencies.
 */
export function installWaves(dependsOn: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const waves = new Map<string, number>();
  const open = new Map<string, number>();
  const dependants = new Map<string, string[]>([...dependsOn.keys()].map(name => [name, []]));
  for (const [name, targets] of dependsOn) {
    const present = targets.filter(target => dependsOn.has(target));
    open.set(name, present.length);
    for (const target of present) dependants.get(target)!.push(name);
    waves.set(name, present.length === 0 ? 0 : Infinity);
  }
  const ready = [...waves.keys()].filter(name => waves.get(name) === 0);
  for (const name of ready) {
    for (const dependant of dependants.get(name)!) {
      open.set(dependant, open.get(dependant)! - 1);
      // names are processed wave by wave, so the last dependency to be processed has the highest wave
      if (open.get(dependant) !== 0) continue;
      waves.set(dependant, waves.get(name)! + 1);
      ready.push(dependant);
    }
  }
  return waves;
}
