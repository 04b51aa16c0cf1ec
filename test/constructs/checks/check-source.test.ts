import { checkSource } from '../../../lib/constructs/checks/check-source';
import type { SourceOptions } from '../../../lib/flux/source-options';

const HTTP = 'https://charts.example.com';
const OCI = 'oci://registry.example.com/charts';

test.each<[string, SourceOptions]>([
  [HTTP, {}],
  [HTTP, { passCredentials: true, secretRef: { name: 'charts' }, interval: '1h' }],
  [OCI, { provider: 'aws', insecure: true, verify: { provider: 'cosign' }, timeout: '5m' }],
  [HTTP, { mirror: OCI, provider: 'gcp' }],
  [OCI, { mirror: HTTP, passCredentials: true }],
  [HTTP, { patch: { suspend: true } }],
])('%s with %j has no problems', (url, options) => {
  expect(checkSource(url, options)).toEqual([]);
});

test.each<[string, SourceOptions]>([
  [HTTP, { provider: 'aws' }],
  [HTTP, { verify: { provider: 'cosign' } }],
  [HTTP, { serviceAccountName: 'charts' }],
  [HTTP, { proxySecretRef: { name: 'proxy' } }],
  [HTTP, { insecure: false }],
  [OCI, { passCredentials: false }],
])('fails for %s with %j, which has no effect', (url, options) => {
  const [field] = Object.keys(options);
  expect(checkSource(url, options)).toMatchObject([
    { kind: 'invalid-props', what: `source option "${field}" has no effect on ${url}` },
  ]);
});

test('a mirror determines which options have an effect', () => {
  expect(checkSource(HTTP, { mirror: OCI, passCredentials: true })).toMatchObject([{ kind: 'invalid-props' }]);
});

test.each(['mirror.example.com', 'ftp://mirror.example.com', ''])('fails for the mirror "%s"', mirror => {
  expect(checkSource(HTTP, { mirror })).toMatchObject([{ kind: 'invalid-url', value: mirror }]);
});

test('fails for a password in a mirror, and does not print it', () => {
  const problems = checkSource(HTTP, {
    mirror: 'https://robot:secret@mirror.example.com',
    interval: '1d',
    verify: {} as never,
  });
  expect(problems.map(({ kind }) => kind)).toEqual(['invalid-props', 'invalid-url', 'invalid-duration']);
  expect(JSON.stringify(problems)).not.toContain('secret@');
});

test.each([[[]], ['suspend'], [new Map()]])('fails for a patch that is %p', patch => {
  expect(checkSource(HTTP, { patch: patch as object })).toMatchObject([{ kind: 'invalid-patch' }]);
});

test.each([
  ['interval', { interval: '1d' }],
  ['timeout', { timeout: '10' }],
])('fails for a wrong %s, and names the source', (field, options) => {
  expect(checkSource(HTTP, options)).toMatchObject([{ kind: 'invalid-duration', field: `${field} of ${HTTP}` }]);
});
