import { Duration } from 'cdk8s';
import { chartSource } from '../../lib/flux/source';
import type { SourceOptions } from '../../lib/flux/source-options';

const HTTP = { repository: 'https://charts.example.com', chart: 'podinfo', version: '6.5.4' };
const OCI = { repository: 'oci://registry.example.com/charts', chart: 'podinfo', version: '6.5.4' };

const nameOf = (location: typeof HTTP & { digest?: string }, options?: SourceOptions, prefix?: string) =>
  chartSource(location, options, { prefix }).name;

test('a chart repository is one HelmRepository for all charts', () => {
  const source = chartSource(HTTP);
  expect(source).toMatchObject({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    spec: { url: 'https://charts.example.com', interval: '10m' },
    chart: { kind: 'HelmRepository', source: source.name, chart: 'podinfo', version: '6.5.4' },
  });
  expect(nameOf({ ...HTTP, chart: 'redis', version: '1.0.0' })).toBe(source.name);
});

test('a chart in a registry is a separate OCIRepository', () => {
  const source = chartSource({ ...OCI, digest: 'sha256:0a1b' });
  expect(source).toMatchObject({
    kind: 'OCIRepository',
    spec: {
      url: 'oci://registry.example.com/charts/podinfo',
      ref: { tag: '6.5.4', digest: 'sha256:0a1b' },
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    },
    chart: { kind: 'OCIRepository', source: source.name },
  });
});

test('a tag has "_" where a version has "+"', () => {
  expect(chartSource({ ...OCI, version: '1.2.3+build.5+6' }).spec.ref).toEqual({ tag: '1.2.3_build.5_6' });
});

test.each([
  ['charts-example-com-', HTTP],
  ['registry-example-com-charts-podinfo-', OCI],
])('the name begins with what is fetched: %s', (beginning, location) => {
  expect(nameOf(location)).toMatch(new RegExp(`^${beginning}[0-9a-f]{8}$`));
});

test('names are frozen', () => {
  expect(nameOf(HTTP)).toMatchInlineSnapshot(`"charts-example-com-68e85503"`);
  expect(nameOf(OCI)).toMatchInlineSnapshot(`"registry-example-com-charts-podinfo-6f9b8354"`);
});

test('slashes at the end of a URL do not make another source', () => {
  expect(nameOf({ ...HTTP, repository: 'https://charts.example.com//' })).toBe(nameOf(HTTP));
  expect(nameOf({ ...OCI, repository: `${OCI.repository}/` })).toBe(nameOf(OCI));
});

test.each<[string, () => string, () => string]>([
  ['another version in a registry', () => nameOf(OCI), () => nameOf({ ...OCI, version: '6.5.5' })],
  ['another digest', () => nameOf(OCI), () => nameOf({ ...OCI, digest: 'sha256:0a1b' })],
  ['another option', () => nameOf(HTTP), () => nameOf(HTTP, { interval: '1h' })],
  ['a patch', () => nameOf(HTTP), () => nameOf(HTTP, { patch: { suspend: true } })],
  ['another cluster', () => nameOf(HTTP), () => nameOf(HTTP, {}, 'production-')],
])('%s gives another name', (_, one, other) => {
  expect(other()).not.toBe(one());
});

test('the order of options does not change the name', () => {
  const [a, b] = [
    { interval: '1h', timeout: '5m' },
    { timeout: '5m', interval: '1h' },
  ];
  expect(nameOf(HTTP, a)).toBe(nameOf(HTTP, b));
});

test('a mirror determines the kind of the source', () => {
  const mirror = 'oci://mirror.example.com/charts/';
  expect(chartSource(HTTP, { mirror })).toMatchObject({
    kind: 'OCIRepository',
    spec: { url: 'oci://mirror.example.com/charts/podinfo' },
  });
  expect(chartSource(OCI, { mirror: 'https://mirror.example.com' })).toMatchObject({
    kind: 'HelmRepository',
    spec: { url: 'https://mirror.example.com' },
    chart: { chart: 'podinfo', version: '6.5.4' },
  });
});

test('a patch is applied last, and null removes', () => {
  const spec = chartSource(HTTP, { interval: '1h', timeout: '5m', patch: { interval: '2h', timeout: null } }).spec;
  expect(spec).toEqual({ url: 'https://charts.example.com', interval: '2h' });
});

test('identities are written as in the CRD', () => {
  const verify = {
    provider: 'cosign',
    matchOIDCIdentity: [{ issuer: '^https://token.example.com$', subject: 'release' }],
  } as const;
  expect(chartSource(OCI, { verify }).spec.verify).toEqual(verify);
});

test('a timeout is written without hours, which its CRD does not allow', () => {
  expect(chartSource(HTTP, { timeout: Duration.minutes(90) }).spec.timeout).toBe('90m');
  expect(chartSource(OCI, { timeout: Duration.seconds(150) }).spec.timeout).toBe('2m30s');
});

test('the layer selector has the media type of the catalog, and without one the name is unchanged', () => {
  const older = chartSource({ ...OCI, layerType: 'application/tar+gzip' });
  expect(older.spec.layerSelector).toEqual({ mediaType: 'application/tar+gzip', operation: 'copy' });
  expect(chartSource({ ...OCI, layerType: undefined }).name).toBe(chartSource(OCI).name);
  expect(older.name).not.toBe(chartSource(OCI).name);
});
