import { parseIndexInFull, tryParseHelmLayout } from '../../../lib/model/helm-index/helm-index';
import { ListReader } from '../../../lib/model/lists/list-reader';
import { PreviousFields } from '../../../lib/model/lists/previous-fields';
import { helmIndexText } from '../../bench/helm-index-text';

const OPTIONS = { file: 'index.yaml', everyVersion: true };

/** An index with one chart; each version is its fields, from the keys before `name` on. */
function indexOf(...versions: readonly string[]): string {
  const items = versions.map((fields, i) => `  - ${fields.trimStart()}    name: vault\n    version: ${9 - i}.0.0\n`);
  // at the end of the text, a version is read in full
  return `apiVersion: v1\nentries:\n  vault:\n${items.join('')}generated: now\n`;
}

function maintainers(...names: readonly string[]): string {
  const items = names.map(name => `    - email: ${name}@example.com\n      name: ${name}\n`);
  return `    maintainers:\n${items.join('')}`;
}

const NINETY_NAMES = Array.from({ length: 90 }, (_, i) => `name-${i + 10}`);

test.each([
  ['a list gets longer', [maintainers('ann'), maintainers('ann', 'bob')]],
  ['a list gets shorter', [maintainers('ann', 'bob'), maintainers('ann')]],
  ['lists hold many maps', [maintainers(...NINETY_NAMES), maintainers(...NINETY_NAMES, 'zoe')]],
  ['a field goes and comes back', [maintainers('ann'), '    home: a\n', maintainers('ann')]],
  ['a field of an item goes', [maintainers('ann'), '    maintainers:\n    - name: ann\n', maintainers('ann')]],
  [
    'the last field of an item goes',
    ['    maintainers:\n    - name: ann\n      url: https://example.com\n', '    maintainers:\n    - name: ann\n'],
  ],
  [
    'a list is odd in the middle, and stands there again',
    [maintainers('ann', 'bob'), `${maintainers('cid')}    -  name: bob\n`, maintainers('ann', 'bob')],
  ],
  [
    'a map is odd at its end, and stands there again',
    [
      '    annotations:\n      weave.works/layer: layer-1\n      weave.works/profile: vault\n',
      '    annotations:\n      weave.works/layer: layer-2\n      weave.works/profile:  vault\n',
      '    annotations:\n      weave.works/layer: layer-1\n      weave.works/profile: vault\n',
    ],
  ],
  [
    'a plain text goes on in the next line',
    ['    description: keeps secrets\n', '    description: keeps secrets\n      and more\n'],
  ],
  ['a text is followed by a comment', ['    home: a\n', '    home: a\n    # b\n']],
  ['keys come in another order', ['    home: a\n    icon: b\n', '    icon: b\n    home: a\n']],
  ['a key is there twice', ['    home: a\n', '    home: a\n    home: a\n']],
  [
    'maps lie in maps',
    [`    annotations:\n      a:\n        b:\n          name: c\n`, `    annotations:\n      a: b\n`],
  ],
])('reads the same as the full parser when %s', (_, versions) => {
  const text = indexOf(...versions);
  expect(tryParseHelmLayout(text, OPTIONS)).toEqual(parseIndexInFull(text, OPTIONS));
});

test('the same lines are something else where the list is indented in another way', () => {
  const fields = (indent: string) => `name: vault\n${indent}version: 1.0.0\n${indent}zone:\n    - a\n`;
  const charts = `  vault:\n  - ${fields('    ')}  wharf:\n    - ${fields('      ').replace('vault', 'wharf')}`;
  const text = `apiVersion: v1\nentries:\n${charts}generated: now\n`;
  const index = tryParseHelmLayout(text, OPTIONS)!;
  expect(index).toEqual(parseIndexInFull(text, OPTIONS));
  expect(index.problems.filter(({ kind }) => kind === 'invalid-entry')).toMatchObject([
    { entry: 'a version of chart "wharf"', reason: expect.stringContaining('it is text') },
  ]);
});

test('maps that lie deeper than anybody writes are for the full parser', () => {
  const deep = Array.from({ length: 3000 }, (_, i) => `${' '.repeat(4 + 2 * i)}a:\n`).join('');
  expect(tryParseHelmLayout(indexOf(deep), OPTIONS)).toBeUndefined();
});

test('of keys without end, only some are remembered', () => {
  const previous = PreviousFields.of(['name']);
  previous.begin(4);
  const keys = Array.from({ length: 1000 }, (_, i) => `key-${i + 1000}:\n`);
  const found = keys.filter(key => previous.tryFind(key, 0, previous.fields.length) !== undefined);
  expect(found).toHaveLength(500);
  const [field] = previous.fields;
  field.within.begin(6);
  expect(field.within.tryFind('name:\n', 0, 0)).toBeUndefined();
  previous.forget();
  previous.begin(4);
  expect(previous.tryFind('name:\n', 0, 0)).toBe(0);
});

test('a key is found wherever it is among those of the map before, and only behind the one before it', () => {
  const previous = PreviousFields.of([]);
  previous.begin(4);
  const keys = Array.from({ length: 100 }, (_, i) => `key-${i + 100}`);
  keys.forEach((key, i) => expect(previous.tryFind(`${key}:\n`, 0, i)).toBe(i));
  expect(previous.tryFind('key-150: a\n', 0, 0)).toBe(50);
  expect(previous.tryFind('key-150: a\n', 0, 50)).toBe(50);
  expect(previous.tryFind('key-150: a\n', 0, 51)).toBeUndefined();
  expect(previous.tryFind('key-1500: a\n', 0, 20)).toBe(51);
  expect(previous.fields[51].key).toBe('key-1500');
});

test('maps of which each version has others are read the same as by the full parser', () => {
  const versions = Array.from({ length: 30 }, (_, i) => {
    const inner = Array.from({ length: 40 }, (_, j) => `      key-${i + 10}-${j + 10}:\n        name: a\n`);
    return `    annotations:\n${inner.join('')}${maintainers('ann')}`;
  });
  const text = indexOf(...versions);
  expect(tryParseHelmLayout(text, OPTIONS)).toEqual(parseIndexInFull(text, OPTIONS));
});

test('a run of colons is taken in one way only, or else this would take years', () => {
  const text = indexOf(`    description: a${':'.repeat(100_000)} b\n`);
  expect(tryParseHelmLayout(text, OPTIONS)).toBeUndefined();
});

test('an index as Helm writes it is simple', () => {
  const readInFull = jest.spyOn(ListReader.prototype as unknown as { readInFull(): void }, 'readInFull');
  const { entries, problems } = tryParseHelmLayout(helmIndexText(100_000, 1), OPTIONS)!;
  expect(entries.length).toBeGreaterThan(60);
  expect(problems).toEqual([]);
  expect(readInFull).not.toHaveBeenCalled();
  readInFull.mockRestore();
});
