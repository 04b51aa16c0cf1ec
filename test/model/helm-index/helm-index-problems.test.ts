import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../../lib/model/problem-words';

function parse(text: string, everyVersion?: boolean) {
  const { entries, problems } = parseHelmIndex(text, { file: 'index.yaml', everyVersion });
  // what Flux says of the index as a whole is tested in `refused-index.test.ts`
  const own = problems.filter(({ kind }) => kind !== 'refused-index');
  return {
    names: entries.map(entry => `${entry.name} ${entry.version}`),
    words: own.map(formatProblem),
    kinds: own.map(problem => problem.kind),
  };
}

/** The index with one chart version, written as `lines`, between two that are well. */
function between(lines: string): string {
  const good = (name: string) => `  ${name}:\n  - {name: ${name}, version: 1.0.0}\n`;
  return `apiVersion: v1\nentries:\n${good('flagger')}  kyverno:\n${lines}\n${good('vault')}`;
}

describe('fails as a whole', () => {
  test.each([
    ['', '1:1', 'it is empty'],
    ['# nothing\n', '1:1', 'it is empty'],
    ['null', '1:1', 'it is empty'],
    ['- vault', '1:1', 'it is a list'],
    ['<!DOCTYPE html>\n<html lang="en">', '1:1', 'it is a web page'],
    ['404: Not Found', '1:1', '"apiVersion" is missing'],
    ['apiVersion: v1', '1:1', '"entries" is missing'],
    ['apiVersion: v1\nentries:\n', '2:9', '"entries" is empty'],
    ['apiVersion: v1\nentries: []\n', '2:10', '"entries" is a list'],
    ['entries: {}\napiVersion: v2', '2:13', '"apiVersion" is "v2" (only v1 can be read)'],
    ['entries: {}\napiVersion: 1', '2:13', '"apiVersion" is "1" (only v1 can be read)'],
    ['apiVersion: v1\nentries: {}\nentries: {}', '3:1', '"entries" is written twice'],
    ['apiVersion: v1\nentries: {}\n---\na: b', '3:1', 'the file contains several YAML documents'],
    ['apiVersion: v1\nentries:\n\tvault: []', '3:1', 'Tabs are not allowed as indentation'],
    ['{"apiVersion": "v1", "entries": {', '1:34', 'Flow map'],
    ['apiVersion: v1\nentries: *charts', '2:10', 'an alias refers to no anchor before it'],
    ['apiVersion: v1\nentries: &e {vault: *e}', '2:21', 'an alias refers to no anchor before it'],
    ['apiVersion: v1\nentries: {[vault]: []}', '2:11', 'a list cannot be a key'],
  ])('%j', (text, place, words) => {
    const result = parse(text);
    expect(result).toMatchObject({ names: [], kinds: ['invalid-index'] });
    expect(result.words[0]).toContain(`index.yaml:${place}: not a Helm repository index: ${words}`);
  });
});

