/**
 * Which indexes Flux refuses, and which versions of one it skips, like Helm: made by
 * `go run .` in `test/data/helm-indexes`.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dropUndownloadable } from '../../../lib/model/helm-index/drop-undownloadable';
import { parseHelmIndex, parseOtherLayout, tryParseHelmLayout } from '../../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../../lib/model/problem-words';

interface Row {
  readonly text: string;
  readonly refused?: boolean;
  readonly offered: readonly string[];
}

const ROWS = JSON.parse(readFileSync(resolve(__dirname, '../../data/helm-indexes/rows.json'), 'utf8')) as Row[];
const OPTIONS = { file: 'index.yaml', everyVersion: true };
const wordsOf = (text: string) =>
  parseHelmIndex(text, { file: 'index.yaml' })
    .problems.filter(({ kind }) => kind === 'refused-index')
    .map(formatProblem);

describe.each([
  ['as it comes', parseHelmIndex],
  ['by the full parser', parseOtherLayout],
])('an index that is read %s', (_, read) => {
  test.each(ROWS.map(row => [row.text.slice(row.text.lastIndexOf('kyverno:')), row] as const))('%j', (_, row) => {
    const { entries, problems } = read(row.text, OPTIONS);
    // `apiVersion: 1` and `Entries` are read by Flux, and by nobody else
    if (problems.some(({ kind }) => kind === 'invalid-index')) return;
    const isRefused = problems.some(({ kind }) => kind === 'refused-index');
    expect(isRefused).toBe(row.refused ?? false);
    if (isRefused) return;
    const offered = entries.map(({ name, version }) => `${name} ${version}`);
    // what else is a problem of a version keeps it from being offered: a name that differs in its case
    expect(row.offered).toEqual(expect.arrayContaining(offered));
    if (problems.length === 0) expect(offered.sort()).toEqual([...row.offered].sort());
  });
});

const VERSIONS = Array.from({ length: 300 }, (_, i) => i);
const indexOf = (fields: (i: number) => string) => {
  const items = VERSIONS.map(
    i => `  - ${fields(i)}created: "2024-01-01T00:00:00Z"\n    name: a\n    version: 1.0.${i}\n`,
  );
  return `apiVersion: v1\nentries:\n  a:\n${items.join('')}generated: "2024-01-01T00:00:00Z"\n`;
};

test('says where it is, in a chart that is no profile', () => {
  expect(wordsOf(indexOf(i => `appVersion: ${i === 200 ? '72551e2' : '"1"'}\n    `))).toEqual([
    'index.yaml:804:17: Flux will not read this index, and so install no chart of it: "appVersion" of chart "a" is the number 72551e2 (quote it)',
  ]);
  expect(wordsOf(indexOf(i => (i === 299 ? 'releaseNotes: none\n    ' : '')))).toHaveLength(1);
  expect(wordsOf(indexOf(() => ''))).toEqual([]);
});

test('says it once, whatever else is wrong', () => {
  const text = indexOf(() => 'annotations:\n      a: true\n    releaseNotes: none\n    ');
  expect(wordsOf(text)).toHaveLength(1);
});

test.each(['', ' ', '\n'])('JSON is read version by version, with places: %j', blank => {
  const item = (name: string, more: string) => `{"name":"${name}",${blank}"version":"1.0.0"${more}}`;
  const text = `{"apiVersion":"v1",${blank}"entries":{${blank}"a":[${item('a', '')}],"b":[${blank}${item('b', ',"keywords":"c"')}]}}${blank}`;
  const line = text.slice(0, text.indexOf('"c"')).split('\n').length;
  const column = text.indexOf('"c"') - text.lastIndexOf('\n', text.indexOf('"c"'));
  const { entries, problems } = parseHelmIndex(text, OPTIONS);
  expect(entries.map(({ name }) => name)).toEqual(['a']);
  expect(problems).toMatchObject([
    { kind: 'invalid-entry', location: { line, column } },
    { kind: 'refused-index', location: { line, column } },
  ]);
});

test.each([
  '{"apiVersion":"v1","entries":{}',
  '{"apiVersion":"v1","entries":{}}}',
  '{"apiVersion":"v1","entries":{"a":[}]}',
  '{"apiVersion":"v1",entries:{}}',
  '{"apiVersion":"v1","entries":{"a":[{"name":"\\q"}]}}',
])('what is no JSON is left to the parser of YAML: %s', text => {
  expect(parseHelmIndex(text, OPTIONS).entries).toEqual([]);
});

test('what Flux cannot download is not offered', () => {
  const item = (name: string, urls: string) => `  ${name}:\n  - name: ${name}\n${urls}    version: 1.0.0\n`;
  const charts = [
    item('flagger', '    urls:\n    - https://charts.example.com/flagger-1.0.0.tgz\n'),
    item('kafka', '    urls:\n    - oci://registry.example.com:5000/charts/kafka:1.0.0\n'),
    item('vault', ''),
    item('velero', '    urls: []\n'),
  ];
  const { entries, problems } = dropUndownloadable(
    parseHelmIndex(`apiVersion: v1\nentries:\n${charts.join('')}`, OPTIONS),
  );
  expect(entries.map(({ name }) => name)).toEqual(['flagger']);
  expect(problems.map(formatProblem)).toEqual([
    'index.yaml:9:5: chart "kafka" 1.0.0 cannot be used: its "urls" name oci://registry.example.com:5000/charts/kafka:1.0.0, and Flux downloads no chart of a HelmRepository over HTTP from there; add an OCIRepository with "url: oci://registry.example.com:5000/charts/kafka" instead',
    expect.stringMatching(/^index.yaml:14:5: chart "vault" 1.0.0 cannot be used: its "urls" do not say where/),
    expect.stringMatching(/^index.yaml:17:5: chart "velero" 1.0.0 cannot be used: its "urls" do not say where/),
  ]);
});

test('of the problems of one index, a hundred are shown', () => {
  const text = `apiVersion: v1\nentries:\n  a:\n${VERSIONS.map(i => `  - name: a/b\n    version: 1.0.${i}\n`).join('')}`;
  const { problems } = parseHelmIndex(text, OPTIONS);
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)).toMatchObject({ kind: 'more-problems', count: 200, location: { file: 'index.yaml' } });
});

test('both ways of reading say the same', () => {
  for (const { text } of ROWS) {
    const fast = tryParseHelmLayout(text, OPTIONS);
    if (fast !== undefined) expect(parseOtherLayout(text, OPTIONS)).toEqual(fast);
  }
});
