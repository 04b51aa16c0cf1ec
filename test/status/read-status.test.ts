import type { ClusterStatus } from '../../lib/status/cluster-status';
import { wayFrom } from '../../lib/status/find-roots';
import { type FluxObject, keyOf, readFluxObjects } from '../../lib/status/flux-object';
import { readFailureEvents } from '../../lib/status/kustomization-state';
import { readStatus } from '../../lib/status/read-status';
import { type Recording, recordedObjects } from './recorded-objects';

/** `linkerd2: waiting -> cert-manager` for each release of a recording. */
function standings(status: ClusterStatus): string[] {
  return status.releases.map(({ key, name, state }) => {
    const way = wayFrom(key, status.roots).map(other => ` -> ${other.replace(/^HelmRelease\/\w+\//, '')}`);
    return `${name}: ${[state.kind, state.action].filter(Boolean).join(' ')}${way.join('')}`;
  });
}

const causes = (status: ClusterStatus) =>
  status.causes.map(({ key, state, holdsBack }) => [key, state.kind, holdsBack]);
const read = (name: Recording) => readStatus({ objects: recordedObjects(name) });
const release = (name: string) => keyOf('HelmRelease', 'platform', name);

test('no objects have no status', () => {
  expect(readStatus({ objects: [] })).toMatchObject({ releases: [], kustomizations: [], causes: [] });
  expect(
    readFluxObjects([null, {}, { kind: 'HelmRelease', metadata: {} }, { metadata: { name: 'x' } }, [], 'x']),
  ).toEqual([]);
});

test('an install: the way leads to the release that is being installed, and nothing is wrong', () => {
  const status = read('installing');
  expect(standings(status)).toEqual([
    'cert-manager: progressing install',
    'flagger: waiting -> linkerd2 -> cert-manager',
    'linkerd2: waiting -> cert-manager',
    'loki: progressing install',
  ]);
  expect(causes(status)).toEqual([]);
  expect(status.releases[0]).toMatchObject({
    installed: undefined,
    applied: '1.0.0',
    isReady: false,
    cluster: 'platform',
  });
});

test('a failed upgrade: it is the cause, with the message of Flux, since the first failure', () => {
  const status = read('sick');
  expect(standings(status)).toEqual([
    'cert-manager: failed upgrade',
    'flagger: waiting -> linkerd2 -> cert-manager',
    'linkerd2: waiting -> cert-manager',
    'loki: ready',
  ]);
  expect(causes(status)).toEqual([[release('cert-manager'), 'failed', [release('flagger'), release('linkerd2')]]]);
  expect(status.causes[0].state).toMatchObject({
    reason: 'UpgradeFailed',
    message: expect.stringMatching(/^Helm upgrade failed for release platform\/cert-manager .*InProgress/),
    since: '2026-12-01T01:11:43Z',
    failures: 1,
    retries: 'later',
  });
});

test('the order of the objects does not matter', () => {
  const reversed = readStatus({ objects: recordedObjects('sick').reverse() });
  expect([standings(reversed), reversed.causes]).toEqual([standings(read('sick')), read('sick').causes]);
});

test('a suspended release is the cause, although Flux says that it is ready', () => {
  const status = read('suspended');
  expect(standings(status).slice(0, 3)).toEqual([
    'cert-manager: suspended',
    'flagger: waiting -> linkerd2 -> cert-manager',
    'linkerd2: waiting -> cert-manager',
  ]);
  expect(causes(status)).toEqual([[release('cert-manager'), 'suspended', [release('flagger'), release('linkerd2')]]]);
});

