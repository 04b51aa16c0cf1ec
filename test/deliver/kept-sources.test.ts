/**
 * Git sources that are still in use when another version of a profile is written.
 */
import { execFileSync } from 'node:child_process';
import { Catalog, type CatalogEntry, Cluster, Fleet } from 'cdk8s-profiles';
import { dirname, join } from 'node:path';
import { filesIn, temporaryFolder } from '../constructs/temporary-folder';

const URL = 'https://git.example.com/profiles';
let outdir: string;

beforeEach(() => {
  outdir = join(temporaryFolder(), 'dist');
});

/** Writes a program with profiles at these commits; returns the commits of all sources that are written. */
function write(commits: Readonly<Record<string, string>>, hasManifests = true): string[] {
  const delivery = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;
  const fleet = new Fleet({ outdir, delivery });
  const entries = Object.entries(commits).map(([name, commit]): CatalogEntry => {
    const artifacts = [
      { name: 'server', chart: { path: 'chart' } },
      ...(hasManifests ? [{ name: 'rules', kustomize: { path: 'rules' } }] : []),
    ];
    const origin = { kind: 'git', url: URL, tag: `${name}/v1.0.0`, folder: name, commit, artifacts } as const;
    const lists = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
    return { name, version: '1.0.0', origin, ...lists };
  });
  const catalog = new Catalog(fleet, 'profiles', { entries, repository: '' });
  const production = new Cluster(fleet, 'production', { catalog });
  for (const name of Object.keys(commits)) production.subscribe(name);
  fleet.synth();
  const sources = Object.entries(filesIn(outdir)).filter(([path]) => path.startsWith('production/GitRepository.'));
  return sources.map(([, text]) => /commit: (\S+)/.exec(text)![1]).sort();
}

function commitAll(): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dirname(outdir), stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '-A');
  git('-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--allow-empty', '-m', 'x');
}

test.each([
  ['on disk', () => undefined],
  ['in the last commit', commitAll],
])('the source that is in use %s is kept until another one changes', (_, settle) => {
  expect(write({ web: 'a1', logs: 'b1' })).toEqual(['a1', 'b1']);
  settle();
  const first = write({ web: 'a2', logs: 'b1' });
  expect(first).toEqual(['a1', 'a2', 'b1']);
  const files = filesIn(outdir);
  settle();
  // the same input, the same bytes
  expect(write({ web: 'a2', logs: 'b1' })).toEqual(first);
  expect(filesIn(outdir)).toEqual(files);
  settle();
  expect(write({ web: 'a2', logs: 'b2' })).toEqual(['a2', 'b1', 'b2']);
});

test('what is written again before it is committed replaces what was never delivered', () => {
  write({ web: 'a1' });
  commitAll();
  expect(write({ web: 'a2' })).toEqual(['a1', 'a2']);
  expect(write({ web: 'a3' })).toEqual(['a1', 'a3']);
});

test('the source of a profile that leaves the program leaves too', () => {
  write({ web: 'a1', logs: 'b1' });
  commitAll();
  expect(write({ web: 'a1' })).toEqual(['a1']);
  expect(write({})).toEqual([]);
});

test('a source of charts alone is not kept: Flux fetches the new chart at once', () => {
  write({ web: 'a1' }, false);
  commitAll();
  expect(write({ web: 'a2' }, false)).toEqual(['a2']);
});
