/**
 * A folder of manifests stays until the commit after the one that replaces it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { earlierOutput } from '../../lib/deliver/earlier-output';
import { keptManifests } from '../../lib/deliver/kept-manifests';
import { temporaryFolder } from '../constructs/temporary-folder';

const RELEASE = 'production/HelmRelease.flux-system.issuers.k8s.yaml';
const folder = (hash: string) => `manifests/production/issuers-${hash}`;
const [FIRST, SECOND, THIRD] = ['11111111', '22222222', '33333333'];

let root: string;
let outdir: string;

beforeEach(() => {
  root = temporaryFolder();
  outdir = join(root, 'dist');
});

/** Writes the output again: the folders of `hashes`, and a release that refers to the last one. */
function write(...hashes: readonly string[]): void {
  rmSync(outdir, { recursive: true, force: true });
  const files = hashes.map((hash): [string, string] => [`${folder(hash)}/ClusterIssuer.a.yaml`, `# ${hash}\n`]);
  for (const [path, text] of [...files, [RELEASE, `path: ./dist/${folder(hashes.at(-1)!)}\n`]]) {
    mkdirSync(dirname(join(outdir, path)), { recursive: true });
    writeFileSync(join(outdir, path), text);
  }
}

function commit(): void {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a');
}

const kept = (hash: string) => [...keptManifests(earlierOutput(outdir), [{ folder: folder(hash), release: RELEASE }])];
const file = (hash: string) => [`${folder(hash)}/ClusterIssuer.a.yaml`, `# ${hash}\n`];

describe.each([
  ['a commit', true],
  ['only the disk', false],
])('after %s', (_, isCommitted) => {
  const before = (...hashes: readonly string[]) => {
    write(...hashes);
    if (isCommitted) commit();
  };

  test('nothing is kept if nothing was written', () => {
    expect(kept(FIRST)).toEqual([]);
  });

  test('the previous folder stays if the content changes', () => {
    before(FIRST);
    expect(kept(SECOND)).toEqual([file(FIRST)]);
  });

  test('a second run of the same program keeps the same', () => {
    before(FIRST, SECOND);
    expect(kept(SECOND)).toEqual([file(FIRST)]);
  });

  test('the next change keeps the folder in use, and not the one before it', () => {
    before(FIRST, SECOND);
    expect(kept(THIRD)).toEqual([file(SECOND)]);
  });

  test('content that comes back keeps the folder in use', () => {
    before(FIRST, SECOND);
    expect(kept(FIRST)).toEqual([file(SECOND)]);
  });

  test('a name with the same beginning is another member', () => {
    before(FIRST);
    const release = 'production/HelmRelease.flux-system.issuers-2.k8s.yaml';
    expect([
      ...keptManifests(earlierOutput(outdir), [{ folder: 'manifests/production/issuers-2-22222222', release }]),
    ]).toEqual([]);
  });
});

test('a commit counts, not what a later run has left on disk', () => {
  write(FIRST);
  commit();
  write(SECOND);
  expect(kept(THIRD)).toEqual([file(FIRST)]);
});

test('the commit counts even if the command has emptied the output before the program runs', () => {
  write(FIRST);
  commit();
  rmSync(outdir, { recursive: true });
  expect(kept(SECOND)).toEqual([file(FIRST)]);
});
