/**
 * When a dependant may go ahead: CEL for `readyExpr` of a HelmRelease's `dependsOn`.
 *
 * Flux sees the dependency as `dep` and the dependant as `self`. An expression must be
 * statically boolean, or the release stalls for good; one that is false waits with a
 * message that names the dependency, one that reads a missing field with a message that
 * does not (helm-controller, checkDependencies).
 */
import { ANNOTATIONS, LABELS } from '../model/labels';

/** As Flux checks by itself. Before the first reconciliation there are no conditions. */
const READY =
  'has(dep.status.conditions) && dep.status.observedGeneration == dep.metadata.generation' +
  " && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')";

/** A suspended release reports Ready for content it has not applied. */
const NOT_SUSPENDED = '!(has(dep.spec.suspend) && dep.spec.suspend)';

const IGNORES_ORDER = `'${ANNOTATIONS.ignoreOrder}' in self.metadata.annotations`;

/** Once installed, the dependant is no longer held. */
const INSTALLED = 'has(self.status.history) && size(self.status.history) > 0';

/** Waits until the dependency has applied the content of `revision`. */
export function waitForRevision(revision: string): string {
  const isRevision = `dep.metadata.labels.exists(k, k == '${LABELS.revision}' && dep.metadata.labels[k] == '${revision}')`;
  return `${READY} && has(dep.metadata.labels) && ${isRevision} && ${NOT_SUSPENDED} || ${IGNORES_ORDER}`;
}

/** Waits as Flux does by itself, but lets an operator go ahead. */
export function waitForReady(): string {
  return `${READY} || ${IGNORES_ORDER}`;
}

/** Waits for the dependency to be ready, but only on the dependant's own install. */
export function waitOnInstall(): string {
  return `${READY} || ${INSTALLED} || ${IGNORES_ORDER}`;
}
