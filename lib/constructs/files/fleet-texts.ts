/**
 * The texts of a fleet's files. Those of objects are made when they are asked for and not kept: together they
 * take as much memory as the construct tree.
 */
import type { ApiObject } from 'cdk8s';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';
import { formatYaml } from '../../model/yaml/yaml-text';
import { readObject } from '../tree/flux-object';
import { HEADER } from './file-header';

export class FleetTexts implements Iterable<readonly [path: string, text: string]> {
  /** Texts that are not made of objects, by path. */
  private readonly others = new Map<string, string>();

  constructor(
    private readonly objects: ReadonlyMap<string, readonly ApiObject[]>,
    /** Paths of the clusters, for messages. */
    private readonly clusters: () => readonly string[],
  ) {}

  /** Adds a file, unless it is one of objects, or replaces its text. */
  set(path: string, text: string): void {
    this.others.set(path, text);
  }

  has(path: string): boolean {
    return this.others.has(path) || this.objects.has(path);
  }

  /** Paths of all files. */
  keys(): readonly string[] {
    return [...new Set([...this.objects.keys(), ...this.others.keys()])];
  }

  /** The text of the file `path`; throws ProfilesError if an object of it cannot be written. */
  get(path: string): string | undefined {
    const problems: Problem[] = [];
    const text = this.textOf(path, problems);
    this.throwIfAny(problems);
    return text;
  }

  /** Every file; throws ProfilesError after the last one if objects cannot be written. */
  *[Symbol.iterator](): IterableIterator<[path: string, text: string]> {
    const problems: Problem[] = [];
    for (const path of this.keys()) yield [path, this.textOf(path, problems)!];
    this.throwIfAny(problems);
  }

  private textOf(path: string, problems: Problem[]): string | undefined {
    const objects = this.objects.get(path);
    if (objects === undefined || this.others.has(path)) return this.others.get(path);
    return HEADER + objects.map(object => documentOf(object, problems)).join('---\n');
  }

  private throwIfAny(problems: readonly Problem[]): void {
    if (problems.length > 0) throw new ProfilesError(problems, { clusters: this.clusters() });
  }
}

/** Adds a problem and returns nothing if `object` cannot be written: those that the program creates itself are not checked before. */
function documentOf(object: ApiObject, problems: Problem[]): string {
  try {
    return formatYaml(readObject(object));
  } catch (error) {
    problems.push({ kind: 'invalid-value', at: '', reason: (error as Error).message, path: object.node.path });
    return '';
  }
}
