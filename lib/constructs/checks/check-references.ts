/**
 * Finds what the API server would refuse in labels, annotations and references to other objects:
 * one refused object stops the whole Kustomization.
 */
import type { ValuesReference } from '../../flux/release-options';
import { LABELS, OWN_ANNOTATIONS } from '../../model/labels';
import { isLabelValue, isMetadataKey, LABEL_VALUE_RULE, METADATA_KEY_RULE } from '../../model/names';
import type { Problem } from '../../model/problem';
import type { SubscriptionDefaults } from '../props/subscription-options';

/** RFC 1123 subdomain. */
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
/** Patterns of the HelmRelease CRD (helm.toolkit.fluxcd.io/v2). */
const VALUES_KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const TARGET_PATH = /^([a-zA-Z0-9_\-.\\/]|\[[0-9]{1,5}\]){1,250}$/;

const OWN_LABELS: readonly string[] = Object.values(LABELS);

/** All problems. */
export function checkReferences({ labels, annotations, valuesFrom, kubeConfig }: SubscriptionDefaults): Problem[] {
  if ((labels ?? annotations ?? valuesFrom ?? kubeConfig) === undefined) return [];
  return [
    ...checkLabels(labels),
    ...checkKeys('annotation', annotations, OWN_ANNOTATIONS),
    ...(valuesFrom ?? []).flatMap(source => ('values' in source ? [] : checkValuesReference(source))),
    ...checkKubeConfig(kubeConfig),
  ];
}

/** Keys and values of labels. */
export function checkLabels(labels: Readonly<Record<string, string>> = {}): Problem[] {
  const invalid = Object.entries(labels).filter(([, value]) => !isLabelValue(value));
  const values = invalid.map(([key, value]): Problem => ({
    kind: 'invalid-name',
    what: `value of label "${key}"`,
    value,
    rule: LABEL_VALUE_RULE,
  }));
  return [...checkKeys('label', labels, OWN_LABELS), ...values];
}

/** Keys that are not allowed, or that only this library may set, which are `own`. */
function checkKeys(
  what: string,
  entries: Readonly<Record<string, string>> | undefined,
  own: readonly string[],
): Problem[] {
  return Object.keys(entries ?? {}).flatMap((value): Problem[] => {
    if (!isMetadataKey(value)) return [{ kind: 'invalid-name', what, value, rule: METADATA_KEY_RULE }];
    if (!own.includes(value)) return [];
    const rule = value === LABELS.appliedLayer ? 'give "layer" instead' : 'cdk8s-profiles sets it; leave it out';
    return [{ kind: 'invalid-name', what, value, rule }];
  });
}

function checkValuesReference({ kind, name, valuesKey, targetPath }: ValuesReference): Problem[] {
  const problems: Problem[] = [];
  const reject = (what: string, value: string, rule: string) =>
    problems.push({ kind: 'invalid-name', what, value, rule });
  if (name.length > 253 || !OBJECT_NAME.test(name)) {
    reject(`name of a ${kind} in valuesFrom`, name, 'use lower-case letters, digits, "-" and "."');
  }
  if (valuesKey !== undefined && !VALUES_KEY.test(valuesKey)) {
    reject('valuesKey', valuesKey, 'use letters, digits, "-", "_" and "."');
  }
  if (targetPath !== undefined && !TARGET_PATH.test(targetPath)) {
    reject('targetPath', targetPath, 'write a path as in helm --set, such as image.tag or hosts[0]');
  }
  return problems;
}

function checkKubeConfig(kubeConfig: SubscriptionDefaults['kubeConfig']): Problem[] {
  if (kubeConfig === undefined) return [];
  const given = [kubeConfig.secretRef, kubeConfig.configMapRef].filter(reference => reference !== undefined);
  if (given.length === 1) return [];
  const what = `kubeConfig has ${given.length === 0 ? 'neither secretRef nor configMapRef' : 'both secretRef and configMapRef'}`;
  return [{ kind: 'invalid-props', what, remedy: 'give exactly one' }];
}
