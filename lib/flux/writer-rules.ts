/**
 * Who may write the releases that the guard counts. A release with this library's label can hold
 * back deletions in all namespaces, so only users may write one who may write HelmReleases in all
 * namespaces, or who are named: a label gives no power over other namespaces.
 */
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { COUNTED_FIELDS, MOST_ENTRIES, type Validation } from './removal-rules';

const LABEL = `'${LABELS.managedBy}'`;
const labelOf = (object: string, label: string) => `${object}.metadata.?labels[?${label}]`;
const annotationOf = (object: string, annotation: string) => `${object}.metadata.?annotations[?'${annotation}']`;
const clusterOf = (object: string) => annotationOf(object, ANNOTATIONS.cluster);
const contentsOf = (object: string) => annotationOf(object, ANNOTATIONS.contents);
const counts = (object: string) => `${labelOf(object, LABEL)}.orValue('') == '${MANAGER}'`;
const differs = (value: (object: string) => string) => `${value('object')} != ${value('oldObject')}`;

/** Whether the guard counts the release that is written. */
export const IS_COUNTED = counts('object');

/** Whether the request changes fields that the guard reads; helm-controller and `flux suspend` do not. */
export const CHANGES_COUNTED =
  `request.operation == 'CREATE' || !(${counts('oldObject')})` +
  ` || ['${COUNTED_FIELDS.join("', '")}'].exists(f, object.spec[?f] != oldObject.spec[?f])` +
  ` || ${differs(object => labelOf(object, `'${LABELS.appliedLayer}'`))} || ${differs(clusterOf)}` +
  // the guard reads values only to see where manifests come from
  ` || ${differs(contentsOf)} || (${contentsOf('object')}.hasValue() && ${differs(object => `${object}.spec[?'values']`)})`;

/** The user may create HelmReleases in every namespace, or is one of `appliers`. */
export function trusted(appliers: readonly string[]): Validation {
  const isNamed = `request.userInfo.username in ['${appliers.join("', '")}'] || `;
  return {
    expression:
      (appliers.length > 0 ? isNamed : '') +
      "authorizer.group('helm.toolkit.fluxcd.io').resource('helmreleases').check('create').allowed()",
    messageExpression:
      "request.userInfo.username + ' may not write HelmReleases in all namespaces, and one with the label" +
      ` ${LABELS.managedBy}: ${MANAGER} can hold back deletions in all of them.` +
      ` Drop the label, or add the service account to "appliers" of RemovalGuard'`,
  };
}

/** Lists are so short that searching them takes no noticeable time. */
export const IS_BOUNDED: readonly Validation[] = ['dependsOn', 'valuesFrom'].map(field => ({
  expression: `!has(object.spec.${field}) || size(object.spec.${field}) <= ${MOST_ENTRIES}`,
  messageExpression:
    `'spec.${field} has ' + string(size(object.spec.${field})) + ' entries, and the guard looks at no more` +
    ` than ${MOST_ENTRIES}. Make it shorter'`,
}));
