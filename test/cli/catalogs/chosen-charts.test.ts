/**
 * `pctl catalog add` for charts of repositories that are not annotated.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { answering, serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

const URL = 'https://charts.example.com';

let cwd: string;
beforeEach(() => (cwd = temporaryFolder()));

const pctl = async (...argv: string[]) => {
  const { stderr, ...result } = await pctlIn(cwd, ['catalog', ...argv], { XDG_CACHE_HOME: join(cwd, '.cache') });
  // a busy machine says how far it is
  return { ...result, stderr: stderr.replace(/^reading .*\n/gm, '') };
};
const read = (file: string) => fs.readFileSync(join(cwd, file), 'utf8');

/** 15 charts with 100 versions each, as a large upstream repository has them. */
const LARGE = [
  'apiVersion: v1\nentries:\n',
  ...Array.from({ length: 15 }, (_, chart) => [
    `  chart-${chart}:\n`,
    ...Array.from(
      { length: 100 },
      (_, i) =>
        `  - name: chart-${chart}\n    version: 1.${i}.0\n    description: ${'Words about it. '.repeat(20)}\n    digest: ${'0123abcd'.repeat(8)}\n    urls: [chart-${chart}.tgz]\n`,
    ),
  ]).flat(),
].join('');

test('the charts that are chosen, and no others, are in the lock file', async () => {
  const { url } = await serve(answering(LARGE));
  await pctl('add', 'large', url, '--chart', 'chart-7', '--chart', 'chart-3', '--keep', '10');
  expect(read('catalogs/large.yaml')).toContain(`metadata:
  annotations:
    cdk8s-profiles/charts: chart-3,chart-7
    cdk8s-profiles/keep: "10"
  name: large
`);
  expect(await pctl('update')).toMatchObject({
    code: 0,
    stderr: 'large: new, 2 profiles in 20 versions; catalogs/large.lock.yaml written\n',
  });
  const lock = read('catalogs/large.lock.yaml');
  expect(lock).toMatch(/^ {2}chart-3:$/m);
  expect(lock).not.toMatch(/^ {2}chart-4:$/m);
  expect(lock.length).toBeLessThan(15_000);
  await pctl('add', 'all', url, '--all-charts');
  expect((await pctl('update', 'all')).stderr).toContain('15 profiles in 1500 versions');
  expect(read('catalogs/all.lock.yaml').length).toBeGreaterThan(50 * lock.length);
});

test('fails for a chart that the repository does not have, with the nearest names; the others are locked', async () => {
  const { url } = await serve(answering(LARGE));
  await pctl('add', 'large', url, '--chart', 'chart7', '--chart', 'chart-3');
  const { code, stderr } = await pctl('update');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: large: catalogs\/large.yaml:1:1: chart "chart7" cannot be used: HelmRepository flux-system\/large has no chart of that name; the nearest: chart-7/,
  );
  expect(read('catalogs/large.lock.yaml')).toMatch(/^ {2}chart-3:$/m);
});

test('charts of a registry are chosen from the folder at the URL', async () => {
  await pctl('add', 'mesh', 'oci://registry.example.com/charts', '--chart', 'linkerd2');
  expect(read('catalogs/mesh.yaml')).toContain('    cdk8s-profiles/charts: linkerd2\n');
  expect(read('catalogs/mesh.yaml')).toContain('  type: oci\n');
  await pctl('add', 'root', 'oci://registry.example.com', '--chart', 'linkerd2');
  expect(read('catalogs/root.yaml')).toContain('url: oci://registry.example.com\n');
});

test('the flag of earlier versions still works, and help does not show it', async () => {
  await pctl('add', 'old', URL, '--every-version');
  expect(read('catalogs/old.yaml')).toContain('weave.works/profiles: "true"');
  const { stdout } = await pctl('add', '--help');
  expect(stdout).toContain('--all-charts');
  expect(stdout).not.toContain('--every-version');
});

test.each([
  [['--chart', '../x'], 'error: name of a chart "../x" is not allowed: use letters'],
  [['--chart', 'a,b'], 'error: name of a chart "a,b" is not allowed'],
  [['--chart', 'a', '--all-charts'], '"--chart" and "--all-charts" are given together; leave out one of them'],
  [['--keep', '0'], 'error: "--keep" is "0"; write a whole number from 1'],
  [['--keep', 'ten'], 'error: "--keep" is "ten"'],
])('fails for %j, and writes nothing', async (argv, words) => {
  expect(await pctl('add', 'a', URL, ...argv)).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(words),
  });
  expect(filesIn(cwd)).toEqual({});
});
