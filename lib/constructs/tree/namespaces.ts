/**
 * The namespaces of all releases of an app, including later ones.
 */
import type { IConstruct } from 'constructs';
import { isMarked, mark, NAMESPACES } from './symbols';

/** Namespaces that every cluster has. */
export const ALWAYS_THERE: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

interface Namespaces {
  readonly known: Set<string>;
  readonly listeners: ((namespace: string) => void)[];
}

/** Records that a release of the app of `construct` is in `namespace`. */
export function addNamespace(construct: IConstruct, namespace: string): void {
  const { known, listeners } = namespacesOf(construct);
  if (known.has(namespace)) return;
  known.add(namespace);
  for (const listener of listeners) listener(namespace);
}

/** Calls `listener` once for each namespace of the app of `construct`, now or when it is added. */
export function watchNamespaces(construct: IConstruct, listener: (namespace: string) => void): void {
  const { known, listeners } = namespacesOf(construct);
  listeners.push(listener);
  for (const namespace of known) listener(namespace);
}

function namespacesOf(construct: IConstruct): Namespaces {
  const { root } = construct.node;
  if (!isMarked(root, NAMESPACES)) mark(root, NAMESPACES, { known: new Set(), listeners: [] });
  return (root as unknown as { readonly [NAMESPACES]: Namespaces })[NAMESPACES];
}
