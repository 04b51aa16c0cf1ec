import { Duration } from 'cdk8s';
import { checkDuration, checkLayer, checkOptions } from '../../../lib/constructs/checks/check-options';

type Options = Parameters<typeof checkOptions>[0];

test.each<[string, Options]>([
  ['nothing', {}],
  ['names', { name: 'podinfo', namespace: 'team-a', targetNamespace: 'apps', releaseName: 'podinfo.canary' }],
  ['the longest names', { name: 'a'.repeat(63), releaseName: 'a'.repeat(53) }],
  ['durations', { interval: Duration.minutes(1), timeout: '1h30m', uninstall: { timeout: '1h' } }],
  ['unlimited retries', { install: { retries: -1 } }],
  ['a pause between retries', { upgrade: { strategy: 'RetryOnFailure', retryInterval: '1m' } }],
  ['retries with remediation', { upgrade: { strategy: 'RemediateOnFailure', retries: 3 } }],
])('%s: nothing is wrong', (_, options) => {
  expect(checkOptions(options)).toEqual([]);
});

test.each<[Options, string]>([
  [{ name: 'Podinfo' }, 'subscription name'],
  [{ name: '' }, 'subscription name'],
  [{ name: 'a'.repeat(64) }, 'subscription name'],
  [{ name: 'team.podinfo' }, 'subscription name'],
  [{ namespace: 'team_a' }, 'namespace'],
  [{ targetNamespace: '-apps' }, 'target namespace'],
  [{ releaseName: 'a'.repeat(54) }, 'release name'],
  [{ releaseName: 'Podinfo' }, 'release name'],
])('fails for %j', (options, what) => {
  expect(checkOptions(options)).toMatchObject([{ kind: 'invalid-name', what, value: Object.values(options)[0] }]);
});

test.each([-1, 1.5, NaN, Infinity, 2 ** 53])('fails for layer %d', layer => {
  expect(checkLayer(layer)).toEqual([{ kind: 'invalid-layer', value: String(layer) }]);
});

test.each([undefined, 0, 10])('layer %s is valid', layer => {
  expect(checkLayer(layer)).toEqual([]);
});

test.each<[string, Options]>([
  ['interval', { interval: '1d' }],
  ['timeout', { timeout: '10' }],
  ['install.timeout', { install: { timeout: '1 h' } }],
  ['install.retryInterval', { install: { retryInterval: 'soon' } }],
  ['upgrade.timeout', { upgrade: { timeout: '' } }],
  ['upgrade.retryInterval', { upgrade: { retryInterval: '-1m' } }],
  ['uninstall.timeout', { uninstall: { timeout: '1d' } }],
])('fails for a wrong %s', (field, options) => {
  expect(checkOptions(options)).toMatchObject([{ kind: 'invalid-duration', field }]);
});

test('a duration may be absent', () => {
  expect(checkDuration('interval', undefined)).toEqual([]);
  expect(checkDuration('interval', '')).toEqual([{ kind: 'invalid-duration', field: 'interval', value: '' }]);
});

test.each<[string, Options]>([
  ['install.retries has no effect', { install: { strategy: 'RetryOnFailure', retries: 3 } }],
  ['upgrade.retries has no effect', { upgrade: { strategy: 'RetryOnFailure', retries: 0 } }],
  ['install.retryInterval has no effect', { install: { strategy: 'RemediateOnFailure', retryInterval: '1m' } }],
  ['upgrade.retryInterval has no effect', { upgrade: { retries: 3, retryInterval: '1m' } }],
])('fails because %s', (what, options) => {
  expect(checkOptions(options)).toMatchObject([{ kind: 'invalid-props', what: expect.stringContaining(what) }]);
});

test('fails with all problems at once', () => {
  const options: Options = { name: 'Podinfo', layer: -1, interval: '1d', install: { retries: 3, retryInterval: '1m' } };
  const kinds = checkOptions(options).map(({ kind }) => kind);
  expect(kinds).toEqual(['invalid-name', 'invalid-layer', 'invalid-duration', 'invalid-props']);
});
