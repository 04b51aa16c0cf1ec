/**
 * Checks the names and dependencies of artifacts.
 */
import { nearestNames } from '../data/nearest-names';
import type { FileLocation } from '../yaml/file-location';
import type { FieldReader } from './field-reader';
import type { WrittenArtifact } from './profile-artifact';

type Dependency = WrittenArtifact['waitsFor'][number];

/** Reports names that are used twice, dependencies that do not exist, and circular dependencies. */
export function checkArtifacts(spec: FieldReader, artifacts: readonly WrittenArtifact[]): void {
  const waitsFor = new Map<string, readonly Dependency[]>();
  for (const { artifact, at, waitsFor: dependencies } of artifacts) {
    const { name } = artifact;
    if (waitsFor.has(name)) spec.reportField('name', `of an artifact is "${name}" again`, 'give each its own', at);
    else waitsFor.set(name, dependencies);
  }
  const names = [...waitsFor.keys()];
  for (const { artifact, waitsFor: dependencies } of artifacts) {
    for (const { name, at } of dependencies) {
      if (name === artifact.name) report(spec, `of "${name}" names itself`, 'drop it', at);
      else if (!waitsFor.has(name)) {
        const [nearest] = nearestNames(names, name, 1);
        const remedy = nearest === undefined ? 'correct the name' : `did you mean "${nearest}"?`;
        report(spec, `names "${name}", which is not an artifact of this profile`, remedy, at);
      }
    }
  }
  for (const cycle of findCycles(waitsFor)) {
    const path = [...cycle.map(({ name }) => name), cycle[0].name].join(' -> ');
    report(spec, `goes in a circle: ${path}`, 'drop one of these dependencies', cycle[0].at);
  }
}

function report(spec: FieldReader, what: string, remedy: string, at: FileLocation): void {
  spec.reportField('dependsOn', what, remedy, at);
}

/** Each cycle once, without cycles of a single artifact; each step is located where the next one is named. */
function findCycles(waitsFor: ReadonlyMap<string, readonly Dependency[]>): Dependency[][] {
  const left = withoutEnds(waitsFor);
  const cycles: Dependency[][] = [];
  const seen = new Set<string>();
  for (const start of left.keys()) {
    const way: Dependency[] = [];
    const position = new Map<string, number>();
    let name = start;
    // each remaining artifact waits for another one that remains
    while (!seen.has(name)) {
      seen.add(name);
      position.set(name, way.length);
      const next = left.get(name)![0];
      way.push({ name, at: next.at });
      name = next.name;
    }
    if (position.has(name)) cycles.push(way.slice(position.get(name)));
  }
  return cycles;
}

/** Artifacts that are in a cycle or lead to one; those without dependencies are removed repeatedly. */
function withoutEnds(waitsFor: ReadonlyMap<string, readonly Dependency[]>): Map<string, Dependency[]> {
  const left = new Map(
    [...waitsFor].map(([name, dependencies]) => [
      name,
      dependencies.filter(dependency => dependency.name !== name && waitsFor.has(dependency.name)),
    ]),
  );
  const waiting = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const [name, dependencies] of left) {
    open.set(name, dependencies.length);
    for (const dependency of dependencies)
      waiting.set(dependency.name, [...(waiting.get(dependency.name) ?? []), name]);
  }
  const ends = [...left.keys()].filter(name => open.get(name) === 0);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end);
    for (const name of waiting.get(end) ?? []) {
      open.set(name, open.get(name)! - 1);
      if (open.get(name) === 0) ends.push(name);
    }
  }
  for (const [name, dependencies] of left)
    left.set(
      name,
      dependencies.filter(dependency => left.has(dependency.name)),
    );
  return left;
}
