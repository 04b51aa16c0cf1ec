/**
 * Ids of constructs that are named by users, who may choose a name that is taken: `constructor` always is.
 */
import type { IConstruct } from 'constructs';

/** `wanted`, or `wanted.2` and so on if something in `scope` has that id. */
export function freeId(scope: IConstruct, wanted: string): string {
  let id = wanted;
  for (let i = 2; scope.node.tryFindChild(id) !== undefined; i++) id = `${wanted}.${i}`;
  return id;
}
