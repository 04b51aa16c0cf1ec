/**
 * Folders are built as the installed kustomize builds them.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { OverlayBuilder } from '../../../lib/deliver/kustomize/build-overlay';
import { FileTree, SourceFile } from '../../../lib/deliver/kustomize/file-tree';
import { parseDocuments } from '../../../lib/model/formats/parse-documents';
import type { Fields } from '../../../lib/model/data/json';
import { release } from '../../verify/verified';
import { writtenFiles } from '../written-files';

type Files = Readonly<Record<string, string>>;

/** What is built of `apps`, and what is said about it. */
function build(files: Files, added: Fields = {}) {
  const sources = Object.entries(files).map(([path, text]) => [path, new SourceFile({ path, file: path, text })] as const); // prettier-ignore
  const ran: string[] = [];
  const run = (folder: string) => (ran.push(folder), { reason: 'nothing was run' });
  const builder = new OverlayBuilder(new FileTree(new Map(sources)), run);
  const { objects, report } = builder.build('apps', added, { file: 'apps.yaml', line: 1, column: 1 });
  const said = [...report.unresolved, ...report.failures].map(({ what }) => what);
  return { objects: objects.map(({ object }) => object), ran, said };
}

const [COMMAND, VERB] = spawnSync('kustomize', ['version']).error === undefined ? ['kustomize', 'build'] : ['kubectl', 'kustomize']; // prettier-ignore
const KUSTOMIZE = spawnSync(COMMAND, ['version', '--client']).error === undefined;

/** What kustomize itself builds of `apps`, sorted; `undefined` if it refuses. */
function kustomized(files: Files): string[] | undefined {
  const { status, stdout } = spawnSync(COMMAND, [VERB, join(writtenFiles(files), 'apps')], { encoding: 'utf8' });
  return status === 0 ? sorted(parseDocuments(stdout, '').objects.map(({ object }) => object)) : undefined;
}

function sorted(objects: readonly Fields[]): string[] {
  return objects.map(object => JSON.stringify(object, (_, value: unknown) => (value instanceof Object && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value))).sort(); // prettier-ignore
}

const WEB = release('web', 'suspend: true');
const BASE = { 'base/kustomization.yaml': 'namespace: prod\nnamePrefix: p-\nresources: [web.yaml]\n', 'base/web.yaml': WEB }; // prettier-ignore
const REMOVE = '- {op: remove, path: /spec/suspend}';
const merge = (name: string, more = '') => `{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {${name}}, spec: {suspend: null}${more}}`; // prettier-ignore
const patches = (...lines: readonly string[]) => ({ ...BASE, 'apps/kustomization.yaml': `resources: [../base]\npatches:\n${lines.map(line => `  ${line}\n`).join('')}` }); // prettier-ignore
const inline = (patch: string, target?: string) => patches(...(target === undefined ? [] : [`- target: {${target}}`]), `${target === undefined ? '-' : ' '} patch: '${patch}'`); // prettier-ignore
const file = (text: string) => ({ ...patches('- path: p.json', '  target: {kind: HelmRelease}'), 'apps/p.json': text });

test.each([
  ['a JSON array in a file', file('[{"op": "remove", "path": "/spec/suspend"}]\n'), 1],
  ['a JSON array over several lines', file('[\n{"op": "remove",\n"path": "/spec/suspend"}\n]\n'), 1],
  ['operations after a comment, with CRLF', file(`# why\r\n---\r\n${REMOVE}\r\n`), 1],
  ['a target that is a regular expression of kinds', inline(REMOVE, 'kind: HelmRelease|Kustomization'), 1],
  ['a target with an empty group', inline(REMOVE, 'group: "", version: v2, name: p-web'), 1],
  ['a target with the names before those of the base', inline(REMOVE, 'name: web, namespace: apps'), 1],
  ['a target with a part of a name', inline(REMOVE, 'name: we'), 0],
  ['a target in another namespace', inline(REMOVE, 'namespace: default'), 0],
  ['a patch that names the object as it is', inline(merge('name: p-web, namespace: prod')), 1],
  ['a patch that names the object as it was', inline(merge('name: web, namespace: apps')), 1],
  ['a patch that may rename', patches('- target: {kind: HelmRelease}', '  options: {allowNameChange: true}', `  patch: '${merge('name: shop')}'`), 1],
  ['a patch that may not rename', inline(merge('name: shop'), 'kind: HelmRelease'), 1],
])('%s changes as many objects as in kustomize', (_, files, changes) => {
  const { objects, said } = build(files);
  expect({ said, changes: objects.filter(({ spec }) => !('suspend' in (spec as object))).length }).toEqual({ said: [], changes }); // prettier-ignore
  if (KUSTOMIZE) expect(sorted(objects)).toEqual(kustomized(files));
}); // prettier-ignore

