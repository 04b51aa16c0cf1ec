import { Duration } from 'cdk8s';
import { helmReleaseSpec } from '../../lib/flux/helm-release';
import type { Release } from '../../lib/flux/release';
import type { ReleaseOptions } from '../../lib/flux/release-options';

const PODINFO: Release = {
  chart: { kind: 'HelmRepository', source: 'charts-example-com-1a2b3c4d', chart: 'podinfo', version: '6.5.4' },
  releaseName: 'podinfo',
  targetNamespace: 'apps',
  options: {},
};

const specOf = (options: ReleaseOptions) => helmReleaseSpec({ ...PODINFO, options });

test('fields for which Flux has other defaults are always written', () => {
  expect(specOf({})).toEqual({
    chart: {
      spec: {
        chart: 'podinfo',
        version: '6.5.4',
        sourceRef: { kind: 'HelmRepository', name: 'charts-example-com-1a2b3c4d' },
      },
    },
    interval: '10m',
    releaseName: 'podinfo',
    targetNamespace: 'apps',
    storageNamespace: 'apps',
    install: { createNamespace: true, crds: 'CreateReplace', strategy: { name: 'RetryOnFailure' } },
    upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure' } },
    uninstall: { timeout: '30m' },
    driftDetection: { mode: 'enabled' },
  });
});

test('a chart from a registry is referred to only by its source', () => {
  const chart = { kind: 'OCIRepository', source: 'registry-podinfo-1a2b3c4d' } as const;
  const spec = helmReleaseSpec({ ...PODINFO, chart });
  expect(spec).toMatchObject({ chartRef: { kind: 'OCIRepository', name: 'registry-podinfo-1a2b3c4d' } });
  expect(spec).not.toHaveProperty('chart');
});

test.each<[string, ReleaseOptions, object]>([
  ['retries mean that a failure is remediated', { install: { retries: 3 } }, remediates({ retries: 3 })],
  ['zero retries are written, too', { install: { retries: 0 } }, remediates({ retries: 0 })],
  ['a strategy is kept together with retries', { install: { strategy: 'RemediateOnFailure' } }, remediates(undefined)],
  [
    'a pause between retries is written into the strategy',
    { upgrade: { retryInterval: Duration.seconds(90) } },
    { upgrade: { strategy: { name: 'RetryOnFailure', retryInterval: '1m30s' } } },
  ],
  [
    'one action has its own timeout',
    { timeout: '15m', upgrade: { timeout: '1h' } },
    { timeout: '15m', upgrade: { timeout: '1h' } },
  ],
  ['CRDs may be skipped', { upgrade: { crds: 'Skip' } }, { upgrade: { crds: 'Skip' } }],
  [
    'false is written',
    { createNamespace: false, suspend: false },
    { install: { createNamespace: false }, suspend: false },
  ],
  [
    'the timeout of an uninstall may be shorter',
    { uninstall: { timeout: '1m', deletionPropagation: 'foreground' } },
    { uninstall: { timeout: '1m', deletionPropagation: 'foreground' } },
  ],
])('%s', (_, options, spec) => {
  expect(specOf(options)).toMatchObject(spec);
});

function remediates(remediation: object | undefined): object {
  return { install: { strategy: { name: 'RemediateOnFailure' }, ...(remediation && { remediation }) } };
}

test('an install and an upgrade have separate options', () => {
  const { install, upgrade } = specOf({ install: { retries: 3 } });
  expect(install).toHaveProperty('remediation');
  expect(upgrade).not.toHaveProperty('remediation');
});

test('null, empty and inherited names stay in the values', () => {
  const values = JSON.parse('{"a": null, "b": {}, "c": [], "__proto__": {"constructor": 1}}');
  expect(JSON.stringify(helmReleaseSpec({ ...PODINFO, values }).values)).toBe(JSON.stringify(values));
});
