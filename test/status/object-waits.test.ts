import { waitForRevision } from '../../lib/flux/ready-expr';
import { LABELS } from '../../lib/model/labels';
import { keyOf, readFluxObjects } from '../../lib/status/flux-object';
import { readStatus } from '../../lib/status/read-status';

const ready = (status: string, reason: string) => ({ conditions: [{ type: 'Ready', status, reason, message: '' }] });
const metadata = (name: string, labels: object = {}) => ({ name, namespace: 'platform', labels });

/** What the release flagger waits for, next to `others`. */
function waitsOf(reason: string, spec: object, ...others: readonly object[]) {
  const flagger = { kind: 'HelmRelease', metadata: metadata('flagger'), spec, status: ready('False', reason) };
  return readStatus({ objects: readFluxObjects([flagger, ...others]) }).releases.find(({ name }) => name === 'flagger')!
    .waits;
}

test.each([
  ['the Kustomization that could not apply it', 'False', 'Kustomization', 'platform', 'kustomization'],
  ['the dependency itself, if that was applied', 'True', 'HelmRelease', 'linkerd2', 'revision'],
])('a release that waits for another revision waits for %s', (_, status, kind, name, why) => {
  const [namespace, applier] = ['namespace', 'name'].map(part => `kustomize.toolkit.fluxcd.io/${part}`);
  const labels = { [LABELS.revision]: '0000000000', [namespace]: 'platform', [applier]: 'platform' };
  const readyExpr = waitForRevision('linkerd2', new Map([['linkerd2', '1a2b3c4d5e']]));
  const waits = waitsOf(
    'DependencyNotReady',
    { dependsOn: [{ name: 'linkerd2', readyExpr }] },
    { kind: 'HelmRelease', metadata: metadata('linkerd2', labels), status: ready('True', 'UpgradeSucceeded') },
    { kind: 'Kustomization', metadata: metadata('platform'), status: ready(status, 'ReconciliationFailed') },
  );
  expect(waits).toEqual([{ on: keyOf(kind, 'platform', name), why }]);
});

test('a release waits for a suspended source only if that has fetched nothing', () => {
  const waits = (status: object) =>
    waitsOf(
      'SourceNotReady',
      { chartRef: { kind: 'OCIRepository', name: 'constructor' } },
      { kind: 'OCIRepository', metadata: metadata('constructor'), spec: { suspend: true }, status },
    );
  expect(waits({})).toEqual([{ on: keyOf('OCIRepository', 'platform', 'constructor'), why: 'source' }]);
  expect(waits({ artifact: { revision: '1.2.3@sha256:1a2b' } })).toEqual([]);
});