test.each([
  ['another namespace', inline(merge('name: p-web, namespace: other')), 'the patch is for HelmRelease other/p-web of helm.toolkit.fluxcd.io/v2, which is not built here'],
  ['no namespace', inline(merge('name: constructor')), 'the patch is for HelmRelease constructor of helm.toolkit.fluxcd.io/v2, which is not built here'],
  ['another version', inline(merge('name: p-web, namespace: prod').replace('v2', 'v2beta2')), 'the patch is for HelmRelease prod/p-web of helm.toolkit.fluxcd.io/v2beta2, which is not built here'],
  ['operations without a target', inline(REMOVE), 'the patch is a JSON patch without "target"'],
  ['a file that is not YAML', file('foo: [\n'), 'patch "p.json" is not readable as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ['neither a name nor operations', inline('spec: {suspend: null}', 'kind: HelmRelease'), 'the patch is not an object with "kind" and "metadata.name"'],
  ['an empty name', inline(merge('name: ""'), 'kind: HelmRelease'), 'the patch is not an object with "kind" and "metadata.name"'],
  ['nothing but a comment', file('# none\n'), 'patch "p.json" is not an object with "kind" and "metadata.name"'],
  ['a file that does not exist', patches('- path: none.yaml'), '"none.yaml" does not exist'],
])('a patch with %s is refused, as by kustomize', (_, files, what) => {
  expect(build(files).said).toEqual([what]);
  if (KUSTOMIZE) expect(kustomized(files)).toBeUndefined();
}); // prettier-ignore

test('a patch whose object may be remote or generated is not refused', () => {
  const patch = `patches: [{patch: '${merge('name: db')}'}]\n`;
  const more = [
    'resources: ["https://example.com/db.yaml"]\n',
    'resources: [../remote]\n',
    'helmCharts: [{name: db}]\n',
  ];
  const remote = { 'remote/kustomization.yaml': 'resources: ["https://example.com/db.yaml"]\n' };
  for (const text of more) expect(build({ ...remote, 'apps/kustomization.yaml': text + patch }).said.join()).not.toContain('is for'); // prettier-ignore
});

test('the patches of a Flux Kustomization select by the names before those of the folder', () => {
  const { objects } = build({ 'apps/kustomization.yaml': BASE['base/kustomization.yaml'], 'apps/web.yaml': WEB }, { patches: [{ target: { name: 'web' }, patch: REMOVE }] }); // prettier-ignore
  expect(objects[0].spec).not.toHaveProperty('suspend');
});

test.each([
  ['https://user:s3cretToken@github.com/o/x//deploy?ref=v1', '"https://***@github.com/o/x//deploy?ref=v1" is not in this repository'],
  ['git::https://s3cretToken@example.com/x', '"git::https://***@example.com/x" is not in this repository'],
  ['https://example.com/x.yaml?ref=a&token=s3cretToken', '"https://example.com/x.yaml?ref=a&token=***" is not in this repository'],
  ['user:s3cretToken@example.com/x', '"***@example.com/x" does not exist'],
  ['git@github.com:o/x', '"git@github.com:o/x" is not in this repository'],
  ['https://cdn.example.com/npm/x@1.2.3/x.yaml', '"https://cdn.example.com/npm/x@1.2.3/x.yaml" is not in this repository'],
])('%s is named without what gives access', (entry, what) => {
  expect(build({ 'apps/kustomization.yaml': `resources: ["${entry}"]\n` }).said).toEqual([what]);
  expect(build({ 'apps/kustomization.yaml': `patches: [{path: "${entry}"}]\n` }).said.join()).not.toContain('s3cret');
}); // prettier-ignore

test.each([
  ['a base that was built before', { 'apps/a/kustomization.yaml': 'resources: [../../remote]\n', 'apps/b/kustomization.yaml': 'resources: [../../remote]\nvars: [{name: A}]\n' }, []],
  ['a transformer', { 'apps/kustomization.yaml': 'transformers: ["https://example.com/t.yaml"]\n' }, []],
  ['the folder of a generator', { 'apps/kustomization.yaml': 'generators: [../remote]\n' }, []],
  ['a file of a generator', { 'apps/kustomization.yaml': 'vars: [{name: A}]\nconfigMapGenerator: [{name: a, files: ["a=https://example.com/a"]}]\n' }, []],
  ['nothing', { 'apps/kustomization.yaml': 'transformers: [t.yaml]\n', 'apps/t.yaml': WEB }, ['apps']],
])('kustomize is not run if it would download %s', (_, files: Files, folders) => {
  const remote = { 'remote/kustomization.yaml': 'resources: ["https://example.com/all.yaml"]\n' };
  expect(build({ ...remote, ...files }).ran).toEqual(folders);
}); // prettier-ignore

test('components that are missing may be ignored, others may not', () => {
  const files = { 'apps/web.yaml': WEB };
  expect(build(files, { components: ['../none'], ignoreMissingComponents: true }).said).toEqual([]);
  expect(build(files, { components: ['../none'] }).said).toEqual(['"../none" does not exist']);
});

test('a generated ConfigMap has its literals without quotes', () => {
  const text = `generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: vars, literals: [A="b", C='d, E=f=g]}]\n`;
  const files = { 'apps/kustomization.yaml': text };
  expect(build(files).objects).toEqual([expect.objectContaining({ data: { A: 'b', C: "'d", E: 'f=g' } })]);
  if (KUSTOMIZE) expect(sorted(build(files).objects)).toEqual(kustomized(files));
});