describe('fails for one chart version, and reads the others', () => {
  test.each([
    ['  - ', '6:5', 'a version of chart "kyverno" cannot be used: it is empty; write a map with "name" and "version"'],
    ['  - 1.0.0', '6:5', 'it is text'],
    ['  - [name]', '6:5', 'it is a list'],
    ['    {name: kyverno}', '6:5', 'chart "kyverno" cannot be used: it is a map; write a list of its versions'],
    ['  - name: kyverno', '6:5', '"version" is missing (write it)'],
    ['  - name: kyverno\n    version: " "', '7:14', '"version" is missing (write it)'],
    ['  - version: 1.0.0\n    name:', '7:10', 'chart "kyverno" 1.0.0 cannot be used: "name" is missing (write it)'],
    ['  - {name: a/kyverno, version: 1.0.0}', '6:12', '"name" is "a/kyverno" (a name has no "/"'],
    ['  - name: kyverno\n    version: 1.10', '7:14', '"version" is the number 1.10 (quote it: "1.10")'],
    ['  - name: kyverno\n    version: latest', '7:14', '"version" is "latest", which is not a version'],
    ['  - {name: kyverno, version: 1.0.0, version: 1.0.1}', '6:37', '"version" is written twice (keep one)'],
    ['  - {name: kyverno, version: 1.0.0, annotations: []}', '6:50', '"annotations" is a list (write a map)'],
    ['  - {name: kyverno, version: 1.0.0, keywords: policy}', '6:47', '"keywords" is text (write a list)'],
    ['  - {name: kyverno, version: 1.0.0, keywords: [1]}', '6:48', '"keywords" is the number 1 (quote it: "1")'],
    ['  - {name: kyverno, version: 1.0.0, description: [a]}', '6:50', '"description" is a list (write text)'],
    [
      '  - {name: kyverno, version: 1.0.0, description: "\\ud83d"}',
      '6:50',
      '"description" contains half a surrogate pair',
    ],
    [
      '  - {name: kyverno, version: 1.0.0, keywords: ["\\udc00 a"]}',
      '6:48',
      '"keywords" contains half a surrogate pair',
    ],
    ['  - {name: kyverno, version: 1.0.0, digest: 0}', '6:45', '"digest" is the number 0'],
    [
      '  - {name: kyverno, version: 1.0.0, maintainers: [me]}',
      '6:51',
      '"maintainers" contains text (write a list of maps)',
    ],
    ['  - {name: kyverno, version: 1.0.0, maintainers: [{}]}', '6:51', '"name" of a maintainer is missing'],
    [
      '  - {name: kyverno, version: 1.0.0, dependencies: [{name: a, version: 1.10}]}',
      '6:71',
      '"version" of a dependency is the number 1.10 (quote it: "1.10")',
    ],
    ['  - {name: kyverno, version: 1.0.0}\n  - {name: kyverno, version: v1.0.0}', '6:5', 'the chart lists'],
    ['  - {name: kyverno, version: 1.0.0}\n  kyverno: []', '7:3', 'it is listed twice'],
    [
      '  - {name: kyverno, version: 1.0.0, annotations: {weave.works/profile: yes, weave.works/profile: no}}',
      '6:77',
      '"weave.works/profile" is written twice (keep one)',
    ],
    [
      '  - {name: kyverno, version: 1.0.0, annotations: {weave.works/profile: true}}',
      '6:72',
      '"weave.works/profile" is the boolean true (quote it: "true")',
    ],
    ['  - {name: kyverno, version: 1.0.0, type: Application}', '6:43', '"type" is "Application"'],
    [
      '  - {name: kyverno, version: 1.0.0, dependencies: [{name: a, alias: a.b}]}',
      '6:69',
      '"alias" of a dependency is',
    ],
    ['  - {name: kyverno, version: 1.0.0}\n  a/b:\n  - {name: a/b, version: 1.0.0}', '8:12', '"name" is "a/b"'],
  ])('%j', (lines, place, words) => {
    const result = parse(between(lines), true);
    expect(result.kinds).toEqual(['invalid-entry']);
    expect(result.words[0]).toMatch(new RegExp(`^index.yaml:${place}: `));
    expect(result.words[0]).toContain(words);
    expect(result.names).toContain('flagger 1.0.0');
    expect(result.names).toContain('vault 1.0.0');
  });

  test.each(['first', '-1', '1.5', '""', '', '[1]', '99999999999999999999'])('layer %j', layer => {
    const lines = `  - name: kyverno\n    version: 1.0.0\n    annotations:\n      weave.works/layer: ${layer}`;
    const { names, words } = parse(between(lines), true);
    expect(names).toEqual(['flagger 1.0.0', 'vault 1.0.0']);
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(/^index.yaml:9:26: chart "kyverno" 1.0.0 cannot be used: "weave.works\/layer" is /);
  });

  test('with all that is wrong with it in one problem', () => {
    expect(parse(between('  - version: 1.10\n    keywords: {}'), true).words).toMatchInlineSnapshot(`
     [
       "index.yaml:6:5: a version of chart "kyverno" cannot be used: "name" is missing (write it); "version" is the number 1.10 (quote it: "1.10"); "keywords" is a map (write a list)",
     ]
    `);
  });

  test('only when it is a profile, or might be', () => {
    expect(parse(between('  - {name: kyverno, version: 1.10}')).words).toEqual([]);
    expect(parse(between('  - {name: kyverno, version: 1.0.0, annotations: 1}')).words).toEqual([]);
    const list = '  - {name: kyverno, version: 1.0.0, annotations: [weave.works/profile: kyverno]}';
    expect(parse(between(list)).words).toHaveLength(1);
  });
});
