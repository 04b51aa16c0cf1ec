/**
 * Sources of profiles of several artifacts.
 */
import { Cluster, type ProfileArtifact } from 'cdk8s-profiles';
import { objectsOf } from '../emitted';
import { URL, CRDS, CACHE, SERVER, production, fleet, subscribe, innerOf, wordsOf } from './profile-of-artifacts';

test('another commit is another source, and changes the revision of all that comes from it, and of nothing else', () => {
  const staging = new Cluster(fleet, 'staging');
  subscribe([CRDS, CACHE, SERVER]);
  subscribe([CRDS, CACHE, SERVER], {}, 'c9', staging);
  const revisions = (cluster: Cluster) =>
    objectsOf(cluster, 'HelmRelease').map(
      ({ metadata }) => `${metadata.name} ${metadata.labels!['cdk8s-profiles/revision']}`,
    );
  const [before, after] = [production, staging].map(revisions);
  expect(after.map((line, i) => line === before[i])).toEqual([true, false, false]);
  expect(after.map(line => line.split(' ')[0])).toEqual(['web-cache', 'web-crds', 'web-server']);
  // a spec that says another commit, so that a dependant sees the new revision on what is still to move
  expect(innerOf('web-crds', staging).sourceRef).not.toEqual(innerOf('web-crds').sourceRef);
});

test('credentials and mirrors are given once for the URL of the repository', () => {
  const cluster = new Cluster(fleet, 'staging', {
    sources: {
      [URL]: {
        secretRef: { name: 'git' },
        mirror: 'ssh://git@mirror.example.com/profiles',
        interval: '1h',
        verify: { provider: 'cosign' },
      },
    },
  });
  subscribe([CRDS], {}, 'c0', cluster);
  expect(wordsOf(() => cluster.toJson())).toEqual([
    'source option "verify" has no effect on Git repository ssh://***@mirror.example.com/profiles; drop it, or set the field that you mean with "patch"',
  ]);
  const other = new Cluster(fleet, 'other', {
    sources: { [URL]: { secretRef: { name: 'git' }, patch: { sparseCheckout: ['web'] } } },
  });
  subscribe([CRDS], {}, 'c0', other);
  expect(objectsOf(other, 'GitRepository')[0].spec).toMatchObject({
    secretRef: { name: 'git' },
    sparseCheckout: ['web'],
  });
});

test('of one repository and commit there is one source for each folder, of the root without a filter', () => {
  const on = (name: string, path?: string): ProfileArtifact => ({
    name,
    profile: { source: { url: URL, branch: 'main', path }, commit: 'c5', artifacts: [CRDS, SERVER] },
  });
  subscribe([on('a', 'a/b'), on('same', './a/b/'), on('root')]);
  expect(
    objectsOf(production, 'GitRepository')
      .map(({ spec }) => [spec.ref, spec.ignore])
      .sort(([, a = ''], [, b = '']) => String(a).length - String(b).length),
  ).toEqual([
    [{ branch: 'main', commit: 'c5' }, undefined],
    [{ branch: 'main', commit: 'c5' }, '/*\n!/a\n/a/*\n!/a/b\n'],
  ]);
});
