/**
 * Everything that can be wrong at once, with releases and Kustomizations that are not made by this library.
 */
import { wayFrom } from '../../lib/status/find-roots';
import { keyOf, splitKey } from '../../lib/status/flux-object';
import { readStatus } from '../../lib/status/read-status';
import { recordedObjects } from './recorded-objects';

const status = readStatus({ objects: recordedObjects('troubles') });

/** The last object that `key` waits for, and where it stands. */
function endOf(kind: string, name: string): [string, string, string | undefined] {
  const key = keyOf(kind, 'other', name);
  const root = wayFrom(key, status.roots).at(-1) ?? key;
  const { kind: state, retries } = status.states.get(root)!;
  return [root.replace('/other/', ' '), state, retries];
}

test.each([
  ['above', 'HelmRelease nobody', 'missing', undefined],
  ['orphan', 'HelmRelease nobody', 'missing', undefined],
  ['itself', 'HelmRelease itself', 'waiting', undefined],
  ['bad-source', 'HelmRepository bad', 'failed', 'later'],
  ['no-source', 'HelmRepository nowhere', 'missing', undefined],
  ['no-version', 'HelmChart other-no-version', 'failed', 'never'],
  ['oci', 'OCIRepository oci', 'failed', 'never'],
  ['cel', 'HelmRelease cel', 'failed', 'never'],
  ['no-values', 'HelmRelease no-values', 'failed', 'later'],
  ['exhausted', 'HelmRelease exhausted', 'failed', 'never'],
  ['sticky', 'HelmRelease sticky', 'removing', undefined],
])('the release %s ends at %s, which is %s', (name, ...end) => {
  expect(endOf('HelmRelease', name)).toEqual(end);
});

test.each([
  ['k-badgit', 'GitRepository badgit', 'failed', 'later'],
  ['k-nosource', 'GitRepository gone', 'missing', undefined],
  ['k-nopath', 'Kustomization k-nopath', 'failed', 'later'],
  ['k-waits', 'Kustomization k-nopath', 'failed', 'later'],
  ['k-suspended', 'Kustomization k-suspended', 'suspended', undefined],
  ['k-healthy', 'Kustomization k-healthy', 'progressing', undefined],
])('the Kustomization %s ends at %s, which is %s', (name, ...end) => {
  expect(endOf('Kustomization', name)).toEqual(end);
});

test('a release that waits for itself is a cycle', () => {
  const cycles = status.causes.flatMap(({ cycle }) => (cycle === undefined ? [] : [cycle]));
  expect(cycles).toEqual([[keyOf('HelmRelease', 'other', 'itself')]]);
});

test('exhausted retries have the message of the failure, the number of attempts, and the time of the first', () => {
  expect(status.states.get(keyOf('HelmRelease', 'other', 'exhausted'))).toMatchObject({
    action: 'install',
    reason: 'RetriesExceeded',
    message: expect.stringMatching(/^Helm install failed for release other\/exhausted/),
    since: '2026-12-01T01:12:45Z',
    failures: 2,
  });
});

test('a source fails since the first attempt, not since the last', () => {
  expect(status.states.get(keyOf('HelmRepository', 'other', 'bad'))!.since).toBe('2026-12-01T01:12:40Z');
});

test('what may not be read is not called missing', () => {
  const objects = recordedObjects('troubles').filter(({ kind }) => kind === 'HelmRelease');
  const isRead = (key: string) => splitKey(key).kind === 'HelmRelease' && !key.endsWith('/nobody');
  const narrow = readStatus({ objects, isRead });
  const [orphan, source] = ['orphan', 'no-source'].map(name => keyOf('HelmRelease', 'other', name));
  expect(wayFrom(orphan, narrow.roots).map(key => narrow.states.get(key))).toEqual([
    { kind: 'unknown', message: 'it may not be read' },
  ]);
  expect(wayFrom(source, narrow.roots)).toEqual([]);
  expect(narrow.causes.map(({ key }) => key)).not.toContain(keyOf('HelmRelease', 'other', 'nobody'));
});
