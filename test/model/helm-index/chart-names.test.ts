/**
 * Names of charts and profiles in an index.
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
