/**
 * Compares outputs that are given as objects.
 */
import { compareOutputs } from '../../lib/changes/compare-outputs';
import { readOutput } from '../../lib/deliver/read-output';

/** A HelmRelease of this library on the cluster production, with `spec` and other `metadata`. */
export function release(name: string, spec: object = {}, metadata: object = {}) {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: 'flux-system', labels: MANAGED, annotations: { profile: name }, ...metadata },
    spec: { chart: { spec: { chart: name, version: '1.0.0' } }, ...spec },
  };
}

export const MANAGED = { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' };

/** An output of `objects`, all in one folder unless the path is given. */
export function outputOf(objects: readonly object[] | Readonly<Record<string, readonly object[]>>) {
  const files = Array.isArray(objects) ? { 'production/all.yaml': objects } : objects;
  const { output, problems } = readOutput(
    Object.entries(files).map(([path, found]) => ({
      path,
      file: path,
      text: (found as object[]).map(object => `---\n${JSON.stringify(object)}\n`).join(''),
    })),
  );
  expect(problems).toEqual([]);
  return output;
}

type Objects = Parameters<typeof outputOf>[0];

/** The changes between two outputs. */
export function changes(before: Objects, after: Objects, isRemovalGuarded = false) {
  return compareOutputs(outputOf(before), outputOf(after), { areGuarded: () => isRemovalGuarded });
}

/** The changes of the only cluster that changes. */
export function change(before: Objects, after: Objects, isRemovalGuarded = false) {
  const found = changes(before, after, isRemovalGuarded);
  expect(found).toHaveLength(1);
  return found[0];
}
