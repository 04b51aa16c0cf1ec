import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import type { ProfileArtifact } from '../../../lib/model/profile-artifact';
import {
  type CatalogLock,
  formatCatalogLock,
  isCatalogLock,
  parseCatalogLock,
  parseLockInFull,
  tryParseLockLayout,
} from '../../../lib/model/formats/catalog-lock';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../../lib/model/problem-words';

const SOURCE: CatalogLock['source'] = {
  kind: 'HelmRepository',
  name: 'platform',
  namespace: 'flux-system',
  url: 'https://charts.example.com',
};
const FILE = resolve(__dirname, '../../../examples/catalogs/platform.yaml');
const { entries } = parseHelmIndex(readFileSync(FILE, 'utf8'), { file: FILE });

/** Without what no lock holds. */
const withoutLocation = ({ location: _, archiveUrl: _url, ...entry }: CatalogEntry) => entry;
const lines = (text: string) => parseCatalogLock(text, 'a.lock.yaml').problems.map(formatProblem);

test('what is written is read back', () => {
  const text = formatCatalogLock({ source: SOURCE, entries });
  const { lock, problems } = parseCatalogLock(text, 'platform.lock.yaml');
  expect(problems).toEqual([]);
  expect(lock?.source).toEqual(SOURCE);
  expect(lock?.entries.map(withoutLocation)).toEqual(entries.map(withoutLocation));
  expect(isCatalogLock(text)).toBe(true);
  expect(formatCatalogLock(lock!)).toBe(text);
});

test('entries in any order give the same bytes', () => {
  const text = formatCatalogLock({ source: SOURCE, entries });
  expect(formatCatalogLock({ source: SOURCE, entries: [...entries].reverse() })).toBe(text);
});

test('one more version is a block of lines of its own', () => {
  const before = formatCatalogLock({ source: SOURCE, entries }).split('\n');
  const added = { ...entries[0], version: '99.0.0' };
  const after = formatCatalogLock({ source: SOURCE, entries: [...entries, added] }).split('\n');
  const from = before.findIndex((line, i) => line !== after[i]);
  expect([...after.slice(0, from), ...after.slice(from + after.length - before.length)]).toEqual(before);
});

test('fails for half a surrogate pair, in a name or below it, and reads the others', () => {
  const text = formatCatalogLock({ source: SOURCE, entries });
  const [{ name }] = entries;
  const halved = text.replace(new RegExp(`^  ${name}:$`, 'm'), '  "kyv\\ud83d":');
  expect(halved).not.toBe(text);
  const { lock, problems } = parseCatalogLock(halved, 'a.lock.yaml');
  expect(problems.map(formatProblem)[0]).toMatch(/profile "kyv\\ud83d" .* half a surrogate pair/);
  expect(lock?.entries.map(entry => entry.name)).toEqual(entries.map(entry => entry.name).filter(other => other !== name)); // prettier-ignore
});

test('a profile of a git repository keeps tag, folder and commit', () => {
  const origin = { kind: 'git', url: 'https://git.example.com/a', tag: 'nginx/v1.0.0', folder: 'nginx', commit: 'f00' };
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const entry = { name: '__proto__', version: 'v1.0.0', origin, ...nothing } as CatalogEntry;
  const text = formatCatalogLock({ source: { ...SOURCE, url: undefined }, entries: [entry] });
  expect(parseCatalogLock(text, 'a.lock.yaml').lock?.entries.map(withoutLocation)).toEqual([entry]);
});

test('a chart of a registry keeps the media type of its layer', () => {
  const origin = { kind: 'chart', chart: 'flagger', digest: 'sha256:0', layerType: 'application/tar+gzip' };
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const entry = { name: 'flagger', version: '1.0.0', origin, ...nothing } as CatalogEntry;
  const text = formatCatalogLock({ source: SOURCE, entries: [entry] });
  expect(text).toContain('        layerType: application/tar+gzip\n');
  expect(parseCatalogLock(text, 'a.lock.yaml').lock?.entries.map(withoutLocation)).toEqual([entry]);
});

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

