/**
 * When a dependant may proceed: CEL for `readyExpr` in a HelmRelease's `dependsOn`.
 *
 * Flux passes the dependency as `dep` and the dependant as `self`. An expression must be statically
 * boolean, or the release stalls permanently. If it is false, the release waits with a message that
 * names the dependency; if it reads a missing field, with one that does not (helm-controller,
 * checkDependencies).
 */
import { ANNOTATIONS, LABELS } from '../model/labels';

/** The same check that Flux makes by default. Before the first reconciliation there are no conditions. */
const READY =
  'has(dep.status.conditions) && dep.status.observedGeneration == dep.metadata.generation' +
  " && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')";

/** A suspended release reports Ready even for content that it has not applied. */
const NOT_SUSPENDED = '!(has(dep.spec.suspend) && dep.spec.suspend)';

const IGNORES_ORDER = `'${ANNOTATIONS.ignoreOrder}' in self.metadata.annotations`;

/** An installed dependant is no longer held back. */
const INSTALLED = 'has(self.status.history) && size(self.status.history) > 0';

/** Waits until the dependency has applied the content of `revision`. */
export function waitForRevision(revision: string): string {
  const isRevision = `dep.metadata.labels.exists(k, k == '${LABELS.revision}' && dep.metadata.labels[k] == '${revision}')`;
  return `${READY} && has(dep.metadata.labels) && ${isRevision} && ${NOT_SUSPENDED} || ${IGNORES_ORDER}`;
}

const EXPECTED = new RegExp(`'${LABELS.revision}' && dep\\.metadata\\.labels\\[k\\] == '([0-9a-f]+)'`);

/** The revision that an expression of `waitForRevision` waits for; `undefined` for any other expression. */
export function expectedRevision(readyExpr: string): string | undefined {
  return EXPECTED.exec(readyExpr)?.[1];
}

/** Waits like Flux does by default, but lets an operator override it. */
export function waitForReady(): string {
  return `${READY} || ${IGNORES_ORDER}`;
}

/** Waits for the dependency to be ready, but only when the dependant is first installed. */
export function waitOnInstall(): string {
  return `${READY} || ${INSTALLED} || ${IGNORES_ORDER}`;
}

/** What an expression of this library waits for. */
export type ReadyRule =
  { readonly kind: 'revision'; readonly revision: string } | { readonly kind: 'ready' } | { readonly kind: 'install' };

/** What `expression` waits for; `undefined` if this library did not write it. */
export function readReadyExpr(expression: string): ReadyRule | undefined {
  if (expression === waitForReady()) return { kind: 'ready' };
  if (expression === waitOnInstall()) return { kind: 'install' };
  const revision = expectedRevision(expression);
  const isOurs = revision !== undefined && expression === waitForRevision(revision);
  return isOurs ? { kind: 'revision', revision } : undefined;
}
