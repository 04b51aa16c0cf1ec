import { describeStanding } from '../../../lib/cli/status/state-words';
import { keyOf, readFluxObjects } from '../../../lib/status/flux-object';
import { readStatus } from '../../../lib/status/read-status';

const NAMES = ['cert-manager', 'vault', 'linkerd2', 'flagger', 'loki'];

/** Each waits for the one before it; the first fails. */
const chain = NAMES.map((name, i) => {
  const reason = i === 0 ? 'UpgradeFailed' : 'DependencyNotReady';
  return {
    kind: 'HelmRelease',
    metadata: { name, namespace: 'flux-system' },
    spec: {
      dependsOn: NAMES.slice(0, i)
        .slice(-1)
        .map(before => ({ name: before })),
    },
    status: { conditions: [{ type: 'Ready', status: 'False', reason, message: 'no' }] },
  };
});

test.each([
  ['flagger', false, 'waits for linkerd2, which waits for vault, which waits for cert-manager (upgrade failed)'],
  [
    'loki',
    false,
    'waits for flagger, which waits for linkerd2, which waits for cert-manager in the end (upgrade failed)',
  ],
  [
    'loki',
    true,
    'waits for flagger, which waits for linkerd2, which waits for vault, which waits for cert-manager (upgrade failed)',
  ],
])('what %s waits for, wide: %j', (name, isWide, words) => {
  const status = readStatus({ objects: readFluxObjects(chain) });
  expect(describeStanding(keyOf('HelmRelease', 'flux-system', name), status, isWide)).toBe(words);
});
