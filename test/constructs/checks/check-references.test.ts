import { checkLabels, checkReferences } from '../../../lib/constructs/checks/check-references';
import { describeProblem } from '../../../lib/model/problem-words';

const words = (options: Parameters<typeof checkReferences>[0]) => checkReferences(options).map(describeProblem);

test('what the API server accepts is not a problem', () => {
  expect(
    words({
      labels: { team: 'platform', 'example.com/ring': 'canary-1', empty: '' },
      annotations: { 'example.com/note': 'anything: at all' },
      valuesFrom: [{ kind: 'Secret', name: 'db', valuesKey: 'db.yaml', targetPath: 'hosts[0].example\\.com/a' }],
      kubeConfig: { secretRef: { name: 'edge' } },
    }),
  ).toEqual([]);
  expect(words({})).toEqual([]);
});

test.each<[string, Parameters<typeof checkReferences>[0]]>([
  ['value of label "ring" "not this"', { labels: { ring: 'not this' } }],
  [`value of label "ring" "${'a'.repeat(64)}"`, { labels: { ring: 'a'.repeat(64) } }],
  ['label "Ring 1"', { labels: { 'Ring 1': 'canary' } }],
  ['annotation "a/b/c"', { annotations: { 'a/b/c': 'x' } }],
  ['valuesKey "a b"', { valuesFrom: [{ kind: 'Secret', name: 'db', valuesKey: 'a b' }] }],
  ['targetPath "a=b"', { valuesFrom: [{ kind: 'Secret', name: 'db', targetPath: 'a=b' }] }],
  ['name of a ConfigMap in valuesFrom ""', { valuesFrom: [{ kind: 'ConfigMap', name: '' }] }],
  ['kubeConfig has neither secretRef nor configMapRef', { kubeConfig: {} }],
  ['kubeConfig has both', { kubeConfig: { secretRef: { name: 'a' }, configMapRef: { name: 'b' } } }],
])('fails for %s', (expected, options) => {
  const found = words(options);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test('fails for each wrong label', () => {
  expect(checkLabels({ a: 'x y', 'b c': 'x' })).toHaveLength(2);
});
