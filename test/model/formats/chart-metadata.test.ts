/**
 * What charts say about themselves for people, from an index to the lock file and back.
 */
import { stringify } from 'yaml';
import { formatCatalogLock, parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { parseHelmIndex, parseIndexInFull } from '../../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../../lib/model/problem-words';
import { SOURCE, withoutLocation } from './lock-source';

const ARTIFACT_HUB = '- name: Support\n  url: https://example.com/support\n- url: https://example.com/docs\n';

function indexOf(fields: Record<string, unknown>, annotations: Record<string, unknown> = {}): string {
  const version = { annotations: { 'weave.works/profile': 'linkerd2', ...annotations }, ...fields };
  return stringify({
    apiVersion: 'v1',
    entries: { linkerd2: [{ ...version, name: 'linkerd2', urls: ['a.tgz'], version: '0.0.16' }] },
  });
}

function metadataIn(text: string) {
  const [{ appVersion, home, sources, links, created }] = parseHelmIndex(text, { file: 'index.yaml' }).entries;
  return { appVersion, home, sources, links, created };
}

const FIELDS = {
  appVersion: '2.14.10',
  created: '2024-05-02T10:11:12.123456789Z',
  home: 'https://linkerd.io',
  sources: ['https://github.com/linkerd/linkerd2'],
};
const READ = {
  ...FIELDS,
  created: '2024-05-02T10:11:12Z',
  links: [{ name: 'Support', url: 'https://example.com/support' }, { url: 'https://example.com/docs' }],
};

test.each([
  ['of Artifact Hub', { 'artifacthub.io/links': ARTIFACT_HUB, 'weave.works/links': '- url: https://other' }],
  ['of Weave', { 'weave.works/links': ARTIFACT_HUB }],
  ['in flow style', { 'artifacthub.io/links': JSON.stringify(READ.links) }],
  ['with Windows line ends', { 'artifacthub.io/links': ARTIFACT_HUB.replaceAll('\n', '\r\n') }],
])('app version, home, sources, date and the links %s are read, by both parsers', (_, annotations) => {
  const text = indexOf(FIELDS, annotations);
  expect(metadataIn(text)).toEqual(READ);
  expect(parseIndexInFull(text, { file: 'index.yaml' }).entries[0]).toMatchObject(READ);
});

test('they are in the lock file, and an entry without them has the bytes that it had', () => {
  const { entries } = parseHelmIndex(indexOf(FIELDS, { 'artifacthub.io/links': ARTIFACT_HUB }), { file: 'i' });
  const text = formatCatalogLock({ source: SOURCE, entries });
  const { lock, problems } = parseCatalogLock(text, 'platform.lock.yaml');
  expect(problems).toEqual([]);
  expect(lock?.entries.map(withoutLocation)).toEqual(entries.map(withoutLocation));
  expect(lock?.entries[0]).toMatchObject(READ);
  expect(text).toContain(
    '\n    - appVersion: 2.14.10\n      created: "2024-05-02T10:11:12Z"\n      home: https://linkerd.io\n',
  );
  const bare = formatCatalogLock({ source: SOURCE, entries: parseHelmIndex(indexOf({}), { file: 'i' }).entries });
  expect(bare.split('\n').slice(4)).toEqual([
    '  linkerd2:',
    '    - origin:',
    '        chart: linkerd2',
    '        kind: chart',
    '      version: 0.0.16',
    ...bare.split('\n').slice(9),
  ]);
});

test.each([
  ['2022-05-11T17:39:49.90546796+02:00', '2022-05-11T15:39:49Z'],
  ['2022-05-11T17:39:49Z', '2022-05-11T17:39:49Z'],
  ['0001-01-01T00:00:00Z', undefined],
  ['2022-13-11T17:39:49+02:00', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('the date "%s" is %s', (created, expected) => {
  expect(metadataIn(indexOf({ created })).created).toBe(expected);
});

test('what cannot be read is left out, and keeps no profile from being offered', () => {
  const wrong = { appVersion: 1.1, home: ['a'], sources: [null, 'https://a', { b: 1 }], created: 7 };
  const links = ['- 1', '- name: a', '"', 'constructor: {}', '- {url: [a]}', `- url: ${'x'.repeat(20_000)}`, ''];
  for (const text of links) {
    const nothing = { appVersion: undefined, home: undefined, sources: ['https://a'], links: undefined };
    const index = indexOf(wrong, { 'artifacthub.io/links': text });
    expect(metadataIn(index)).toEqual({ ...nothing, created: undefined });
  }
});

test('fails for a date in a lock file that is none, with its place', () => {
  const { entries } = parseHelmIndex(indexOf(FIELDS), { file: 'i' });
  const text = formatCatalogLock({ source: SOURCE, entries }).replace('2024-05-02T10:11:12Z', 'May');
  expect(parseCatalogLock(text, 'a.lock.yaml').problems.map(formatProblem)).toEqual([
    'a.lock.yaml:7:16: profile "linkerd2" 0.0.16 cannot be used: "created" is "May" (write it as in "2024-05-02T10:11:12Z")',
  ]);
});
