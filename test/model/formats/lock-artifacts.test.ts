/**
 * Artifacts of profiles from Git, in lock files.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import type { ProfileArtifact } from '../../../lib/model/profile-artifact';
import {
  formatCatalogLock,
  parseCatalogLock,
  parseLockInFull,
  tryParseLockLayout,
} from '../../../lib/model/formats/catalog-lock';
import { SOURCE, lines } from './lock-source';

/** The lock of one profile in git, with `artifacts`. */
const lockOf = (artifacts: unknown) => {
  const origin = { kind: 'git', url: 'https://git.example.com/a', tag: 'v1.0.0', artifacts };
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return formatCatalogLock({
    source: { ...SOURCE, url: undefined },
    entries: [{ name: 'nginx', version: '1.0.0', origin, ...nothing } as CatalogEntry],
  });
};

const ARTIFACTS: readonly ProfileArtifact[] = [
  { name: 'server', chart: { url: 'https://charts.example.com', name: 'nginx', version: '1.0.0' } },
  { name: 'extras', chart: { path: 'charts/extras', defaultValues: 'a: 1\nb:\n  - c\n' } },
  {
    name: 'constructor',
    dependsOn: [{ name: 'server' }],
    kustomize: {
      path: 'crds',
      parameters: [
        {
          name: 'replicas',
          description: 'Pods',
          default: 2,
          targets: [{ kind: 'Deployment', path: '/spec/replicas' }],
        },
        {
          name: 'hosts',
          default: ['a', true],
          targets: [{ kind: 'Ingress', group: 'x', version: 'v1', namespace: 'n', path: '/a' }],
        },
      ],
    },
  },
  {
    name: 'nested',
    profile: {
      source: { url: 'https://git.example.com/b', branch: 'main', path: 'a/b' },
      commit: 'f00',
      artifacts: [
        {
          name: 'deeper',
          profile: {
            source: { url: 'https://git.example.com/c', tag: 'v1.0.0' },
            commit: 'f01',
            artifacts: [{ name: 'leaf', kustomize: { path: '.' } }],
          },
        },
      ],
    },
  },
];

test('a profile of a git repository keeps all that it installs, at any depth', () => {
  const text = lockOf(ARTIFACTS);
  const { lock, problems } = parseCatalogLock(text, 'a.lock.yaml');
  expect(problems).toEqual([]);
  expect(lock?.entries[0].origin).toMatchObject({ artifacts: ARTIFACTS });
  expect(tryParseLockLayout(text, 'a.lock.yaml')?.lock).toEqual(parseLockInFull(text, 'a.lock.yaml').lock);
  expect(formatCatalogLock(lock!)).toBe(text);
});

test('of a lock that says only the names and kinds of artifacts, these are not known', () => {
  const { lock, problems } = parseCatalogLock(lockOf([{ name: 'server', kind: 'local-chart' }]), 'a.lock.yaml');
  expect(problems).toEqual([]);
  expect(lock?.entries[0].origin).toEqual({ kind: 'git', url: 'https://git.example.com/a', tag: 'v1.0.0' });
});

test.each([
  ['path: charts/extras', 'path: ../etc', '"path" of "chart" is "../etc": it leads out of its folder'],
  ['commit: f00', 'comit: f00', '"commit" of "profile" is missing'],
  ['url: https://git.example.com/c', 'url: ext::sh', '"url" of "source" is "ext::sh"'],
])('fails for artifacts that were changed by hand: %s -> %s', (from, to, words) => {
  expect(lines(lockOf(ARTIFACTS).replace(from, to)).join('\n')).toContain(words);
});
