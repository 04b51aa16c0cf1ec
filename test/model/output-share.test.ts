import { formatShare, isInShare, parseShare } from '../../lib/model/output-share';

const shareOf = (path: string, count: number) =>
  Array.from({ length: count }, (_, i) => i + 1).filter(number => isInShare(path, { number, count }));

test('reads what it writes', () => {
  expect(parseShare('2/4')).toEqual({ number: 2, count: 4 });
  expect(formatShare(parseShare('12/120')!)).toBe('12/120');
  expect(parseShare('1/1')).toEqual({ number: 1, count: 1 });
});

test.each(['', '0/4', '5/4', '1/0', '1', '/4', '1/', '01/4', '-1/4', '1.0/4', ' 1/4', '1/4 ', '1/4/4', '1/1e3', 'a/b', '1/9999999'])(
  'fails for "%s"',
  text => expect(parseShare(text)).toBeUndefined(),
); // prettier-ignore

test('the share of a path is frozen: machines with two versions still write everything once', () => {
  const paths = ['production/a.yaml', 'staging/a.yaml', 'eu/production/a.yaml', 'constructor/a.yaml', 'a.k8s.yaml'];
  expect(paths.flatMap(path => shareOf(path, 7))).toMatchInlineSnapshot(`
   [
     7,
     6,
     2,
     7,
     6,
   ]
  `);
});

test.each([
  ['production/HelmRelease.flux-system.a.k8s.yaml', 'manifests/production/issuers-1f0c3a2b/ClusterIssuer.a.yaml'],
  ['eu/production/a.yaml', 'eu/manifests/production/issuers-1f0c3a2b/a.yaml'],
  ['charts/kustomization/Chart.yaml', 'charts/kustomization/templates/kustomization.yaml'],
  ['clusters/default/eu-1/profiles.yaml', 'clusters/default/eu-1/other.yaml'],
])('%s is in one share with %s, and in no other', (path, other) => {
  for (const count of [1, 2, 3, 100, 100_000]) {
    const [only, ...more] = shareOf(path, count);
    expect([shareOf(other, count), more]).toEqual([[only], []]);
  }
});

test('shares of a large fleet are about equal', () => {
  const sizes = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 3334; i++) sizes[shareOf(`cluster-${String(i).padStart(4, '0')}/a.yaml`, 8)[0] - 1]++;
  expect(Math.max(...sizes)).toBeLessThan(1.1 * (3334 / 8));
});