test('an empty catalog', () => {
  const text = formatCatalogLock({ source: SOURCE, entries: [] });
  expect(parseCatalogLock(text, 'a.lock.yaml')).toEqual({ lock: { source: SOURCE, entries: [] }, problems: [] });
});

test.each([
  ['', 'a.lock.yaml:1:1: not a lock file of a catalog: it is empty'],
  ['apiVersion: cdk8s-profiles/v2\nsource: {kind: HelmRepository, name: a, namespace: b}', '"cdk8s-profiles/v2"'],
  ['apiVersion: cdk8s-profiles/v1', '"source" is missing'],
])('fails for %j', (text, words) => {
  expect(lines(text).join('\n')).toContain(words);
});

test('a wrong entry hides no other', () => {
  const text = formatCatalogLock({ source: SOURCE, entries })
    .replace('layer: 0', 'layer: low')
    .replace('version: 0.0.16', 'version: sixteen');
  const { lock, problems } = parseCatalogLock(text, 'a.lock.yaml');
  expect(problems.map(({ kind }) => kind)).toEqual(['invalid-entry', 'invalid-entry']);
  expect(lock?.entries).toHaveLength(entries.length - 2);
});

test.each(['', ' # a comment'])('a profile that is listed twice costs itself alone%s', comment => {
  const text = formatCatalogLock({ source: SOURCE, entries });
  const [again] = /^ {2}flagger:\n(?: {4}.*\n)+/m.exec(text)!;
  const { lock, problems } = parseCatalogLock(
    text.replace('entries:\n', `entries:${comment}\n${again}`),
    'a.lock.yaml',
  );
  expect(problems.map(formatProblem)).toEqual([
    expect.stringContaining('profile "flagger" cannot be used: it is listed twice'),
  ]);
  expect(lock?.entries).toHaveLength(entries.length);
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('1.10', 'null', 'a: b', 'two\nlines\n', ' a'),
);
const entryOf = fc.record({
  name: fc.constantFrom('vault', 'kyverno', '__proto__'),
  version: fc.oneof(fc.constantFrom('1.0.0', 'v2.0.0-rc.1'), text),
  origin: fc.oneof(
    fc.record({ kind: fc.constant('chart' as const), chart: text, digest: text }, { requiredKeys: ['kind', 'chart'] }),
    fc.record({
      kind: fc.constant('git' as const),
      url: text,
      tag: text,
      folder: text,
      commit: text,
      artifacts: fc.array(fc.record({ name: text, kind: fc.constantFrom('chart', 'kustomization') }), { maxLength: 2 }),
    }),
  ),
  valuesSchema: fc.constantFrom(undefined, `sha256:${'0'.repeat(64)}`, 'none'),
  layer: fc.option(fc.nat(), { nil: undefined }),
  description: fc.option(text, { nil: undefined }),
  keywords: fc.array(text, { maxLength: 3 }),
  maintainers: fc.array(fc.record({ name: text, email: text }, { requiredKeys: ['name'] }), { maxLength: 2 }),
  prerequisites: fc.array(text, { maxLength: 2 }),
  dependencies: fc.array(fc.record({ name: text, version: text }, { requiredKeys: ['name'] }), { maxLength: 2 }),
});

test('whatever is written is read fast, and as by the full parser', () => {
  fc.assert(
    fc.property(fc.array(entryOf, { maxLength: 5 }), fc.option(text), (written, edit) => {
      const lock = formatCatalogLock({ source: SOURCE, entries: written });
      const fast = tryParseLockLayout(lock, 'a.lock.yaml');
      expect(fast).toEqual(parseLockInFull(lock, 'a.lock.yaml'));
      const edited = lock.replace('layer:', `${edit}:`);
      expect(parseCatalogLock(edited, 'a.lock.yaml')).toEqual(parseLockInFull(edited, 'a.lock.yaml'));
    }),
  );
});
