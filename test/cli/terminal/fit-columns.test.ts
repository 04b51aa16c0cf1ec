import { formatFittedTable } from '../../../lib/cli/terminal/fit-columns';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { run } from '../../../lib/cli/pctl';

const COLUMNS = [
  { title: 'CLUSTER' },
  { title: 'NAMESPACE' },
  { title: 'SUBSCRIPTION', isKey: true },
  { title: 'PROFILE' },
  { title: 'VERSION', isKey: true },
  { title: 'CATALOG' },
];
const ROWS = [
  ['production', 'flux-system', 'flagger', 'flagger', '0.0.2', 'upstream'],
  ['production', 'flux-system', 'linkerd2', 'linkerd2', '0.0.16', 'platform'],
];

test('leaves nothing out if everything fits', () => {
  const { lines, notes } = formatFittedTable(COLUMNS, ROWS, 80);
  expect(lines[0]).toBe('CLUSTER     NAMESPACE    SUBSCRIPTION  PROFILE   VERSION  CATALOG');
  expect(notes).toEqual([]);
});

test.each([
  [64, '  NAMESPACE    SUBSCRIPTION  PROFILE   VERSION  CATALOG', ['CLUSTER: production (all rows)']],
  [45, '  SUBSCRIPTION  PROFILE   VERSION  CATALOG', ['CLUSTER: production (all rows)', 'NAMESPACE: flux-system (all rows)']], // prettier-ignore
  [39, '  SUBSCRIPTION  VERSION  CATALOG', [expect.anything(), expect.anything(), 'PROFILE: the same as SUBSCRIPTION']],
  [25, '  SUBSCRIPTION  VERSION', [expect.anything(), expect.anything(), expect.anything(), 'Not shown: CATALOG; "-o wide" shows all']], // prettier-ignore
  [5, '  SUBSCRIPTION  VERSION', expect.anything()],
])('with %i cells, shows only%s', (width, titles, notes) => {
  const fitted = formatFittedTable(COLUMNS, ROWS, width);
  expect(fitted.lines[0]).toBe(titles.trim());
  expect(fitted.notes).toEqual(notes);
});

test('of a single row, no column has the same value in all rows', () => {
  expect(formatFittedTable(COLUMNS, ROWS.slice(0, 1), 60).notes).toEqual(['PROFILE: the same as SUBSCRIPTION']);
});

describe('at 80 columns, no line of a command is longer', () => {
  const names = ['cert-manager', 'kube-prometheus-stack', 'opentelemetry-collector', 'vault-secrets-operator'];
  const all = [...names, 'shop'].map((name, i, before) => {
    return releaseText(name, { cluster: 'production-eu-west', layer: i, dependsOn: before.slice(0, i), catalog: 'platform' }); // prettier-ignore
  });
  const cwd = writtenFiles({ 'dist/production.yaml': all.join('') });
  const outputOf = async (argv: string[], more: { columns?: number; env?: Record<string, string> }) => {
    let text = '';
    const write = (part: string) => void (text += part);
    await run(argv, { stdout: write, stderr: write, isTerminal: true, cwd, env: {}, ...more });
    return text;
  };
  const longest = (text: string) => Math.max(...text.split('\n').map(line => line.replace(/\u001b\[\d+m/g, '').length)); // eslint-disable-line no-control-regex

  test.each([
    ['list'],
    ['plan'],
    ['outdated'],
    ['--help'],
    ['help'],
    ['list --help'],
    ['catalog add --help'],
    ['synth'],
  ])('pctl %s', async command => {
    const argv = command.split(' ');
    expect(longest(await outputOf(argv, { columns: 80 }))).toBeLessThanOrEqual(80);
    expect(longest(await outputOf(argv, { columns: 0, env: { COLUMNS: '80' } }))).toBeLessThanOrEqual(80);
  });

  test('a pipe has one line for each row', async () => {
    expect((await outputOf(['list'], {})).split('\n')).toHaveLength(all.length + 2);
    expect(longest(await outputOf(['plan'], {}))).toBeGreaterThan(80);
    expect(longest(await outputOf(['list', '-o', 'wide'], { columns: 80 }))).toBeGreaterThan(80);
  });
});
