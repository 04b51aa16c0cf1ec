import { inheritOptions, inheritSource } from '../../../lib/constructs/props/inherit-options';

test('the nearest wins, and undefined has no effect', () => {
  const fleet = { interval: '1h', timeout: '15m', namespace: 'flux-system' };
  const cluster = { interval: '30m', timeout: undefined };
  expect(inheritOptions({ interval: '10m' }, cluster, fleet)).toMatchObject({
    interval: '10m',
    timeout: '15m',
    namespace: 'flux-system',
  });
});

test('false, 0 and the empty text are values', () => {
  const inherited = { suspend: true, layer: 2, releaseName: 'podinfo' };
  expect(inheritOptions({ suspend: false, layer: 0, releaseName: '' }, inherited)).toMatchObject({
    suspend: false,
    layer: 0,
    releaseName: '',
  });
});

test('labels, annotations and the options of an action are merged', () => {
  const fleet = { labels: { ring: 'stable', team: 'a' }, install: { timeout: '5m' }, uninstall: { timeout: '1h' } };
  const own = { labels: { ring: 'canary' }, install: { retries: 3 }, uninstall: { keepHistory: true } };
  expect(inheritOptions(own, undefined, fleet)).toMatchObject({
    labels: { ring: 'canary', team: 'a' },
    install: { retries: 3, timeout: '5m' },
    uninstall: { keepHistory: true, timeout: '1h' },
  });
});

test('lists are replaced, but values are collected, farthest first', () => {
  const reference = (name: string) => ({ kind: 'Secret', name }) as const;
  const fleet = { values: ['fleet.yaml', { a: 1 }], valuesFrom: [reference('fleet')] };
  const cluster = { values: { b: 2 } };
  const { values, valuesFrom } = inheritOptions({ values: 'own.yaml', valuesFrom: [reference('own')] }, cluster, fleet);
  expect(values).toEqual(['fleet.yaml', { a: 1 }, { b: 2 }, 'own.yaml']);
  expect(valuesFrom).toEqual([reference('own')]);
});

test('nothing is inherited where no defaults are given', () => {
  expect(inheritOptions({}, undefined)).toEqual({ values: [] });
});

test('the given options are not changed', () => {
  const fleet = Object.freeze({ labels: Object.freeze({ ring: 'stable' }) });
  const own = Object.freeze({ labels: Object.freeze({ ring: 'canary' }) });
  inheritOptions(own, fleet);
  expect(fleet.labels).toEqual({ ring: 'stable' });
});

describe('options of a source', () => {
  const url = 'https://charts.example.com';

  test('are those of its URL, with or without slashes at the end', () => {
    const sources = { [`${url}/`]: { interval: '1h' }, 'https://other.example.com': { interval: '2h' } };
    expect(inheritSource(url, { sources })).toEqual({ interval: '1h' });
    expect(inheritSource(`${url}//`, { sources })).toEqual({ interval: '1h' });
  });

  test('are merged, the nearest winning', () => {
    const fleet = { sources: { [url]: { interval: '1h', timeout: '5m' } } };
    const cluster = { sources: { [url]: { interval: '10m' } } };
    expect(inheritSource(url, cluster, fleet)).toEqual({ interval: '10m', timeout: '5m' });
  });

  test('are empty if none are given', () => {
    expect(inheritSource(url, undefined, {})).toEqual({});
    expect(inheritSource('constructor', { sources: {} })).toEqual({});
  });

  test('credentials for one host are not sent to a nearer mirror', () => {
    const secretRef = { name: 'charts' };
    const fleet = { sources: { [url]: { secretRef, passCredentials: true, timeout: '5m' } } };
    const mirror = 'https://mirror.example.com';
    expect(inheritSource(url, { sources: { [url]: { mirror } } }, fleet)).toEqual({ mirror, timeout: '5m' });
    const own = { mirror, secretRef: { name: 'mirror' } };
    expect(inheritSource(url, { sources: { [url]: own } }, fleet)).toEqual({ ...own, timeout: '5m' });
  });
});

test.each([
  [{ retries: 3 }, { strategy: 'RetryOnFailure', retryInterval: '1m' }, { retries: 3 }],
  [{ strategy: 'RemediateOnFailure' }, { retryInterval: '1m' }, { strategy: 'RemediateOnFailure' }],
  [{ crds: 'Skip' }, { retries: 3 }, { crds: 'Skip', retries: 3 }],
  [{ timeout: '5m' }, { strategy: 'RetryOnFailure' }, { timeout: '5m', strategy: 'RetryOnFailure' }],
] as const)('a nearer %j replaces all options for retries', (own, inherited, expected) => {
  expect(inheritOptions({ install: own }, { install: inherited }).install).toEqual(expected);
});
