/**
 * Each rule of `pctl verify`: what it finds, and what it does not.
 */
import { waitForRevision } from '../../lib/flux/ready-expr';
import { VERIFY_RULE_SET } from '../../lib/verify/verify-finding';
import { read } from '../docs-blocks';
import { pctlIn } from '../cli/pctl-in';
import { temporaryFolder } from '../constructs/temporary-folder';
import { dependsOn, kustomization, object, release, rulesIn, verified } from './verified';

/** The rules that are found in one file of a cluster. */
async function rulesOf(...texts: readonly string[]): Promise<string[]> {
  return rulesIn(await verified({ 'clusters/production/all.yaml': texts.join('') }, true));
}

test('every rule has a section in docs/verify.md, with an example in its severity, and no other has', () => {
  const examples = [...read('docs/verify.md').matchAll(/^### `(.*)`\n\n```text\n\S+:\d+:\d+: (\w+): .* \[(.*)\]\n```$/gm)];
  expect(Object.fromEntries(examples.map(([, heading, severity, rule]) => [heading, [rule, severity]]))).toEqual(
    Object.fromEntries(Object.entries(VERIFY_RULE_SET.rules).map(([rule, [severity]]) => [rule, [rule, severity]])),
  );
}); // prettier-ignore

test.each([
  ['a dependency in another namespace', [release('flagger', dependsOn('linkerd2')), release('linkerd2').replace('apps', 'mesh')], ['missing-dependency']],
  ['a dependency called as a property of objects', [release('flagger', dependsOn('constructor'))], ['missing-dependency']],
  ['a Kustomization of flux bootstrap', [kustomization('apps', './clusters', dependsOn('flux-system'))], []],
  ['a kind in a dependency', [release('flagger', 'dependsOn: [{kind: Kustomization, name: linkerd2}]')], ['typed-dependency']],
  ['its own kind in a dependency', [release('linkerd2'), release('flagger', 'dependsOn: [{kind: HelmRelease, name: linkerd2}]')], []],
  ['a release that waits for itself', [release('linkerd2', dependsOn('linkerd2'))], ['dependency-cycle']],
  ['a cycle behind a release', [release('a', dependsOn('b')), release('b', dependsOn('c')), release('c', dependsOn('b'))], ['dependency-cycle', 'upgrade-order']],
  ['a suspended dependency', [release('linkerd2', 'suspend: true'), release('flagger', dependsOn('linkerd2'))], ['suspended-dependency']],
  ['a suspended dependant of one', [release('linkerd2', 'suspend: true'), release('flagger', dependsOn('linkerd2'), 'suspend: true')], []],
  ['a release that is written twice', [release('linkerd2'), release('linkerd2')], ['duplicate-object']],
  ['one name in two namespaces', [release('linkerd2'), release('linkerd2').replace('apps', 'mesh')], []],
  ['two releases of one name for Helm', [release('linkerd2'), release('mesh', 'releaseName: linkerd2')], ['duplicate-release-name']],
  ['two releases of one name for Helm on two clusters', [release('linkerd2'), release('mesh', 'releaseName: linkerd2', 'kubeConfig: {secretRef: {name: b}}')], []],
  ['one HelmChart', [release('b-c').replace('apps}', 'a}').replace('charts}', 'charts, namespace: x}'), release('c').replace('apps}', 'a-b}').replace('charts}', 'charts, namespace: x}')], ['helm-chart-collision']],
  ['an indirect dependency', [release('a'), release('b', dependsOn('a')), release('c', dependsOn('b'))], ['upgrade-order']],
  ['one that is named too', [release('a'), release('b', dependsOn('a')), release('c', dependsOn('a', 'b'))], []],
  ['custom resources without a CRD', [object('cert-manager.io/v1', 'Issuer', 'a')], ['crd-missing']],
  ['custom resources with their CRD', [object('cert-manager.io/v1', 'Issuer', 'a'), `${object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'issuers.cert-manager.io')}spec: {group: cert-manager.io}\n`], []],
  ['custom resources with a HelmChart', [object('cert-manager.io/v1', 'Issuer', 'a'), `${object('source.toolkit.fluxcd.io/v1', 'HelmChart', 'certs')}spec: {chart: cert-manager, sourceRef: {kind: HelmRepository, name: jetstack}}\n`, release('certs', 'chartRef: {kind: HelmChart, name: certs}').replace(/ {2}chart: .*\n/, '')], ['crd-in-same-kustomization']],
  ['custom resources of an unknown group', [object('example.com/v1', 'Issuer', 'a')], []],
  ['days', [release('linkerd2').replace('1h', '1d')], ['invalid-duration']],
  ['a number of seconds', [release('linkerd2').replace('1h', '60')], ['invalid-duration']],
  ['nothing for a duration', [release('linkerd2').replace('1h', '')], []],
  ['hours for the timeout of a source', [`${object('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'charts')}spec: {timeout: 1h}\n`], ['invalid-duration']],
  ['a short URL of Git', [`${object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'fleet')}spec: {url: "git@example.com:org/fleet"}\n`], ['invalid-url']],
  ['a registry that is no OCI repository', [`${object('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'charts')}spec: {url: "oci://example.com"}\n`], ['invalid-url']],
  ['a source of a kind called as a property of objects', [`${object('source.toolkit.fluxcd.io/v1', 'constructor', 'charts')}spec: {url: "https://example.com"}\n`], []],
  ['a registry that is one', [`${object('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'charts')}spec: {type: oci, url: "oci://example.com"}\n`], []],
  ['an old API version', [release('linkerd2').replace('/v2', '/v2beta2')], ['removed-api-version']],
  ['values that are replaced', [release('linkerd2', 'valuesFrom: [{kind: Secret, name: ca, targetPath: ca.key}]', 'values: {ca: {key: none}}')], ['target-path-overlap']],
  ['a dependency without a retry', [kustomization('base', './none').replace('path: ./none', 'path: ./clusters/base'), kustomization('apps', './clusters/apps', dependsOn('base')).replace(/.*retryInterval.*\n/, '')], ['build-failed', 'build-failed', 'retry-interval-missing']],
])('%s', async (_, texts, rules) => {
  expect(await rulesOf(...texts)).toEqual(rules);
}); // prettier-ignore

test.each([
  ['nothing else', '', '', 'duplicate-object'],
  ['its Kustomization suspended', 'suspend: true', '', undefined],
  ['the annotation IfNotPresent', '', 'annotations: {kustomize.toolkit.fluxcd.io/ssa: IfNotPresent}', undefined],
  ['the label Ignore', '', 'labels: {kustomize.toolkit.fluxcd.io/ssa: ignore}', undefined],
  ['the annotation Merge', '', 'annotations: {kustomize.toolkit.fluxcd.io/ssa: Merge}', 'duplicate-object'],
  ['reconciliation disabled', '', 'annotations: {kustomize.toolkit.fluxcd.io/reconcile: disabled}', undefined],
])('a release that another Kustomization applies too, with %s', async (_, spec, metadata, rule) => {
  const one = release('linkerd2', 'timeout: 1m').replace('namespace: apps', `namespace: apps, ${metadata || 'labels: null'}`);
  const all = { 'apps/linkerd2.yaml': release('linkerd2'), 'old/linkerd2.yaml': one };
  // either may be read first
  for (const [old, apps] of [['a', 'b'], ['b', 'a']]) {
    const cluster = { [`clusters/one/${old}.yaml`]: kustomization('old', './old', spec), [`clusters/one/${apps}.yaml`]: kustomization('apps', './apps') };
    expect(rulesIn(await verified({ ...all, ...cluster }))).toEqual(rule === undefined ? [] : [rule]);
  }
  const same = { 'clusters/one/apps.yaml': kustomization('old', './old', spec) + kustomization('apps', './apps') };
  expect(rulesIn(await verified({ ...all, 'apps/linkerd2.yaml': one, ...same }))).toEqual(['object-applied-twice']);
  const together = { 'clusters/one/apps.yaml': kustomization('apps', './apps', spec), 'apps/linkerd2.yaml': release('linkerd2') + one };
  expect(rulesIn(await verified(together))).toEqual(['duplicate-object']);
}); // prettier-ignore

test('a revision that the dependency does not have, and one that is not that of the content', async () => {
  const labelled = (name: string, revision: string, ...more: readonly string[]) =>
    release(name, ...more).replace('namespace: apps}', `namespace: apps, labels: {cdk8s-profiles/revision: "${revision}"}}`); // prettier-ignore
  const waitsBy = (readyExpr: string) => `dependsOn: [{name: linkerd2, readyExpr: ${JSON.stringify(readyExpr)}}]`;
  const waits = (revision: string) => waitsBy(waitForRevision('linkerd2', new Map([['linkerd2', revision]])));
  const [right, wrong] = ['aaaaaaaaaa', 'bbbbbbbbbb'];
  expect(await rulesOf(labelled('linkerd2', wrong), labelled('flagger', right, waits(right)))).toEqual([
    'revision-mismatch',
    'revision-outdated',
  ]);
  expect(await rulesOf(release('linkerd2'), release('flagger', waits(right)))).toEqual(['revision-mismatch']);
  const stated = (readyExpr: string) => rulesOf(labelled('linkerd2', right), labelled('flagger', right, waitsBy(readyExpr))); // prettier-ignore
  expect(await stated(waitForRevision('linkerd2'))).toEqual(['revision-mismatch', 'revision-outdated']);
  expect(await stated(`${waitForRevision('linkerd2')} && true`)).toEqual(['revision-outdated']);
});

test('files that nothing is found in, or that are not there, are errors', async () => {
  const cwd = temporaryFolder();
  expect(await pctlIn(cwd, ['verify'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('there are no manifests in .') }); // prettier-ignore
  expect(await pctlIn(cwd, ['verify', 'none'])).toMatchObject({ code: 2, stderr: expect.stringContaining('"none" is neither a folder, a file, nor') }); // prettier-ignore
  expect(await pctlIn(cwd, ['verify', '--disable', 'missing'])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no rule "missing"; the nearest: crd-missing') }); // prettier-ignore
});
