import { join } from 'node:path';
import { readFolder } from '../../lib/deliver/read-folder';
import { formatProblem } from '../../lib/model/problem-words';
import { writtenFiles } from './written-files';

/** `file:line name` of each object, and problems as messages. */
function read(folder: string, cwd: string) {
  const { documents, problems } = readFolder(folder, cwd);
  return {
    found: documents.map(({ file, line, object }) => `${file}:${line} ${object.kind}`),
    words: problems.map(formatProblem),
  };
}

const readFiles = (files: Record<string, string>) => read('.', writtenFiles(files));

test('reads manifests below a folder, by path', () => {
  const cwd = writtenFiles({
    'dist/staging/b.yaml': 'kind: B',
    'dist/production/a.yml': 'kind: A',
    'dist/production/nested/c.json': '{\n\t"kind": "C"\n}',
    'dist/README.md': 'kind: none',
    'dist/.git/config.yaml': 'kind: none',
    'dist/.sops.yaml': 'kind: none',
    'dist/node_modules/pkg/package.json': '{"kind": "none"}',
  });
  const found = ['dist/production/a.yml:1 A', 'dist/production/nested/c.json:1 C', 'dist/staging/b.yaml:1 B'];
  expect(read('dist', cwd)).toEqual({ found, words: [] });
  expect(read('./dist/', cwd).found).toEqual(found);
  expect(readFolder('dist', cwd).documents.map(({ path }) => path)).toEqual([
    'production/a.yml',
    'production/nested/c.json',
    'staging/b.yaml',
  ]);
});

test('reads a folder given by its absolute path', () => {
  const folder = writtenFiles({ 'a.yaml': 'kind: A' });
  expect(read(folder, '/').found).toEqual([`${join(folder, 'a.yaml')}:1 A`]);
});

test('reads one file, whatever its extension', () => {
  const cwd = writtenFiles({ 'dist/all.txt': 'kind: A\n---\nkind: B\n' });
  expect(read('dist/all.txt', cwd)).toEqual({ found: ['dist/all.txt:1 A', 'dist/all.txt:3 B'], words: [] });
});

test.each([
  ['several documents, some of them empty', '# generated\n---\nkind: A\n---\n---\n# nothing\n---\nkind: B\n', [3, 8]],
  ['Windows line ends', '---\r\nkind: A\r\n---\r\nkind: B\r\n', [2, 4]],
  ['a byte order mark', '\uFEFFkind: A\n---\nkind: B', [1, 3]],
  ['a list', 'kind: List\nitems:\n  - kind: A\n  - kind: B\n', [3, 4]],
  ['a list of one kind', 'kind: ThingList\nitems:\n- {kind: A}\n- kind: List\n  items: [{kind: B}]\n', [3, 5]],
  ['anchors and merge keys', 'kind: List\nitems:\n- &a\n  kind: A\n- {<<: *a, kind: B}', [4, 5]],
])('reads %s', (_, text, [first, second]) => {
  expect(readFiles({ 'x.yaml': text })).toEqual({ found: [`x.yaml:${first} A`, `x.yaml:${second} B`], words: [] });
});

test('reads numbers, null and unusual names unchanged', () => {
  const cwd = writtenFiles({ 'x.yaml': 'kind: A\nconstructor: null\n__proto__: {a: 1.10}\n' });
  const [{ object }] = readFolder('.', cwd).documents;
  expect(Object.entries(object)).toEqual([
    ['kind', 'A'],
    ['constructor', null],
    ['__proto__', { a: 1.1 }],
  ]);
});

test.each([
  ['an empty folder', {}],
  ['empty files', { 'x.yaml': '', 'y.yaml': '# nothing\n', 'z.json': 'null' }],
  ['an empty list', { 'x.yaml': 'kind: List\nitems: []' }],
])('finds nothing in %s', (_, files) => {
  expect(readFiles(files)).toEqual({ found: [], words: [] });
});

test('fails for a folder that does not exist', () => {
  const cwd = writtenFiles({});
  expect(read('dist', cwd)).toEqual({
    found: [],
    words: [
      `dist cannot be read: it does not exist (looked from ${cwd}). Correct the path, which is relative to the working directory`,
    ],
  });
});

describe('fails for one document, and reads the others', () => {
  test.each([
    ['kind: A\nspec: a: b', 'x.yaml:2:7: not readable as YAML: Nested mappings are not allowed in compact mappings'],
    ['kind: A\r\nspec: a: b', 'x.yaml:2:7: not readable as YAML: Nested mappings'],
    ['\uFEFFa: b: c', 'x.yaml:1:4: not readable as YAML: Nested mappings'],
    ['kind: A\n\tspec: 1', 'x.yaml:2:1: not readable as YAML: Tabs are not allowed as indentation'],
    ['kind: A\nkind: B', 'x.yaml:2:1: not readable as YAML: Map keys must be unique'],
    ['kind: *a', 'x.yaml:1:1: not readable as YAML: Unresolved alias'],
    ['- kind: A', 'x.yaml:1:1: a document is a list; write a map, as of a Kubernetes object'],
    ['\n404', 'x.yaml:2:1: a document is a number'],
    ['not found', 'x.yaml:1:1: a document is text'],
    ['kind: List\nitems:\n- A', 'x.yaml:3:3: a document is text'],
    ['kind: List\nitems:\n- null', 'x.yaml:3:3: a document is empty'],
  ])('%j', (text, words) => {
    const result = readFiles({ 'a.yaml': 'kind: A', 'x.yaml': text, 'z.yaml': 'kind: Z' });
    expect(result.found).toEqual(['a.yaml:1 A', 'z.yaml:1 Z']);
    expect(result.words).toHaveLength(1);
    expect(result.words[0]).toContain(words);
  });

  test('of the same file', () => {
    const { found, words } = readFiles({ 'x.yaml': 'kind: A\n---\nspec: a: b\n---\nkind: B\n' });
    expect(found).toEqual(['x.yaml:1 A', 'x.yaml:5 B']);
    expect(words).toEqual([expect.stringMatching(/^x.yaml:3:7: /)]);
  });
});

test('charts in the folder and manifests with their own release are not read', () => {
  const folder = writtenFiles({
    'charts/kustomization/Chart.yaml': 'name: kustomization\n',
    'charts/kustomization/templates/kustomization.yaml': 'spec:\n  {{- toYaml .Values.spec }}\n',
    'manifests/production/issuers-1f0c3a2b/ClusterIssuer.a.yaml': 'kind: ClusterIssuer\n',
    'manifests/production/own.yaml': 'kind: ConfigMap\n',
  });
  const { documents, problems } = readFolder(folder);
  expect(documents.map(({ path }) => path)).toEqual(['manifests/production/own.yaml']);
  expect(problems).toEqual([]);
});
