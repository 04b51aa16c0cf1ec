/**
 * The entries of `dependsOn` of one HelmRelease.
 *
 * The first that waits for a revision states the revisions that all of them wait for: if only these
 * change, one line does. It is in the spec, because a change of metadata does not make Flux look at
 * a release again. What is too long for one expression is continued by the next.
 */
import { qualifiedName } from '../model/names';
import { MOST_STATED, type ReadyRule, waitForReady, waitForRevision, waitOnInstall } from './ready-expr';
import type { DependencyReference } from './release';

/** What a release waits for. */
export interface DependencyWait {
  readonly name: string;
  readonly namespace: string;
  /** Absent: until Flux itself considers it ready. */
  readonly until?: ReadyRule;
}

/** References to `waits` from a release in namespace `home`, sorted: those in `home`, then by namespace and name. */
export function dependencyReferences(waits: readonly DependencyWait[], home: string): readonly DependencyReference[] {
  const sorted = [...waits].sort((a, b) => compare(a, b, home));
  const revisions = new Map(
    sorted.flatMap(({ name, namespace, until }) =>
      until?.kind === 'revision' ? [[qualifiedName(name, namespace, home), until.revision]] : [],
    ),
  );
  const names = [...revisions.keys()];
  const statements = new Map(divide(revisions).map((part, i) => [names[i], part]));
  return sorted.map(({ name, namespace, until }) => {
    const qualified = qualifiedName(name, namespace, home);
    const readyExpr = readyExprOf(until, qualified, statements.get(qualified));
    return {
      name,
      ...(namespace !== home && { namespace }),
      ...(readyExpr !== undefined && { readyExpr }),
    };
  });
}

/** `revisions` in parts, each of which one expression can state. */
function divide(revisions: ReadonlyMap<string, string>): readonly ReadonlyMap<string, string>[] {
  const parts: Map<string, string>[] = [];
  let left = 0;
  for (const [name, revision] of revisions) {
    const length = ` ${name}=${revision};`.length;
    if (length > left) {
      parts.push(new Map());
      left = MOST_STATED;
    }
    parts.at(-1)!.set(name, revision);
    left -= length;
  }
  return parts;
}

function readyExprOf(until: ReadyRule | undefined, name: string, revisions?: ReadonlyMap<string, string>) {
  if (until === undefined) return undefined;
  if (until.kind === 'revision') return waitForRevision(name, revisions);
  return until.kind === 'ready' ? waitForReady() : waitOnInstall();
}

function compare(a: DependencyWait, b: DependencyWait, home: string): number {
  if (a.namespace === b.namespace) return a.name < b.name ? -1 : 1;
  if (a.namespace === home) return -1;
  if (b.namespace === home) return 1;
  return a.namespace < b.namespace ? -1 : 1;
}
