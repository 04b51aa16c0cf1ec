/**
 * Files of layers, which are read strictly.
 */
import Ajv from 'ajv';
import { parse as parseYaml } from 'yaml';
import { toModel } from '../../../lib/model/layers/declared-model';
import { parseLayerFile } from '../../../lib/model/layers/layer-file';
import { LAYER_SCHEMA } from '../../../lib/model/layers/layer-schema';
import { toMasterList } from '../../../lib/model/layers/master-list';
import { declareLayer } from '../../../lib/model/layers/placement';
import { formatProblem } from '../../../lib/model/problem-words';
import { ENTRIES } from '../../constructs/platform-catalog';

const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const parse = (text: string) => parseLayerFile(text, 'layers.yaml');
const read = (text: string) => toModel(parse(text));
const linesOf = (text: string) => parse(text).problems.map(formatProblem);

test('layers and categories by name', () => {
  const text = `${HEAD}layers:\n  cert-manager: 0\n  constructor: 10\ncategories: {cert-manager: Certificates}\n`;
  expect(linesOf(text)).toEqual([]);
  const { layers, categories } = read(text);
  expect([...layers]).toEqual([
    [
      'cert-manager',
      { name: 'cert-manager', value: 0, at: expect.objectContaining({ file: 'layers.yaml', line: 4, column: 17 }) },
    ],
    ['constructor', { name: 'constructor', value: 10, at: expect.objectContaining({ line: 5 }) }],
  ]);
  expect([...categories].map(([name, { value }]) => [name, value])).toEqual([['cert-manager', 'Certificates']]);
});

test('line ends and JSON do not matter, and both maps may be missing', () => {
  expect(linesOf(HEAD)).toEqual([]);
  expect(read(`${HEAD}layers:\n  a: 1\n`.replaceAll('\n', '\r\n')).layers.get('a')?.value).toBe(1);
  const json = '{"apiVersion": "cdk8s-profiles/v1", "kind": "LayerModel", "layers": {"a": 1}}';
  expect(read(json).layers.get('a')?.value).toBe(1);
});

test('everything that is wrong is reported, with its line and column, and left out', () => {
  const text = `apiVersion: cdk8s-profiles/v2
kind: LayerModel
layer: {}
layers:
  cert-manager: "0"
  flagger: -1
  flux: 1.5
  linkerd2: layer-1
  vault: 3
  vault: 4
  Foo Bar!: 1
categories:
  ../x: Secrets
  vault: [Secrets]
  dex: ''
`;
  expect(linesOf(text)).toEqual([
    'layers.yaml:3:8: "layer" of the file of layers is not known here; did you mean "layers"? known are apiVersion, kind, model, layers, categories, dependencies, numbers, alternatives, between, lists, source',
    'layers.yaml:1:13: "apiVersion" of the file of layers is "cdk8s-profiles/v2"; write cdk8s-profiles/v1',
    'layers.yaml:10:3: "vault" of "layers" is written twice; keep one',
    'layers.yaml:5:17: "cert-manager" of "layers" is "0"; write a whole number from 0, without quotes',
    'layers.yaml:6:12: "flagger" of "layers" is the number -1; write a whole number from 0, without quotes',
    'layers.yaml:7:9: "flux" of "layers" is the number 1.5; write a whole number from 0, without quotes',
    'layers.yaml:8:13: "linkerd2" of "layers" is "layer-1"; write a whole number from 0, without quotes',
    'layers.yaml:11:13: "Foo Bar!" of "layers" cannot be the name of a profile or chart; use letters, digits, "-", "_" and ".", at most 250, beginning with a letter or digit',
    'layers.yaml:13:9: "../x" of "categories" cannot be the name of a profile or chart; use letters, digits, "-", "_" and ".", at most 250, beginning with a letter or digit',
    'layers.yaml:14:10: "vault" of "categories" is a list; write the name of a category',
    'layers.yaml:15:8: "dex" of "categories" is empty; write the name of a category',
  ]);
  expect([...read(text).layers.keys()]).toEqual(['vault']);
});

test.each([
  ['', 'layers.yaml:1:1: the file of layers is empty; write a map with "apiVersion", "kind" and "layers"'],
  ['- a\n', 'layers.yaml:1:1: the file of layers is a list; write a map'],
  ['layers: [', 'layers.yaml:1:10: the file of layers is not YAML: '],
  ['layers: {}', '"apiVersion" of the file of layers is missing; write "apiVersion: cdk8s-profiles/v1"'],
  [`${HEAD}layers: [a]\n`, 'layers.yaml:3:9: "layers" of the file of layers is a list; write a map'],
])('fails for %j', (text, words) => {
  expect(linesOf(text)[0]).toContain(words);
});

