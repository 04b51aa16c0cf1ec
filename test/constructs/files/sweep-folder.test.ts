import { Cluster, Fleet } from 'cdk8s-profiles';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isForeignFile, sweepFolder } from '../../../lib/constructs/files/sweep-folder';
import { platformCatalog } from '../platform-catalog';
import { filesIn, temporaryFolder } from '../temporary-folder';

const HEADER = '# Generated.\n---\n';

/** A folder with `files`: text by path. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Paths of the files that are left. */
function sweep(files: Readonly<Record<string, string>>, kept: readonly string[] = [], isResumed = false): string[] {
  const folder = folderOf(files);
  sweepFolder(folder, '.k8s.yaml', { header: HEADER, isResumed, kept: new Map(kept.map(path => [path, ''])) });
  return Object.keys(filesIn(folder));
}

test('an empty folder stays empty', () => {
  expect(sweep({})).toEqual([]);
});

test('generated files are removed, except those that were written again', () => {
  const files = { 'production/a.k8s.yaml': HEADER, 'production/b.k8s.yaml': HEADER, 'old/c.k8s.yaml': HEADER };
  expect(sweep(files, ['production/b.k8s.yaml'])).toEqual(['production/b.k8s.yaml']);
});

test('a generated file is removed, and may be overwritten, after Git has converted its line ends', () => {
  const files = { 'production/a.k8s.yaml': `${HEADER}kind: A\n`.replaceAll('\n', '\r\n') };
  expect(sweep(files)).toEqual([]);
  expect(isForeignFile(join(folderOf(files), 'production/a.k8s.yaml'), HEADER)).toBe(false);
});

test.each([
  ['a file without the header', 'production/kustomization.k8s.yaml', 'kind: Kustomization\n'],
  ['an empty file', 'production/empty.k8s.yaml', ''],
  ['the beginning of a header', 'production/part.k8s.yaml', HEADER.slice(0, -1)],
  ['another extension', 'production/README.md', HEADER],
  ['a file directly in the folder', 'a.k8s.yaml', HEADER],
  ['a file deeper down', 'production/base/a.k8s.yaml', HEADER],
])('%s stays', (_, path, text) => {
  expect(sweep({ [path]: text })).toEqual([path]);
});

test.each([
  ['an empty file', '', []],
  ['the beginning of a header', HEADER.slice(0, -1), []],
  ['a file without the header', 'kind: Kustomization\n', ['production/a.k8s.yaml']],
])('after a killed run, %s counts as generated or not', (_, text, left) => {
  expect(sweep({ 'production/a.k8s.yaml': text }, [], true)).toEqual(left);
});

test('broken links and links to folders stay', () => {
  const elsewhere = folderOf({ 'a.k8s.yaml': HEADER });
  const folder = folderOf({ 'production/b.k8s.yaml': HEADER });
  symlinkSync('missing', join(folder, 'production', 'dangling.k8s.yaml'));
  symlinkSync(elsewhere, join(folder, 'linked'));
  sweepFolder(folder, '.k8s.yaml', { header: HEADER, isResumed: false, kept: new Map() });
  expect(Object.keys(filesIn(elsewhere))).toEqual(['a.k8s.yaml']);
  expect(Object.keys(filesIn(folder))).toEqual([]);
});

test('a fleet removes what it wrote earlier and no longer contains, and keeps files of others', () => {
  const outdir = folderOf({ 'production/kustomization.yaml': 'resources: []\n', 'README.md': '# Clusters\n' });
  const synth = (clusters: readonly string[], profiles: readonly string[]) => {
    const fleet = new Fleet({ outdir });
    const catalog = platformCatalog(fleet);
    for (const name of clusters) profiles.forEach(profile => new Cluster(fleet, name, { catalog }).subscribe(profile));
    fleet.synth();
    return Object.keys(filesIn(outdir)).filter(path => !path.includes('HelmRepository'));
  };
  const foreign = ['README.md', 'production/kustomization.yaml'];
  const flagger = (cluster: string) => `${cluster}/HelmRelease.flux-system.flagger.k8s.yaml`;
  expect(synth(['production', 'staging'], ['flagger'])).toEqual([
    foreign[0],
    flagger('production'),
    foreign[1],
    flagger('staging'),
  ]);
  expect(synth(['production'], ['flagger'])).toEqual([foreign[0], flagger('production'), foreign[1]]);
  expect(synth([], [])).toEqual(foreign);
});
