import { releaseContent } from '../../lib/flux/release-content';
import type { JsonObject } from '../../lib/model/data/json';

const SPEC: JsonObject = {
  chart: { spec: { chart: 'linkerd2', version: '0.0.16', sourceRef: { kind: 'HelmRepository', name: 'charts-1' } } },
  interval: '10m',
  releaseName: 'linkerd2',
  targetNamespace: 'linkerd2',
  storageNamespace: 'linkerd2',
  install: { createNamespace: true },
  values: { b: null, a: [1, { d: 2, c: 3 }] },
};

test('the content of releases is frozen', () => {
  expect(releaseContent(SPEC)).toBe(
    '{"chart":{"chart":"linkerd2","version":"0.0.16"},"releaseName":"linkerd2","storageNamespace":"linkerd2",' +
      '"targetNamespace":"linkerd2","values":{"a":[1,{"c":3,"d":2}],"b":null}}',
  );
});

test('the order of members does not matter', () => {
  const turned = Object.fromEntries(Object.entries(SPEC).reverse());
  expect(releaseContent({ ...turned, values: { a: [1, { c: 3, d: 2 }], b: null } })).toBe(releaseContent(SPEC));
});

test.each<[string, JsonObject]>([
  ['chart version', { chart: { spec: { chart: 'linkerd2', version: '0.0.17' } } }],
  ['chart', { chart: { spec: { chart: 'linkerd', version: '0.0.16' } } }],
  ['OCI chart', { chart: undefined, chartRef: { kind: 'OCIRepository', name: 'charts-2' } }],
  ['release name', { releaseName: 'mesh' }],
  ['target namespace', { targetNamespace: 'mesh' }],
  ['null in the values', { values: { a: [1, { d: 2, c: 3 }] } }],
  ['values reference', { valuesFrom: [{ kind: 'ConfigMap', name: 'linkerd2-values-0a1b2c3d' }] }],
  ['post-renderer', { postRenderers: [{ kustomize: { images: [] } }] }],
  ['API server', { kubeConfig: { secretRef: { name: 'remote' } } }],
])('another %s changes the content', (_, change) => {
  expect(releaseContent({ ...SPEC, ...change })).not.toBe(releaseContent(SPEC));
});

test.each<[string, JsonObject]>([
  ['interval', { interval: '1h' }],
  ['timeout', { timeout: '15m' }],
  ['suspension', { suspend: true }],
  ['drift detection', { driftDetection: { mode: 'warn' } }],
  ['number of retries', { install: { remediation: { retries: 3 } } }],
  ['chart repository', { chart: { spec: { chart: 'linkerd2', version: '0.0.16', sourceRef: { name: 'charts-2' } } } }],
])('another %s does not change the content', (_, change) => {
  expect(releaseContent({ ...SPEC, ...change })).toBe(releaseContent(SPEC));
});
