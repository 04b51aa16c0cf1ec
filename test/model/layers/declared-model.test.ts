/**
 * Several files of layers as one model, and numbers of master lists.
 */
import fc from 'fast-check';
import { type LayerDeclarations, mergeDeclarations, toModel } from '../../../lib/model/layers/declared-model';
import { parseLayerFile } from '../../../lib/model/layers/layer-file';
import { toMasterList } from '../../../lib/model/layers/master-list';

const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const file = (name: string, text: string): LayerDeclarations => parseLayerFile(HEAD + text, name);
const linesOf = (...files: readonly LayerDeclarations[]) => {
  const model = toModel(mergeDeclarations(files));
  const findings = [...model.findings, ...toMasterList(model).findings];
  return findings.map(({ rule, what, location }) => `${location?.file}:${location?.line} ${rule}: ${what}`);
};

test('what files contradict each other in names both', () => {
  const a = file('a.yaml', 'model: allocated\nlayers: {cert-manager: 100, linkerd2: 200}\n');
  const b = file('b.yaml', 'model: allocated\nlayers:\n  cert-manager: 100\n  flagger: 200\n  linkerd2: 300\n');
  const c = file('c.yaml', 'model: minimal\n');
  const lines = [
    'c.yaml:3 layer-model-mixed: this file declares the model "minimal", and a.yaml:3:8 the model "allocated"',
    'b.yaml:7 layer-declared-twice: number of "linkerd2" is 300, and 200 in a.yaml:4:39',
    'b.yaml:6 number-shared: "flagger" has the number 200, which "linkerd2" has in a.yaml:4:39',
  ];
  expect(linesOf(a, b, c).sort()).toEqual([...lines].sort());
  expect(linesOf(c, b, a).sort()).toEqual([...lines].sort());
});

test('a file without a model and without layers goes with any model', () => {
  expect(linesOf(file('a.yaml', 'categories: {vault: Secrets}\n'), file('b.yaml', 'model: minimal\n'))).toEqual([]);
});

const names = fc.constantFrom('cert-manager', 'linkerd2', 'flagger', 'constructor', 'kyverno');
const lists = fc
  .tuple(fc.constantFrom('a.yaml', 'b.yaml', 'c.yaml'), fc.dictionary(names, fc.nat({ max: 4 })))
  .map(([name, layers]) => file(name, `model: allocated\nlayers: ${JSON.stringify(layers)}\n`));

test('merging master lists is associative, and their order and repetition do not matter', () => {
  const property = fc.property(lists, lists, lists, (a, b, c) => {
    const all = mergeDeclarations([a, b, c]);
    expect(mergeDeclarations([mergeDeclarations([a, b]), c])).toEqual(all);
    expect(mergeDeclarations([a, mergeDeclarations([b, c])])).toEqual(all);
    expect(mergeDeclarations([c, a, b, a])).toEqual(all);
    expect(toModel(mergeDeclarations([b, c, a]))).toEqual(toModel(all));
  });
  fc.assert(property, { numRuns: 300 });
});

const numbersOf = (text: string) =>
  Object.fromEntries([...toMasterList(toModel(file('a.yaml', `model: allocated\n${text}`))).numbers].map(([name, { number }]) => [name, number])); // prettier-ignore

test('components are fitted into gaps, evenly and by name', () => {
  const list = 'layers: {cert-manager: 100, kyverno: 150, linkerd2: 200}\n';
  expect(numbersOf(`${list}between: {vault: [cert-manager, linkerd2]}\n`).vault).toBe(151);
  const three = '{c: [cert-manager, kyverno], a: [cert-manager, kyverno], b: [cert-manager, kyverno]}';
  expect(numbersOf(`${list}between: ${three}\n`)).toMatchObject({ a: 112, b: 125, c: 137 });
});

test('a component that fits nowhere is reported', () => {
  const list = 'model: allocated\nlayers: {a: 1, b: 3, c: 4}\n';
  const between = 'between:\n  d: [a, b]\n  e: [a, b]\n  f: [b, a]\n  g: [a, z]\n  c: [a, b]\n';
  expect(linesOf(file('a.yaml', list + between))).toEqual([
    'a.yaml:10 no-number-between: "c" has a number, and is also fitted in',
    'a.yaml:7 no-number-between: no number is free for "e" between a (1) and b (3)',
    'a.yaml:8 no-number-between: "f" is between b (3) and a (1)',
    'a.yaml:9 no-number-between: "g" is between a and z, and the list has no "z"',
  ]);
});

test('every fitted number is free and between its neighbours', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 40 }));
  const property = fc.property(sizes, ([gap, count]) => {
    const fits = Array.from({ length: count }, (_, i) => `n${i}: [low, high]`).join(', ');
    const numbers = Object.values(numbersOf(`layers: {low: 5, mid: ${5 + gap}, high: ${6 + 2 * gap}}\nbetween: {${fits}}\n`)); // prettier-ignore
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toHaveLength(3 + Math.min(count, 2 * gap - 1));
    expect(numbers.every(number => number >= 5 && number <= 6 + 2 * gap)).toBe(true);
  });
  fc.assert(property, { numRuns: 100 });
});
