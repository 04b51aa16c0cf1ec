import type { Problem } from '../../lib/model/problem';
import { describeProblem, formatProblem, sortProblems } from '../../lib/model/problem-words';

const SELF: Problem = { kind: 'self-dependency', name: 'linkerd2' };
const WORDS = '"linkerd2" waits for itself. Drop the dependency';
const LOCATION = { file: 'catalogs/platform.yaml', line: 4, column: 7 };

test.each<[string, Problem, string]>([
  ['nowhere', SELF, WORDS],
  ['at a construct', { ...SELF, path: 'production/linkerd2' }, `[production/linkerd2] ${WORDS}`],
  ['at the app itself', { ...SELF, path: '' }, WORDS],
  ['in a file', { ...SELF, location: LOCATION }, `catalogs/platform.yaml:4:7: ${WORDS}`],
  [
    'in both, the file counts',
    { ...SELF, path: 'platform', location: LOCATION },
    `catalogs/platform.yaml:4:7: ${WORDS}`,
  ],
])('a problem is %s', (_, problem, line) => {
  expect(formatProblem(problem)).toBe(line);
  expect(describeProblem(problem)).toBe(WORDS);
});

test('a problem is one line, whatever it contains', () => {
  const problem: Problem = { kind: 'validation', message: 'first\nsecond\nthird' };
  expect(formatProblem(problem)).toBe('first second third');
});

test.each<[string, Problem, string]>([
  [
    'a cycle ends at its beginning, and names the layers that cause it',
    {
      kind: 'cycle',
      steps: [
        { name: 'cert-manager', reason: 'named' },
        { name: 'flagger', reason: 1 },
        { name: 'linkerd2', reason: 0 },
      ],
    },
    'cert-manager -> flagger -> linkerd2 (layer 1) -> cert-manager (layer 0)',
  ],
  [
    'the nearest names are suggested',
    { kind: 'unknown-profile', catalog: 'platform', profile: 'linkerd', nearest: ['linkerd2', 'linkerd-viz'] },
    'has no profile "linkerd"; the nearest: linkerd2, linkerd-viz. Correct',
  ],
  [
    'nothing is suggested if nothing is similar',
    { kind: 'unknown-profile', catalog: 'platform', profile: 'linkerd', nearest: [] },
    'has no profile "linkerd". Correct',
  ],
  [
    'a wrong value is named by its path',
    { kind: 'invalid-value', at: 'image.tag', reason: 'it is wrong' },
    'value "image.tag": it is wrong',
  ],
  [
    'values as a whole have no path',
    { kind: 'invalid-value', at: '', reason: 'they are wrong' },
    'values: they are wrong',
  ],
  [
    'a chart is missing, or there are two',
    { kind: 'chart-and-chart-ref', fields: [] },
    'the HelmRelease has neither chart nor chartRef',
  ],
  [
    'two charts are one too many',
    { kind: 'chart-and-chart-ref', fields: ['chart', 'chartRef'] },
    'the HelmRelease has both chart and chartRef',
  ],
])('%s', (_, problem, words) => {
  expect(describeProblem(problem)).toContain(words);
});

describe('sorted problems', () => {
  const problems: readonly Problem[] = [
    { ...SELF, path: 'staging/linkerd2' },
    { kind: 'invalid-layer', value: '-1', path: 'production/flagger' },
    { ...SELF, path: 'production/linkerd2' },
    { kind: 'invalid-layer', value: '-1', path: 'production/linkerd2' },
    { ...SELF, location: LOCATION },
  ];
  const places = (sorted: readonly Problem[]) => sorted.map(({ kind, path = 'file' }) => `${path} ${kind}`);

  test.each([
    ['in one order', problems],
    ['in reverse order', [...problems].reverse()],
  ])('come by place, then by words: %s', (_, found) => {
    expect(places(sortProblems(found))).toEqual([
      'production/flagger invalid-layer',
      'production/linkerd2 self-dependency',
      'production/linkerd2 invalid-layer',
      'staging/linkerd2 self-dependency',
      'file self-dependency',
    ]);
  });

  test('may be empty', () => {
    expect(sortProblems([])).toEqual([]);
  });
});
