import { chooseSources } from '../../../lib/cli/catalogs/choose-sources';
import type { LockFile } from '../../../lib/cli/catalogs/find-catalogs';
import { findLockPaths, shortName, type SourceKey } from '../../../lib/cli/catalogs/lock-paths';

const source = (name: string, namespace = 'flux-system'): SourceKey => ({ kind: 'HelmRepository', name, namespace });
const lock = (file: string, of: SourceKey): LockFile => ({
  file: `catalogs/${file}`,
  text: '',
  lock: { source: of, entries: [] },
  problems: [],
});
const broken = (file: string): LockFile => ({
  file: `catalogs/${file}`,
  text: '<<<<<<<',
  problems: [{ kind: 'invalid-lock', reason: 'it is text' }],
});

function pathsOf(sources: readonly SourceKey[], files: readonly LockFile[] = []) {
  const { paths } = findLockPaths('catalogs', sources, files);
  return sources.map(found => paths.get(found)!.fault ?? paths.get(found)!.file);
}

describe('the lock file of a source', () => {
  test('is named after it, and after its namespace too if two share the name', () => {
    expect(pathsOf([source('platform'), source('constructor')])).toEqual([
      'catalogs/platform.lock.yaml',
      'catalogs/constructor.lock.yaml',
    ]);
    const both = [source('platform', 'team-b'), source('platform', 'team-a')];
    expect(pathsOf(both)).toEqual(['catalogs/team-b.platform.lock.yaml', 'catalogs/team-a.platform.lock.yaml']);
    expect(pathsOf([...both].reverse())).toEqual(pathsOf(both).reverse());
  });

  test('is the one that names it, whatever its file name', () => {
    const [a, b] = [source('platform', 'team-a'), source('platform', 'team-b')];
    expect(pathsOf([a, b], [lock('platform.lock.yaml', a)])).toEqual([
      'catalogs/platform.lock.yaml',
      'catalogs/team-b.platform.lock.yaml',
    ]);
    expect(pathsOf([a], [lock('prod.lock.yaml', a)])).toEqual(['catalogs/prod.lock.yaml']);
  });

  test('is never that of another source', () => {
    const gone = lock('platform.lock.yaml', source('platform', 'team-a'));
    const orphaned = findLockPaths('catalogs', [source('platform')], [gone]);
    expect([...orphaned.paths.values()][0].file).toBe('catalogs/flux-system.platform.lock.yaml');
    expect(orphaned.orphans).toEqual([gone]);
    // "a" in "b.c" is not "b.c" in "a"
    const alike = [source('a.b'), source('b', 'a'), source('b', 'c')];
    expect(new Set(pathsOf(alike)).size).toBe(3);
  });

  test('is not written if it cannot be read, if there are two, or if its name leads outside', () => {
    expect(pathsOf([source('platform')], [broken('platform.lock.yaml')])[0]).toContain('is not overwritten');
    const two = [lock('a.lock.yaml', source('a')), lock('b.lock.yaml', source('a'))];
    expect(pathsOf([source('a')], two)[0]).toBe(
      'catalogs/a.lock.yaml and catalogs/b.lock.yaml are both lock files for this catalog. Delete one of them',
    );
    expect(pathsOf([source('../../etc/passwd')])[0]).toContain('cannot be the name of a file');
  });

  test('is not an unreadable file with another name', () => {
    const { unreadable } = findLockPaths('catalogs', [source('platform')], [broken('shops.lock.yaml')]);
    expect(unreadable.map(({ file }) => file)).toEqual(['catalogs/shops.lock.yaml']);
  });
});

describe('names of sources', () => {
  const sources = [source('platform', 'team-a'), source('platform', 'team-b'), source('shops')];
  const choose = (...names: string[]) => chooseSources(sources, names, 'catalogs');

  test('are as short as possible', () => {
    expect(sources.map(found => shortName(found, sources))).toEqual(['team-a/platform', 'team-b/platform', 'shops']);
  });

  test('select sources, in the order of the folder', () => {
    expect(choose().chosen).toEqual(sources);
    expect(choose('shops', 'team-b/platform', 'flux-system/shops').chosen).toEqual([sources[1], sources[2]]);
  });

  test('fail if they match several sources or none', () => {
    expect(choose('platform', 'shop', 'constructor').errors).toEqual([
      '"platform" is the name of 2 catalogs: HelmRepository team-a/platform, HelmRepository team-b/platform. Write "team-a/platform"',
      'no catalog "shop" is in catalogs; the nearest: shops. "pctl catalog list" shows all',
      'no catalog "constructor" is in catalogs. "pctl catalog list" shows all',
    ]);
    expect(choose('team-c/platform').errors).toEqual([
      'no catalog "team-c/platform" is in catalogs; the nearest: team-a/platform, team-b/platform. "pctl catalog list" shows all',
    ]);
  });
});
