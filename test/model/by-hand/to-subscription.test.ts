/**
 * What a HelmRelease made by hand becomes: nothing of what Helm installs may change.
 */
import type { AppliedObject } from '../../../lib/model/applied-cluster';
import { toSubscription } from '../../../lib/model/by-hand/to-subscription';
import { parse } from 'yaml';

const SOURCE = '{kind: HelmRepository, name: charts}';
const CHART = `chart: {spec: {chart: mesh, version: 1.0.0, sourceRef: ${SOURCE}}}`;

function release(spec: string, metadata = ''): AppliedObject {
  const object = parse(`{metadata: {name: mesh, namespace: apps, ${metadata}}, spec: {interval: 1h, ${spec}}}`);
  const locate = () => ({ file: 'mesh.yaml', line: 1, column: 1 });
  return { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name: 'mesh', namespace: 'apps', object, locate }; // prettier-ignore
}

function convert(spec: string, source?: string) {
  const found = toSubscription(release(spec), 'flux-system', () =>
    source === undefined ? undefined : { ...release(''), object: parse(source) },
  );
  return found as { readonly spec: Record<string, unknown>; readonly reason?: string; readonly reference: object };
}

test.each([
  ['', 'mesh', 'apps', undefined],
  ['targetNamespace: web', 'web-mesh', 'web', 'apps'],
  ['targetNamespace: web, storageNamespace: web', 'web-mesh', 'web', undefined],
  ['releaseName: other, storageNamespace: flux-system', 'other', 'apps', 'flux-system'],
])('the Helm release of "%s" is %s in %s', (spec, releaseName, targetNamespace, storageNamespace) => {
  const found = convert(`${CHART}, ${spec}`);
  expect(found.spec).toMatchObject({ targetNamespace });
  expect(found.spec.releaseName ?? 'mesh').toBe(releaseName);
  expect(found.spec.patch).toEqual(storageNamespace && { spec: { storageNamespace } });
});

test('labels and annotations that only the output has are left out of a copy of it', () => {
  const copied = release(
    CHART,
    `labels: {cdk8s-profiles/revision: 0c5486cfe4, weave.works/applied-layer: layer-2, team: web},
     annotations: {cdk8s-profiles/cluster: staging, cdk8s-profiles/range: "*", cdk8s-profiles/ignore-order: "1"}`,
  );
  const found = toSubscription(copied, 'flux-system', () => undefined) as { readonly spec: object };
  expect(found.spec).toEqual(
    expect.objectContaining({
      layer: 2,
      labels: { team: 'web' },
      annotations: { 'cdk8s-profiles/ignore-order': '1' },
    }),
  );
});

test('a name that is too long is shortened as helm-controller does', () => {
  const found = convert(`${CHART}, targetNamespace: a-namespace-with-a-name-that-is-longer-than-it-should-be`);
  expect(String(found.spec.releaseName)).toMatch(/^a-namespace-with-a-name-that-is-longer-t-[0-9a-f]{12}$/);
});

test('defaults of Flux are written, and fields without an option are a patch', () => {
  const { spec } = convert(
    `${CHART}, install: {remediation: {retries: 3, remediateLastFailure: true}, disableWait: true}, rollback: {force: true}, dependsOn: []`,
  );
  expect(spec).toMatchObject({
    install: { retries: 3, crds: 'Create' },
    upgrade: { strategy: 'RemediateOnFailure', crds: 'Skip' },
    driftDetection: 'disabled',
    createNamespace: false,
    patch: { spec: { install: { remediation: { remediateLastFailure: true }, disableWait: true }, rollback: { force: true } } }, // prettier-ignore
  });
  expect(spec).not.toHaveProperty('uninstall');
});

const OCI = 'url: oci://example.com/charts/mesh, layerSelector: {mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy}'; // prettier-ignore

test.each([
  ['an exact tag', `{spec: {${OCI}, ref: {tag: 1.0.0_b1}}}`, { url: 'oci://example.com/charts', name: 'mesh', version: '1.0.0+b1' }], // prettier-ignore
  ['a range', `{spec: {${OCI}, ref: {semver: 1.x}}}`, undefined],
  ['a digest', `{spec: {${OCI}, ref: {tag: 1.0.0, digest: "sha256:00"}}}`, undefined],
  ['an option that clusters do not have', `{spec: {${OCI}, ref: {tag: 1.0.0}, ignore: x}}`, undefined],
  ['no manifest', undefined, undefined],
])('a chart in an OCIRepository with %s', (_, source, chart) => {
  const found = convert('chartRef: {kind: OCIRepository, name: mesh}', source);
  expect(found.spec.chart).toEqual(chart ?? { sourceRef: { kind: 'OCIRepository', name: 'mesh' }, name: 'mesh' });
});

test.each([
  ['kubeConfig: {secretRef: {name: a}}', 'it installs on another cluster, by kubeConfig'],
  ['values: {password: "ENC[AES256_GCM,data:x]"}', 'it is encrypted'],
  ['statusX: 1', '"spec.statusX" is not in version v2 of HelmReleases'],
])('fails for %s', (spec, reason) => {
  expect(convert(`${CHART}, ${spec}`)).toMatchObject({ reason });
});

test('a range has no version yet, and a chart in Git none at all', () => {
  expect(convert(`chart: {spec: {chart: mesh, version: 1.x, sourceRef: ${SOURCE}}}`).reference).toMatchObject({ range: '1.x' }); // prettier-ignore
  const git = convert('chart: {spec: {chart: ./mesh, version: 1.x, sourceRef: {kind: GitRepository, name: repo}}}');
  expect(git.spec.chart).toEqual({ name: './mesh', sourceRef: { kind: 'GitRepository', name: 'repo' } });
});
