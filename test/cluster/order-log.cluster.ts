/**
 * Tests the measurement itself: what it reads from a log, and which order it reports as broken.
 */
import { Action, ActionKind, outOfOrder, parseActions } from './harness';

/** linkerd2 <- flagger <- shop */
const WAITS = new Map([
  ['flux-system/flagger', ['flux-system/linkerd2']],
  ['flux-system/shop', ['flux-system/flagger']],
]);

function action(kind: ActionKind, name: string, started: number, ended?: number): Action {
  return { kind, release: `flux-system/${name}`, started, ended };
}

test.each<[string, Action[], string[]]>([
  ['nothing', [], []],
  ['one after the other', [action('install', 'linkerd2', 0, 9), action('install', 'flagger', 9, 12)], []],
  [
    'at once, with nothing between them',
    [action('upgrade', 'shop', 1000, 5000), action('upgrade', 'linkerd2', 0, 4000)],
    ['upgrade of flux-system/shop began 3.0 s before upgrade of flux-system/linkerd2 ended'],
  ],
  [
    'before the first is done',
    [action('install', 'linkerd2', 0), action('install', 'flagger', 9, 12)],
    ['install of flux-system/flagger began before install of flux-system/linkerd2 ended'],
  ],
  ['removal in reverse', [action('uninstall', 'shop', 0, 5), action('uninstall', 'linkerd2', 6, 7)], []],
  [
    'removal in the order of installs',
    [action('uninstall', 'linkerd2', 0, 1000), action('uninstall', 'flagger', 1000, 2000)],
    ['uninstall of flux-system/linkerd2 began 2.0 s before uninstall of flux-system/flagger ended'],
  ],
])('order: %s', (_, actions, broken) => {
  expect(outOfOrder(actions, WAITS)).toEqual(broken);
});

test('a failed upgrade and its retry are two actions', () => {
  const release = '"HelmRelease":{"name":"flagger","namespace":"flux-system"}';
  const object = '"object":{"kind":"HelmRelease","namespace":"flux-system","name":"flagger"}';
  const lines = [
    'not JSON',
    `{"ts":"2026-01-01T00:00:00.000Z","msg":"running 'upgrade' action with timeout of 5m0s",${release}}`,
    `{"ts":"2026-01-01T00:00:02.000Z","msg":"Helm upgrade failed","reason":"UpgradeFailed",${object}}`,
    `{"ts":"2026-01-01T00:00:03.000Z","msg":"running 'upgrade' action with timeout of 5m0s",${release}}`,
    '{"ts":"2026-01-01T00:00',
  ];
  const begin = Date.parse('2026-01-01T00:00:00Z');
  const upgrade = { kind: 'upgrade', release: 'flux-system/flagger' };
  expect(parseActions(lines.join('\n'))).toEqual([
    { ...upgrade, started: begin, ended: begin + 2000, isSuccess: false },
    { ...upgrade, started: begin + 3000 },
  ]);
});
