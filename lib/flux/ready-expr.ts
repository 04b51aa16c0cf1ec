/**
 * When a dependant may proceed: CEL for `readyExpr` in a HelmRelease's `dependsOn`.
 *
 * Flux passes the dependency as `dep` and the dependant as `self`. An expression must be statically
 * boolean, or the release stalls permanently. If it is false, the release waits with a message that
 * names the dependency; if it reads a missing field, with one that does not (helm-controller,
 * checkDependencies).
 */
import { ANNOTATIONS, LABELS } from '../model/labels';

/**
 * Most characters of the revisions that one expression states. CEL refuses expressions of more than 100,000 (cel-go,
 * parser), and the release would stall permanently; the rest of an expression and its longest name need 1,000.
 */
export const MOST_STATED = 99_000;

/** Until when a dependant waits for one of its dependencies: for `install`, only until it is installed itself. */
export type ReadyRule =
  /** Read back, empty if none is stated: it waits forever. */
  { readonly kind: 'revision'; readonly revision: string } | { readonly kind: 'ready' | 'install' };

/** The same check that Flux makes by default. Before the first reconciliation there are no conditions. */
const READY =
  'has(dep.status.conditions) && dep.status.observedGeneration == dep.metadata.generation' +
  " && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')";

/** A suspended release reports Ready even for content that it has not applied. */
const NOT_SUSPENDED = '!(has(dep.spec.suspend) && dep.spec.suspend)';

/** Of the dependency; empty if it has none. */
const REVISION = `dep.metadata.?labels['${LABELS.revision}'].orValue('')`;

const IGNORES_ORDER = `'${ANNOTATIONS.ignoreOrder}' in self.metadata.annotations`;

/** An installed dependant is no longer held back. */
const INSTALLED = 'has(self.status.history) && size(self.status.history) > 0';

/**
 * Waits until the dependency has applied the revision that is stated for `name`: how the dependant's
 * namespace calls it, `linkerd2` or `team-a/linkerd2`. The first expression of each dependant states
 * `revisions`, those of all that it waits for; the next ones state what is above `MOST_STATED`.
 */
export function waitForRevision(name: string, revisions?: ReadonlyMap<string, string>): string {
  const stated = `self.spec.dependsOn.exists(d, d.?readyExpr.orValue('').contains(' ${name}=' + ${REVISION} + ';'))`;
  const expression = `${READY} && ${stated} && ${NOT_SUSPENDED} || ${IGNORES_ORDER}`;
  return revisions === undefined ? expression : `${stateRevisions(revisions)}\n${expression}`;
}

/** A comment in CEL. Neither names nor labels contain a space, `=` or `;`. */
function stateRevisions(revisions: ReadonlyMap<string, string>): string {
  return ['// revisions:', ...[...revisions].map(([name, revision]) => `${name}=${revision};`)].join(' ');
}

/** Waits like Flux does by default, but lets an operator override it. */
export function waitForReady(): string {
  return `${READY} || ${IGNORES_ORDER}`;
}

/** Waits for the dependency to be ready, but only when the dependant is first installed. */
export function waitOnInstall(): string {
  return `${READY} || ${INSTALLED} || ${IGNORES_ORDER}`;
}

const STATEMENT = /^[/]{2} revisions:(.*)\n/;

/**
 * What the expressions of one release wait for, those of all entries of its `dependsOn`; `undefined`
 * where this library did not write the expression. Reads those of earlier versions too.
 */
export function readReadyExprs(expressions: readonly (string | undefined)[]): (ReadyRule | undefined)[] {
  const statements = expressions.flatMap(expression => STATEMENT.exec(expression ?? '')?.[1] ?? []);
  const revisions = new Map(
    [...statements.join('').matchAll(/ ([^ =;]+)=([^ =;]+);/g)].map(([, name, revision]) => [name, revision]),
  );
  return expressions.map(expression => (expression === undefined ? undefined : readReadyExpr(expression, revisions)));
}

function readReadyExpr(expression: string, revisions: ReadonlyMap<string, string>): ReadyRule | undefined {
  if (expression === waitForReady()) return { kind: 'ready' };
  if (expression === waitOnInstall()) return { kind: 'install' };
  const name = /contains\(' ([^ =;]+)='/.exec(expression)?.[1] ?? '';
  if (expression.replace(STATEMENT, '') === waitForRevision(name)) {
    return { kind: 'revision', revision: revisions.get(name) ?? '' };
  }
  const revision = /labels\[k\] == '([^']*)'/.exec(expression)?.[1] ?? '';
  return expression === waitForLiteral(revision) ? { kind: 'revision', revision } : undefined;
}

/** As it was before revisions were stated once. */
function waitForLiteral(revision: string): string {
  const isRevision = `dep.metadata.labels.exists(k, k == '${LABELS.revision}' && dep.metadata.labels[k] == '${revision}')`;
  return `${READY} && has(dep.metadata.labels) && ${isRevision} && ${NOT_SUSPENDED} || ${IGNORES_ORDER}`;
}
