import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatCatalogLock, isCatalogLock, parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../../lib/model/problem-words';
import { SOURCE, lines, withoutLocation } from './lock-source';

const FILE = resolve(__dirname, '../../../examples/catalogs/platform.yaml');
const { entries } = parseHelmIndex(readFileSync(FILE, 'utf8'), { file: FILE });

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
