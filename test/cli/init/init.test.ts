/**
 * `pctl init`: an empty folder becomes a repository of subscriptions.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { runProgram } from '../../docs-blocks';
import { PLATFORM } from '../catalogs/lock-text';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';

const HOME = process.cwd();
let root: string;

beforeEach(() => {
  root = temporaryFolder();
  process.chdir(root);
});
afterEach(() => process.chdir(HOME));

const init = (...argv: string[]) => pctlIn(process.cwd(), ['init', ...argv]);
const git = (...argv: string[]) => execFileSync('git', argv, { cwd: root });
const files = () => Object.fromEntries(Object.entries(filesIn(root)).filter(([path]) => !path.startsWith('.git/')));

test('takes the source from the Git repository, and can be repeated', async () => {
  git('init', '--quiet', '--initial-branch', 'trunk');
  git('remote', 'add', 'origin', 'git@github.com:my-org/platform.git');
  mkdirSync('infra');
  process.chdir('infra');
  const { code, stderr } = await init('--ci', 'github');
  expect([code, stderr]).toEqual([
    0,
    `subscriptions/production/cluster.yaml written
clusters/production/fleet.yaml written
cdk8s.yaml written
../.github/workflows/platform-infra.yaml written
.gitattributes: 2 lines added
.gitignore: 2 lines added
Flux reads ssh://git@github.com/my-org/platform.git with the Secret "flux-system" in namespace flux-system, which must exist
next: add a catalog with "pctl catalog add NAME URL" and "pctl catalog update"
`,
  ]);
  expect(readFileSync('clusters/production/fleet.yaml', 'utf8')).toMatchInlineSnapshot(`
   "apiVersion: source.toolkit.fluxcd.io/v1
   kind: GitRepository
   metadata:
     name: fleet
     namespace: flux-system
   spec:
     interval: 1m
     ref:
       branch: trunk
     secretRef:
       name: flux-system
     url: ssh://git@github.com/my-org/platform.git
   ---
   apiVersion: kustomize.toolkit.fluxcd.io/v1
   kind: Kustomization
   metadata:
     name: fleet
     namespace: flux-system
   spec:
     interval: 10m
     path: ./infra/dist/flux-production
     prune: true
     sourceRef:
       kind: GitRepository
       name: fleet
   "
  `);
  // GitHub and GitLab read pipelines only in the root
  const { jobs } = parse(readFileSync('../.github/workflows/platform-infra.yaml', 'utf8'));
  expect(jobs.check.defaults).toEqual({ run: { 'working-directory': 'infra' } });
  expect((await init('--ci', 'gitlab')).stderr).toContain('\n../.gitlab-ci.yml written\n');
  const { script, after_script } = parse(readFileSync('../.gitlab-ci.yml', 'utf8'))['platform-infra'];
  expect([script[0], after_script[0]]).toEqual(['cd "infra"', 'cd "infra"']);
  const before = files();
  const again = await init('--cluster', 'production', '--cluster', 'staging');
  expect(again.stderr).toContain('subscriptions/production/cluster.yaml exists, and is kept\n');
  expect(files()).toMatchObject(before);
  expect(Object.keys(files())).toContain('infra/subscriptions/staging/cluster.yaml');
});

test('adds only lines that are missing, with the line ends of the file', async () => {
  writeFileSync('.gitignore', '*.log\r\n.pctl-*');
  writeFileSync('cdk8s.yaml', 'output: out\n');
  await init('--source', 'flux-system');
  expect(readFileSync('.gitignore', 'utf8')).toBe('*.log\r\n.pctl-*\r\n.*.pctl/\r\n');
  expect(readFileSync('cdk8s.yaml', 'utf8')).toBe('output: out\n');
  expect(parseAllDocuments(readFileSync('clusters/production/fleet.yaml', 'utf8'))).toHaveLength(1);
});

test('takes the output from cdk8s.yaml, which it keeps', async () => {
  await init('--output', 'manifests');
  expect((await init('--cluster', 'staging')).code).toBe(0);
  for (const name of ['production', 'staging']) {
    const text = readFileSync(`subscriptions/${name}/cluster.yaml`, 'utf8');
    expect(parse(text).spec.delivery.path).toBe('./manifests');
  }
  expect(readFileSync('.gitattributes', 'utf8')).not.toContain('/dist');
  const before = files();
  const { code, stderr } = await init('--cluster', 'eu', '-o', 'dist');
  expect([code, stderr]).toEqual([1, 'error: the output is "manifests" according to cdk8s.yaml, which is kept. Change it there, or leave "--output" out\n']); // prettier-ignore
  expect((await init('--cluster', 'eu', '-o', './manifests/')).code).toBe(0);
  expect(files()).toMatchObject(before);
  writeFileSync('cdk8s.yaml', 'output: [a]\n');
  expect((await init()).stderr).toContain('error: cdk8s.yaml:1:9: ');
});

test('the program that it writes reads the subscriptions', async () => {
  await init(
    '--program',
    '--cluster',
    'production',
    '--cluster',
    'production',
    '--url',
    'https://github.com/my-org/platform',
    '--ci',
    'gitlab',
  );
  mkdirSync('catalogs');
  writeFileSync('catalogs/platform.lock.yaml', PLATFORM);
  writeFileSync(
    'subscriptions/production/mesh.yaml',
    'apiVersion: cdk8s-profiles/v1\nkind: ProfileSubscription\nmetadata: {name: mesh}\nspec: {profile: linkerd2}\n',
  );
  runProgram(readFileSync('main.ts', 'utf8'), root);
  const folders = new Set(Object.keys(filesIn(join(root, 'dist'))).map(path => path.split('/')[0]));
  expect([...folders]).toEqual(['flux-production', 'guard', 'production']);
});

test.each([
  ['github', '.github/workflows/platform.yaml'],
  ['gitlab', '.gitlab-ci.yml'],
])('the pipeline for %s checks the output, and comments once', async (system, file) => {
  await init('--ci', system, '--cluster', 'staging');
  const text = readFileSync(file, 'utf8');
  expect(parse(text)).toBeInstanceOf(Object);
  for (const command of ['synth --check', 'lint', 'verify dist', 'diff "origin/']) expect(text).toContain(command);
  expect(text).toContain('<!-- cdk8s-profiles diff: dist -->');
});

test('fails for a cluster whose folder in the output another has', async () => {
  const taken = async (...names: string[]) => (await init(...names.flatMap(name => ['--cluster', name]))).stderr;
  const why = 'is not allowed, because the output has a folder of that name, for cluster "eu". Choose another\n';
  expect(await taken('eu', 'flux-eu')).toBe(`error: name "flux-eu" of a cluster ${why}`);
  expect(await taken('constructor')).toContain('JavaScript has a property of that name');
  expect(files()).toEqual({});
  await taken('flux-eu');
  expect(await taken('eu')).toBe(`error: name "flux-eu" of a cluster ${why}`);
  for (const name of ['constructor', 'eu', 'guard']) mkdirSync(`subscriptions/${name}`);
  const { code, stderr } = await pctlIn(process.cwd(), ['synth']);
  expect(code).toBe(1);
  for (const name of ['constructor', 'flux-eu', 'guard']) {
    expect(stderr).toContain(`error: subscriptions/${name} is not the folder of a cluster, because `);
  }
});

test('fails with everything that is wrong, and writes nothing', async () => {
  const wrong = await init('--cluster', 'a_b', '--cluster', 'guard', '-o', '../x', '--url', 'file:///x', '--secret', 'A', '--path', "a'b"); // prettier-ignore
  expect(wrong.code).toBe(1);
  expect(wrong.stderr.match(/^error: /gm)).toHaveLength(6);
  expect(files()).toEqual({});
});
