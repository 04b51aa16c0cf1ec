/**
 * Names of charts and profiles in an index, and versions that it lists twice.
 */
import { parse as parseYaml, stringify } from 'yaml';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';

type Fields = Record<string, unknown>;

/** A version of a chart that is a profile. */
function version(name: string, number: string, annotations: Fields = { 'weave.works/profile': name }): Fields {
  return { annotations, name, version: number };
}

/** What an index of `charts` offers, as YAML and as JSON. */
function readBoth(charts: readonly (readonly [string, readonly Fields[]])[]) {
  const text = stringify({ apiVersion: 'v1', entries: new Map(charts) });
  return [text, JSON.stringify(parseYaml(text), null, 1)].map(each => parseHelmIndex(each, { file: 'index.yaml' }));
}

test.each([
  ['true', ['vault']],
  ['TRUE', ['vault']],
  ['', ['vault']],
  [' ', ['vault']],
  [null, ['vault']],
  ['A Demo Profile', ['vault']],
  ['constructor', ['constructor']],
  ['false', []],
])('%j as the name of a profile', (profile, names) => {
  for (const { entries, problems } of readBoth([
    ['vault', [version('vault', '1.0.0', { 'weave.works/profile': profile })]],
  ])) {
    expect({ names: entries.map(({ name }) => name), problems }).toEqual({ names, problems: [] });
  }
});

test('charts are known by their keys, with warnings of another name and of a title', () => {
  const title = { 'weave.works/profile': 'A Demo Profile' };
  const found = readBoth([
    ['ingress', [version('ingress-nginx', '1.1.0'), version('ingress-nginx', '1.0.0')]],
    ['vault', [version('vault', '1.0.0', title), version('vault', '0.9.0', title)]],
  ]);
  for (const { entries, problems, warnings } of found) {
    expect(problems).toEqual([]);
    expect(entries.map(({ name, origin }) => [name, 'chart' in origin && origin.chart])).toEqual([
      ['ingress-nginx', 'ingress'],
      ['ingress-nginx', 'ingress'],
      ['vault', 'vault'],
      ['vault', 'vault'],
    ]);
    expect(warnings?.map(warning => warning.replace(/^index.yaml:\d+:\d+: /, ''))).toEqual([
      'chart "ingress" calls itself "ingress-nginx"; Helm and Flux know it as "ingress"',
      '"weave.works/profile" of chart "vault" is "A Demo Profile", which is not a name; the profile is called "vault"',
    ]);
  }
});

test('of many warnings, ten are shown', () => {
  const charts = Array.from({ length: 12 }, (_, i) => [`chart-${i}`, [version('other', '1.0.0', {})]] as const);
  const text = stringify({ apiVersion: 'v1', entries: new Map(charts) });
  const { warnings = [] } = parseHelmIndex(text, { file: 'index.yaml', everyVersion: true });
  expect(warnings).toHaveLength(11);
  expect(warnings.at(-1)).toBe('2 more charts have such names');
});

/** An index with one version of a chart, listed with these digests, times and files. */
function repeated(...listed: readonly (readonly [digest: string, created: string, file: string])[]): string {
  const versions = listed.map(([digest, created, file]) => `    - {name: ingress-nginx, version: 4.12.0-beta.0, digest: ${digest}, created: "${created}", urls: [${file}]}\n`); // prettier-ignore
  return `apiVersion: v1\nentries:\n  ingress-nginx:\n${versions.join('')}`;
}

const FIRST = ['aaa', '2024-10-15T09:49:01.49Z', 'ingress-nginx-4.12.0-beta.0.tgz'] as const;
const LAST = ['bbb', '2024-12-21T22:40:22+01:00', 'ingress-nginx-4.12.0-beta.0.tgz'] as const;

test.each([[[FIRST, LAST]], [[LAST, FIRST]]])('of a version listed twice with one URL, the last one counts', listed => {
  const { entries, problems } = parseHelmIndex(repeated(...listed), { file: 'index.yaml', everyVersion: true });
  expect(entries.map(({ origin }) => origin)).toEqual([{ kind: 'chart', chart: 'ingress-nginx', digest: 'bbb' }]);
  expect(problems).toEqual([]);
});

test.each([['elsewhere.tgz'], ['']])('fails for a version that is listed twice with other URLs: "%s"', file => {
  const text = repeated(FIRST, [LAST[0], LAST[1], file]);
  const { entries, problems } = parseHelmIndex(text, { file: 'index.yaml', everyVersion: true });
  expect(entries).toHaveLength(1);
  expect(problems).toEqual([expect.objectContaining({ reason: expect.stringMatching(/^the chart lists .* already/) })]);
});
