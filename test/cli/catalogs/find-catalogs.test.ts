import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCatalogsFolder, readLocks } from '../../../lib/cli/catalogs/find-catalogs';
import { formatCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { temporaryFolder } from '../../constructs/temporary-folder';

const contextIn = (cwd: string, env: Record<string, string> = {}) => ({ cwd, env, stdout: () => {}, stderr: () => {} });
const find = (cwd: string, options = {}, env = {}) => findCatalogsFolder(contextIn(cwd, env), options);

function foldersIn(...folders: string[]): string {
  const root = temporaryFolder();
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  return root;
}

describe('the folder of catalogs', () => {
  test('is the one in the working directory, outside of git too', () => {
    expect(find(foldersIn('catalogs'))).toBe('catalogs');
  });

  test('is the nearest one, up to the root of the git work tree', () => {
    const root = foldersIn('.git', 'catalogs', 'apps/shop/src', 'apps/shop/catalogs');
    expect(find(join(root, 'apps/shop/src'))).toBe('../catalogs');
    expect(find(join(root, 'apps'))).toBe('../catalogs');
    expect(find(join(root, 'catalogs'))).toBe('.');
  });

  test('is not searched for above the git work tree, whose ".git" may be a file, nor outside of git', () => {
    const root = foldersIn('catalogs', 'worktree/src', 'plain/src');
    writeFileSync(join(root, 'worktree/.git'), 'gitdir: elsewhere\n');
    expect(() => find(join(root, 'worktree/src'))).toThrow(
      `there is no folder "catalogs" in ${root}/worktree/src or above it, up to ${root}/worktree; add a catalog`,
    );
    expect(() => find(join(root, 'plain/src'))).toThrow(
      `there is no folder "catalogs" in ${root}/plain/src; add a catalog`,
    );
  });

  test('is that of "--catalogs", otherwise that of the environment', () => {
    const root = foldersIn('catalogs', 'a', 'b');
    const env = { CDK8S_PROFILES_CATALOGS: 'b' };
    expect(find(root, { catalogs: 'a' }, env)).toBe('a');
    expect(find(root, {}, env)).toBe('b');
    expect(find(root, {}, { CDK8S_PROFILES_CATALOGS: '' })).toBe('catalogs');
    expect(() => find(root, { catalogs: 'c' })).toThrow('there is no folder c; add a catalog with "pctl catalog add"');
  });

  test('is not a file of that name', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'catalogs'), '');
    expect(() => find(root)).toThrow('there is no folder "catalogs"');
  });
});

test('every lock file is read, by name; an invalid one is a problem and does not affect others', () => {
  const root = foldersIn('catalogs/d.lock.yaml');
  const write = (name: string) => {
    const source = { kind: 'HelmRepository', name, namespace: 'flux-system' } as const;
    writeFileSync(join(root, 'catalogs', `${name}.lock.yaml`), formatCatalogLock({ source, entries: [] }));
  };
  write('platform');
  write('constructor');
  writeFileSync(join(root, 'catalogs/broken.lock.yaml'), '<html>');
  writeFileSync(join(root, 'catalogs/platform.yaml'), 'kind: HelmRepository\n');
  const { locks, problems } = readLocks('catalogs', root);
  expect(locks.map(({ file, lock }) => [file, lock.source.name])).toEqual([
    ['catalogs/constructor.lock.yaml', 'constructor'],
    ['catalogs/platform.lock.yaml', 'platform'],
  ]);
  expect(problems.map(({ kind }) => kind)).toEqual(['invalid-lock', 'unreadable-file']);
});