describe('a removal that the guard refuses', () => {
  const held = {
    state: {
      kind: 'held',
      message: 'HelmRelease platform/flagger still depends on linkerd2',
      since: '2026-12-01T01:12:21Z',
    },
    waits: [{ on: release('flagger'), why: 'holder', detail: 'still depends on linkerd2' }],
  };

  test('holds the release, says who still needs it, and is no failure of the Kustomization', () => {
    const status = read('held');
    expect(status.releases.find(({ name }) => name === 'linkerd2')).toMatchObject(held);
    expect(status.kustomizations[0]).toMatchObject({
      state: { kind: 'held', reason: 'PruneFailed' },
      applied: expect.stringMatching(/^main@sha1:1b2fa104/),
      fetched: expect.stringMatching(/^main@sha1:df495fc4/),
    });
    // flagger is being upgraded, and may let it go then
    expect(causes(status)).toEqual([]);
  });

  test('is known from an event while kustomize-controller tries again', () => {
    const objects = recordedObjects('held');
    const message = objects
      .find(({ kind }) => kind === 'Kustomization')!
      .conditions.find(({ type }) => type === 'Ready')!.message;
    const retried = objects.map((object): FluxObject => {
      if (object.kind !== 'Kustomization') return object;
      const ready = {
        type: 'Ready',
        status: 'Unknown',
        reason: 'Progressing',
        message: 'Reconciliation in progress',
        since: '',
      };
      return { ...object, conditions: [ready] };
    });
    const involvedObject = { kind: 'Kustomization', namespace: 'flux-system', name: 'platform' };
    const event = (text: string, lastTimestamp: string) => ({
      involvedObject,
      reason: 'PruneFailed',
      message: text,
      lastTimestamp,
    });
    const events = readFailureEvents([event(message, '2026-12-01T01:12:26Z'), event('old', '2026-12-01T01:12:21Z')]);
    expect(readStatus({ objects: retried, events }).releases.find(({ name }) => name === 'linkerd2')).toMatchObject(
      held,
    );
    expect(readStatus({ objects: retried }).kustomizations[0].state.kind).toBe('progressing');
  });

  test('by a release that stays as it is makes that release the cause', () => {
    const objects = recordedObjects('held').map((object): FluxObject => {
      if (object.name !== 'flagger' || object.kind !== 'HelmRelease') return object;
      const ready = { type: 'Ready', status: 'True', reason: 'UpgradeSucceeded', message: '', since: '' };
      return { ...object, generation: 1, status: { ...object.status, observedGeneration: 1 }, conditions: [ready] };
    });
    const [cause, ...others] = readStatus({ objects }).causes;
    expect([cause.key, cause.state.kind, cause.reasons, others]).toEqual([release('flagger'), 'ready', ['holder'], []]);
  });

  test('by a release that is gone by now has no cause: Flux removes the rest when it tries again', () => {
    const objects = recordedObjects('held').filter(({ key }) => key !== release('flagger'));
    const status = readStatus({ objects });
    expect(standings(status)).toContain('linkerd2: held -> flagger');
    expect(status.states.get(release('flagger'))).toEqual({ kind: 'removed' });
    expect(causes(status)).toEqual([]);
    const isRead = (key: string) => key !== release('flagger');
    expect(readStatus({ objects, isRead }).states.get(release('flagger'))?.kind).toBe('unknown');
  });

  test('is inferred while the Kustomization itself is being removed, because Flux says nothing then', () => {
    const deleted = '2026-12-01T01:14:00Z';
    const objects = recordedObjects('sick').map(object =>
      object.kind === 'Kustomization' ? { ...object, deleted } : object,
    );
    const status = readStatus({ objects });
    expect(standings(status)).toEqual([
      'cert-manager: held -> linkerd2 -> flagger',
      'flagger: held',
      'linkerd2: held -> flagger',
      'loki: held',
    ]);
    expect(status.releases.map(({ state }) => state.message)).toContain('its Kustomization is being removed');
  });
});

test('a release of manifests waits for the Kustomization in it, whose path says what is installed', () => {
  const status = read('manifests');
  expect(status.kustomizations.map(({ name }) => name)).toEqual(['platform']);
  expect(standings(status)).toEqual(['issuers: progressing install -> Kustomization/platform/issuers']);
  expect(status.releases[0]).toMatchObject({
    layer: 9,
    contents: 'manifests',
    applied: '64f0fa24',
    installed: '64f0fa24',
  });
});

test('relays, which only wake others, are shown if they fail, and at no other time', () => {
  const relay = (name: string, status: 'True' | 'False', reason: string) => ({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' } },
    spec: { path: name === 'heat-waves' ? './dist/heat-waves' : './dist/charts' },
    status: { conditions: [{ type: 'Ready', status, reason, message: '' }] },
  });
  const objects = readFluxObjects([
    relay('prod-waves', 'True', 'ReconciliationSucceeded'),
    relay('prod-wave-0', 'False', 'DependencyNotReady'),
    relay('prod-wave-0-again', 'False', 'BuildFailed'),
    relay('heat-waves', 'True', 'ReconciliationSucceeded'),
  ]);
  expect(readStatus({ objects }).kustomizations.map(({ name }) => name)).toEqual(['heat-waves', 'prod-wave-0-again']);
});
