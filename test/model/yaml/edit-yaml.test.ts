import * as fc from 'fast-check';
import { editYaml } from '../../../lib/model/yaml/edit-yaml';

/** Another parser than the one that finds the places. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { load } = require('js-yaml') as { load(text: string): unknown };
const LAYER = 'weave.works/layer';
const PATH = ['annotations', LAYER];
const setTo = (text: string, layer: string) => editYaml(text, { path: PATH, text: layer });

test.each([
  [
    'a plain value',
    `annotations:\n  ${LAYER}: layer-1 # c\nname: kuma\n`,
    `annotations:\n  ${LAYER}: layer-2 # c\nname: kuma\n`,
  ],
  ['quotes', `annotations:\n  "${LAYER}": 'layer-1'\n`, `annotations:\n  "${LAYER}": 'layer-2'\n`],
  ['an alias', `a: &a layer-1\nannotations:\n  ${LAYER}: *a\n`, `a: &a layer-1\nannotations:\n  ${LAYER}: layer-2\n`],
  [
    'a block',
    `annotations:\n  ${LAYER}: |-\n    layer-1\nname: kuma\n`,
    `annotations:\n  ${LAYER}: layer-2\nname: kuma\n`,
  ],
  ['no value', `annotations:\n  ${LAYER}: # c\n`, `annotations:\n  ${LAYER}: layer-2 # c\n`],
  [
    'Windows line ends',
    `name: kuma\r\nannotations:\r\n  a/b: c\r\n`,
    `name: kuma\r\nannotations:\r\n  a/b: c\r\n  ${LAYER}: layer-2\r\n`,
  ],
  ['no annotations', 'name: kuma\n', `name: kuma\nannotations:\n  ${LAYER}: layer-2\n`],
  ['empty annotations', 'annotations:  # none\nname: kuma', `annotations:  # none\n  ${LAYER}: layer-2\nname: kuma`],
  ['a flow map', 'annotations: {a: b} # c\n', `annotations: {a: b, ${LAYER}: layer-2} # c\n`],
  ['an empty flow map', 'annotations: {}\n', `annotations: {${LAYER}: layer-2}\n`],
  [
    'only blocks',
    'annotations:\n    # c\n    a/b: |\n      x\n\n',
    `annotations:\n    # c\n    ${LAYER}: layer-2\n    a/b: |\n      x\n\n`,
  ],
  [
    'sorted annotations',
    'annotations:\n  weave.works/category: mesh # c\n  weave.works/profile: kuma\n',
    `annotations:\n  weave.works/category: mesh # c\n  ${LAYER}: layer-2\n  weave.works/profile: kuma\n`,
  ],
])('changes a value where there is %s', (_, before, after) => {
  expect(setTo(before, 'layer-2')).toBe(after);
  expect(setTo(after, 'layer-2')).toBe(after);
});

test('adds maps that are missing, in another map than the root too', () => {
  const text = 'kind: Profile\nmetadata:\n    name: web\nspec: {}\n';
  expect(editYaml(text, { path: ['metadata', ...PATH], text: 'layer-2' })).toBe(
    `kind: Profile\nmetadata:\n    name: web\n    annotations:\n        ${LAYER}: layer-2\nspec: {}\n`,
  );
});

test('renames a key, in its quotes', () => {
  const edit = { path: ['annotations', 'weave.works/layers'], rename: LAYER };
  expect(editYaml(`annotations: # c\n  'weave.works/layers' : layer-1\n`, edit)).toBe(
    `annotations: # c\n  '${LAYER}' : layer-1\n`,
  );
});

test.each([
  ['the value of other places changes too', `annotations:\n  ${LAYER}: &a layer-1\nb: *a\n`],
  ['the map is an alias', `a: &a {b: c}\nannotations: *a\n`],
  ['it is not YAML', 'annotations: [\n'],
  ['there are two documents', 'a: b\n---\na: b\n'],
  ['a key is written twice', `annotations:\n  ${LAYER}: layer-1\n  ${LAYER}: layer-2\n`],
  ['annotations are a list', 'annotations: [a]\n'],
  ['it is empty', ''],
])('changes nothing where %s', (_, text) => {
  expect(setTo(text, 'layer-3')).toBeUndefined();
});

test('does not rename to a key that is there, nor one that is not', () => {
  const text = `annotations:\n  ${LAYER}: layer-1\n  weave.works/layers: layer-2\n`;
  expect(editYaml(text, { path: ['annotations', 'weave.works/layers'], rename: LAYER })).toBeUndefined();
  expect(editYaml('annotations: {}', { path: ['annotations', 'constructor'], rename: LAYER })).toBeUndefined();
});

/** A line that is not changed: a field of any style, a comment, an empty line. */
const OTHER = fc.constantFrom(
  'name: kuma',
  "version: '1.0'",
  'description: "a: b # c"',
  'keywords: [a, b]',
  '# annotations:',
  '',
  'icon: >-\n  https://example.com\n\n  a',
  'home: |\n  a\n   b\n',
  'dependencies:\n- name: kuma\n  version: 1.0.0 # c',
  'maintainers:\n  # the team\n  - {name: Platform}',
);
const ANNOTATION = fc.constantFrom<string[]>(
  'weave.works/profile: kuma',
  '"weave.works/category": mesh # c',
  'weave.works/links: |\n    - a: b\n    - c',
  "weave.works/operator: 'true'",
  '# weave.works/layer: layer-9',
  'constructor: a',
  'artifacthub.io/changes: >\n    a\n\n    b',
  '',
);
const CURRENT = fc.constantFrom(
  `${LAYER}: layer-1`,
  `"${LAYER}": "layer-1" # c`,
  `${LAYER}:`,
  `${LAYER}: |-\n    layer-1`,
  undefined,
);
const CHART = fc
  .record({
    before: fc.uniqueArray(OTHER, { maxLength: 4 }),
    annotations: fc.option(fc.tuple(fc.uniqueArray(ANNOTATION, { maxLength: 4 }), CURRENT, fc.nat(4))),
    after: fc.uniqueArray(OTHER, { maxLength: 4 }),
    isWindows: fc.boolean(),
    end: fc.constantFrom('', '\n', '\n\n', '\n# end', '\n...\n'),
    start: fc.constantFrom('', '\uFEFF', '---\n', '# a chart\n'),
  })
  .map(({ before, annotations, after, isWindows, end, start }) => {
    const own = annotations?.[0] ?? [];
    if (annotations?.[1] !== undefined) own.splice(annotations[2] % (own.length + 1), 0, annotations[1]);
    const block = annotations === null ? [] : [['annotations: # c', ...own.map(line => (line === '' ? '' : `  ${line}`))].join('\n')]; // prettier-ignore
    const rest = after.filter(line => line === '' || !before.includes(line));
    const text = start + ['apiVersion: v2', ...before, ...block, ...rest].join('\n') + end;
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  });

test('of 1,000 files, changes nothing but the lines of the value, and nothing the second time', () => {
  let edited = 0;
  fc.assert(
    fc.property(CHART, text => {
      const after = setTo(text, 'layer-2');
      if (after === undefined) return;
      edited++;
      expect(setTo(after, 'layer-2')).toBe(after);
      const data = (source: string) => load(source.replace(/^\uFEFF/, '')) as { annotations?: Record<string, unknown> };
      const { annotations, ...rest } = data(text);
      expect(data(after)).toEqual({ ...rest, annotations: { ...annotations, [LAYER]: 'layer-2' } });
      const isOwn = (line: string) =>
        /^ *"?weave.works\/layer"?:|^annotations:$|^ *layer-1$/.test(line.replace('\r', ''));
      const others = (source: string) =>
        source
          .split('\n')
          .filter(line => !isOwn(line))
          .join('\n')
          .replace(/\r?\n?$/, '');
      expect(others(after)).toBe(others(text));
    }),
    { numRuns: 1000 },
  );
  expect(edited).toBeGreaterThan(950);
});
