/**
 * Manifests of sources that cannot be used.
 */
import { find, repository, chart } from './found-sources';

test.each([
  ['a path in a name', repository('../../etc/passwd'), 'HelmRepository name "../../etc/passwd" is not allowed'],
  ['an invalid namespace', repository('a', undefined, 'namespace: A/b'), 'namespace "A/b" is not allowed'],
  ['no name', repository('""').replace('  name: ""', '  labels: {}'), '"name" of a HelmRepository is missing'],
  ['no URL', repository('a', 'interval: 5m'), '"url" of HelmRepository default/a is missing'],
  [
    'a registry by its URL',
    repository('a', 'url: oci://r.example.com/charts'),
    '"type" of HelmRepository default/a is "default", and its URL is that of a registry; write "type: oci"',
  ],
  [
    'a registry over HTTP',
    repository('a', 'url: https://r.example.com/charts\n  type: oci'),
    'URL "https://r.example.com/charts" cannot be used: it must begin with oci://',
  ],
  [
    'a registry without a chart',
    chart('url: oci://r.example.com'),
    'cannot be used: it names no chart; write it as in',
  ],
  [
    'a chart with a tag',
    chart('url: oci://r.example.com/a:1.0.0'),
    'it contains a tag or a digest, and all tags are read',
  ],
  ['a chart in capitals', chart('url: oci://r.example.com/A'), 'a registry takes lower-case letters and digits, with'],
  ['a path out of the registry', chart('url: oci://r.example.com/..%2f..'), 'a registry takes lower-case letters'],
  [
    'a password in an oci:// URL with a query',
    chart('url: oci://me:SECRET@r.example.com/a?t=SECRET'),
    'URL "oci://***@r.example.com/a?***" cannot be used',
  ],
  [
    'insecure: yes',
    chart('url: oci://r.example.com/a\n  insecure: "yes"'),
    '"insecure" of OCIRepository default/a is text',
  ],
  [
    'another type',
    repository('a', 'url: https://a.example.com\n  type: git'),
    '"type" of HelmRepository default/a is "git"',
  ],
  [
    'another scheme',
    repository('a', 'url: file:///etc/passwd'),
    'URL "file:///etc/passwd" cannot be used: it must begin',
  ],
  [
    'a token in a query',
    repository('a', 'url: https://me:pw@a.example.com?t=SECRET'),
    'URL "https://***@a.example.com?***" cannot',
  ],
  ['text that is not a URL', repository('a', 'url: charts'), 'URL "charts" cannot be used: write it in full'],
  ['a list', repository('a', 'url: [a]'), '"url" of HelmRepository default/a is a list; write text'],
  [
    'an invalid name of a Secret',
    repository('a', 'url: https://a.example.com\n  secretRef: { name: --all }'),
    'spec.secretRef.name "--all" is not allowed',
  ],
  [
    'profiles: yes',
    repository('a', undefined, 'annotations: { weave.works/profiles: "yes" }'),
    '"weave.works/profiles" of HelmRepository default/a is "yes"; write "true"',
  ],
  [
    'a newer version',
    repository('a').replace('/v1', '/v2'),
    '"apiVersion" of HelmRepository default/a is "source.toolkit.fluxcd.io/v2"; only v1, v1beta2, v1beta1',
  ],
  ['brackets without end', '['.repeat(5_000), 'not readable as YAML: it is nested too deeply to be read'],
  ['invalid YAML', 'kind: [', 'not readable as YAML'],
  [
    'an alias bomb',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`)
      .join('\n')}\n`,
    'not readable as YAML: Excessive alias count',
  ],
])('fails for %s, and finds the others', (_, text, words) => {
  const { sources, lines } = find({ 'a.yaml': text, 'b.yaml': repository('shop') });
  expect(lines).toEqual([expect.stringContaining(words)]);
  expect(lines[0]).toMatch(/^catalogs\/a\.yaml:\d+:\d+: /);
  expect(sources.map(({ name }) => name)).toEqual(['shop']);
});