test('the name of the profile counts before that of the chart, and both before the annotation', () => {
  const model = read(`${HEAD}layers: {mesh: 3, linkerd2: 7, vault: 2}\ncategories: {vault: Secrets}\n`);
  const declare = (name: string, chart: string) => {
    const entry = { ...ENTRIES.find(other => other.name === chart)!, name };
    const { layer, category } = declareLayer(entry, model, toMasterList(model));
    return { layer, category };
  };
  expect(declare('mesh', 'linkerd2')).toEqual({ layer: 3, category: undefined });
  expect(declare('linkerd2', 'linkerd2')).toEqual({ layer: 7, category: undefined });
  expect(declare('proxy', 'linkerd2')).toEqual({ layer: 7, category: undefined });
  expect(declare('vault', 'vault')).toEqual({ layer: 2, category: 'Secrets' });
  expect(declare('flagger', 'flagger')).toEqual({ layer: 2, category: undefined });
});

test('fields of other models are reported, and values that a model does not take', () => {
  const text = `${HEAD}model: category\r\nlayers: {a: 1}\r\nalternatives: never\r\nnumbers: {Service Mesh: -1}\r\ndependencies: {a: b, c: [1]}\r\n`;
  expect(linesOf(text)).toEqual([
    'layers.yaml:4:9: "layers" of the file of layers does not belong to the model "category"; write "model: allocated", or drop it',
    'layers.yaml:5:15: "alternatives" of the file of layers is "never"; write warn, refuse or allow',
    'layers.yaml:6:25: "Service Mesh" of "numbers" is the number -1; write a whole number from 0, without quotes',
    'layers.yaml:7:19: "a" of "dependencies" is text; write a list, as in "a: [cert-manager]"',
    'layers.yaml:7:26: "c" of "dependencies" contains the number 1; write names of components',
  ]);
  expect(linesOf(`${HEAD}model: least\nnumbers: {}\n`)).toEqual([
    'layers.yaml:3:8: "model" of the file of layers is "least"; write minimal, category or allocated',
  ]);
});

test('anchors and merge keys are resolved', () => {
  const text = `${HEAD}model: minimal\ndependencies:\n  linkerd2: &mesh [cert-manager]\n  kuma: *mesh\n`;
  expect(linesOf(text)).toEqual([]);
  expect(read(text).dependencies.get('kuma')).toMatchObject([{ value: 'cert-manager', at: { line: 5 } }]);
});

test('20,000 names are read, and as many mistakes are a hundred problems and a number', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `  component-${i}: ${i}\n`).join('');
  const list = `${HEAD}model: allocated\nlayers:\n`;
  expect(read(list + names).layers.size).toBe(20_000);
  const lines = linesOf(list + names.replaceAll(': ', ': x'));
  expect(lines).toHaveLength(101);
  expect(lines[100]).toBe('layers.yaml:105:18: 19900 more problems are not shown. Correct the ones above first');
});

test.each([
  ['model: minimal\ndependencies: {a: [b]}\ncategories: {a: Mesh}\n', true],
  ['model: category\nnumbers: {Mesh: 1}\nalternatives: allow\n', true],
  [
    'model: allocated\nlayers: {a: 1, b: 3}\nbetween: {c: [a, b]}\nlists: [{url: "https://example.com/l.yaml"}]\n',
    true,
  ],
  ['layers: {a: 1}\ncategories: {a: Mesh}\n', true],
  ['layers: {a: -1}\n', false],
  ['model: least\n', false],
  ['model: minimal\nlayers: {a: 1}\n', false],
  ['numbers: {Mesh: 1}\n', false],
  ['model: allocated\nbetween: {c: [a]}\n', false],
  ['layer: {a: 1}\n', false],
])('an editor accepts what is read: %j', (text, isValid) => {
  const isAccepted = new Ajv({ strict: false }).validate(LAYER_SCHEMA, parseYaml(HEAD + text));
  expect({ isAccepted, isRead: linesOf(HEAD + text).length === 0 }).toEqual({ isAccepted: isValid, isRead: isValid });
});
