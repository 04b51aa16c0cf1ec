import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../lib/deliver/read-folder';
import { readGitFolder } from '../../lib/deliver/read-git-folder';
import { writtenFiles } from './written-files';

const FILES = {
  'dist/b.yaml': 'kind: B',
  'dist/a b/ü.yml': 'kind: Ü # ünïcode\n---\nkind: C',
  'dist/empty.yaml': '',
  'dist/data.json': '{"kind": "D"}',
  'dist/README.md': 'kind: none',
  'dist/.hidden/x.yaml': 'kind: none',
  'dist/node_modules/x.yaml': 'kind: none',
  'one.txt': 'kind: One',
};

function commit(files: Record<string, string>): string {
  const cwd = writtenFiles(files);
  symlinkSync('b.yaml', join(cwd, 'dist', 'link.yaml'));
  const git = (...argv: string[]) => execFileSync('git', argv, { cwd });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--force', '.');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'All');
  return cwd;
}

test('reads the same files as from the folder itself, except symbolic links', () => {
  const cwd = commit(FILES);
  const { documents, problems } = readGitFolder('dist', 'main', cwd);
  const expected = readFolder('dist', cwd).documents.filter(({ path }) => path !== 'link.yaml');
  expect(problems).toEqual([]);
  const placesOf = (all: typeof documents, ref: string) =>
    all.map(({ file, line, column, path, object }) => [`${ref}${file}`, line, column, path, object]);
  expect(placesOf(documents, '')).toEqual(placesOf(expected, 'main:'));
  expect(documents.map(({ object }) => object.kind)).toEqual(['Ü', 'C', 'B', 'D']);
});

test.each(['.', './', ''])('reads the whole commit: %j', folder => {
  const { documents } = readGitFolder(folder, 'HEAD', commit(FILES));
  expect(documents.map(({ file }) => file)).toContain('HEAD:dist/b.yaml');
});

test('reads one file, whatever its extension', () => {
  const { documents } = readGitFolder('../one.txt', 'main', join(commit(FILES), 'dist'));
  expect(documents).toMatchObject([{ file: 'main:../one.txt', line: 1, object: { kind: 'One' } }]);
});

test('reads nothing if there are no manifests', () => {
  expect(readGitFolder('dist', 'main', commit({ 'dist/README.md': '' }))).toEqual({ documents: [], problems: [] });
});

test('is independent of the work tree, and does not change it', () => {
  const cwd = commit(FILES);
  execFileSync('git', ['rm', '--quiet', 'dist/b.yaml'], { cwd });
  expect(readGitFolder('dist', 'main', cwd).documents).toHaveLength(4);
  expect(execFileSync('git', ['status', '--porcelain'], { cwd, encoding: 'utf8' })).toBe('D  dist/b.yaml\n');
});

test('fails if the repository lacks a file, instead of reading it and the next ones as empty', () => {
  const cwd = commit(FILES);
  const hash = execFileSync('git', ['rev-parse', 'main:dist/b.yaml'], { cwd, encoding: 'utf8' }).trim();
  rmSync(join(cwd, '.git/objects', hash.slice(0, 2), hash.slice(2)));
  expect(() => readGitFolder('dist', 'main', cwd)).toThrow(`Git does not have the object ${hash}`);
});
