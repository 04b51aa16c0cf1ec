/**
 * Which releases can need each other. A cluster that is installed on another API server, with all of
 * its releases in one namespace, shares nothing with other clusters, so the guard does not look at
 * those.
 *
 * Such a release has a label with one of 16 values. Clusters that a namespace and a kubeconfig lead
 * to have the same value whatever they are called, because a Helm release can be taken over by
 * another cluster of the program.
 */
import { canonicalJson, type JsonValue } from '../model/data/json';
import { LABELS } from '../model/labels';
import { contentHash } from '../model/names';

/** All values of the label: hexadecimal digits. */
export const TARGETS: readonly string[] = [...'0123456789abcdef'];

/** The value of the label for releases in `namespace` that are installed by way of `kubeConfig`. */
export function removalTarget(namespace: string, kubeConfig: JsonValue): string {
  return contentHash(`${namespace} ${canonicalJson(kubeConfig)}`)[0];
}

/** Label selector of what has the value `target`. */
export const hasTarget = (target: string) => ({ matchLabels: { [LABELS.target]: target } });

/** Label selector of what can need others of any target, or be needed by them: it has no value, or none of `TARGETS`. */
export const HAS_NO_TARGET = { matchExpressions: [{ key: LABELS.target, operator: 'NotIn', values: [...TARGETS] }] };

/** Label selector of what has a target. */
export const HAS_TARGET = { matchExpressions: [{ key: LABELS.target, operator: 'In', values: [...TARGETS] }] };
