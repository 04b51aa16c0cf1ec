import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { dirname, join } from 'node:path';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { releaseText } from '../../deliver/written-files';
import { generated, synthIn, writeProgram } from './synth-in';

const release = (name: string, version = '1.2.3') => generated(releaseText(name, { cluster: 'production', version }));
const LINKERD = 'production/HelmRelease.flux-system.linkerd2.k8s.yaml';
const FLAGGER = 'production/HelmRelease.flux-system.flagger.k8s.yaml';
const SOURCE = 'production/HelmRepository.flux-system.charts.k8s.yaml';

let cwd: string;

beforeEach(() => {
  cwd = temporaryFolder();
});

const dist = () => filesIn(join(cwd, 'dist'));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

test('writes an output that does not exist, and says what is in it', async () => {
  writeProgram(cwd, { [LINKERD]: release('linkerd2'), [SOURCE]: generated('kind: HelmRepository') });
  expect(await synthIn(cwd)).toEqual({
    code: 0,
    stderr: 'production: 1 added, 1 other file\ndist: 2 files added\n',
    printed: '',
  });
  expect(Object.keys(dist())).toEqual([LINKERD, SOURCE]);
  expect(readdirSync(cwd).sort()).toEqual(['cdk8s.yaml', 'dist', 'main.js']);
});

test('says what changes in each cluster, and with --verbose which subscriptions those are', async () => {
  const old = 'staging/HelmRelease.flux-system.vault.k8s.yaml';
  write({ [`dist/${LINKERD}`]: release('linkerd2'), [`dist/${old}`]: generated(releaseText('vault')) });
  writeProgram(cwd, { [LINKERD]: release('linkerd2', '1.3.0'), [FLAGGER]: release('flagger') });
  const { stderr } = await synthIn(cwd, '--verbose');
  expect(stderr).toBe(`production: 1 added, 1 changed
  added    flagger
  changed  linkerd2
staging: 1 removed
  removed  vault
dist: 1 file added, 1 changed, 1 removed
`);
  expect(Object.keys(dist())).toEqual([FLAGGER, LINKERD]);
});

test('counts the subscriptions in the files of clusters under a stock App, and removes old files', async () => {
  write({ 'dist/production.k8s.yaml': releaseText('vault') + releaseText('linkerd2', { cluster: 'production' }) });
  write({ 'dist/staging.k8s.yaml': '', 'dist/construct-metadata.json': '{}' });
  const texts = ['vault', 'linkerd2', 'flagger'].map(name => releaseText(name, { cluster: 'production' }));
  writeProgram(cwd, { 'production.k8s.yaml': texts.join('') });
  expect((await synthIn(cwd)).stderr).toContain('production: 1 added, 1 changed\n');
  expect(Object.keys(dist())).toEqual(['production.k8s.yaml']);
});

test('leaves an output alone that is the same, apart from line ends', async () => {
  const text = release('linkerd2');
  write({ [`dist/${LINKERD}`]: text.replaceAll('\n', '\r\n') });
  writeProgram(cwd, { [LINKERD]: text });
  const { ino } = statSync(join(cwd, 'dist'));
  expect(await synthIn(cwd)).toMatchObject({ code: 0, stderr: 'dist: nothing changed\n' });
  expect(statSync(join(cwd, 'dist')).ino).toBe(ino);
});

test('fails like the program, shows what that prints, and leaves the output as it was', async () => {
  write({ [`dist/${LINKERD}`]: release('linkerd2') });
  writeProgram(cwd, { [FLAGGER]: release('flagger') }, 'console.error("\\u001b[31mwrong\\u001b[39m"); process.exit(3)');
  expect(await synthIn(cwd, '--quiet')).toEqual({
    code: 1,
    stderr: 'error: the program failed with exit code 3; dist is unchanged\n',
    printed: '\u001b[31mwrong\u001b[39m\n',
  });
  expect(dist()).toEqual({ [LINKERD]: release('linkerd2') });
  expect(readdirSync(cwd).sort()).toEqual(['cdk8s.yaml', 'dist', 'main.js']);
});

test.each([
  ['writes elsewhere', {}, '', /wrote no output; dist is unchanged\. End it with "fleet\.synth\(\)"\. .*outdir/],
  ['names the temporary folder', {}, 'mkdirSync(process.env.CDK8S_OUTDIR); writeFileSync(process.env.CDK8S_OUTDIR + "/a.yaml", process.env.CDK8S_OUTDIR)', /dist\/a\.yaml contains the name of a temporary folder/], // prettier-ignore
  ['writes a folder where a file is kept', { 'README.md/a.yaml': '' }, '', /dist\/README\.md is in the way/],
])('fails if the program %s', async (_, files, statements, message) => {
  write({ 'dist/README.md': '' });
  writeProgram(cwd, files, statements);
  const { code, stderr } = await synthIn(cwd);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) });
  expect(dist()).toEqual({ 'README.md': '' });
});

test('keeps what programs did not write: files, links and empty folders', async () => {
  const kept = { 'README.md': 'a', '.git/HEAD': 'ref', 'production/kustomization.yaml': 'b', 'own.k8s.yaml': 'c' };
  write(Object.fromEntries(Object.entries(kept).map(([path, text]) => [`dist/${path}`, text])));
  write({ 'dist/old/App.k8s.yaml': generated('a'), 'dist/staging/x.yaml': generated('x') });
  mkdirSync(join(cwd, 'dist/.git/refs'));
  symlinkSync('README.md', join(cwd, 'dist/link'));
  chmodSync(join(cwd, 'dist'), 0o750);
  writeProgram(cwd, { [LINKERD]: release('linkerd2') });
  const { stderr } = await synthIn(cwd);
  expect(stderr.match(/warning: .*/g)).toEqual([expect.stringMatching(/^warning: dist\/own\.k8s\.yaml is not/)]);
  expect(dist()).toEqual({ ...kept, [LINKERD]: release('linkerd2') });
  expect(readdirSync(join(cwd, 'dist')).sort()).toEqual(['.git', 'README.md', 'link', 'own.k8s.yaml', 'production']);
  expect(readdirSync(join(cwd, 'dist/.git'))).toEqual(['HEAD', 'refs']);
  expect(lstatSync(join(cwd, 'dist')).mode & 0o777).toBe(0o750);
});

test('follows a link to the output', async () => {
  write({ 'elsewhere/real/old.k8s.yaml': generated('a') });
  symlinkSync('elsewhere/real', join(cwd, 'dist'));
  writeProgram(cwd, { [LINKERD]: release('linkerd2') });
  expect((await synthIn(cwd)).code).toBe(0);
  expect(lstatSync(join(cwd, 'dist')).isSymbolicLink()).toBe(true);
  expect(Object.keys(filesIn(join(cwd, 'elsewhere')))).toEqual([`real/${LINKERD}`]);
});

test('runs the command of --app, and writes to the folder of --output', async () => {
  writeProgram(cwd, {});
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'app: exit 9\noutput: other\nvalidations: [{}]\n');
  const app = 'mkdir $CDK8S_OUTDIR && echo $CDK8S_PROFILES_OUTPUT > $CDK8S_OUTDIR/a.yaml';
  const { code, stderr } = await synthIn(cwd, '--app', app, '--output', 'out/put/');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^warning: cdk8s\.yaml:3:14: "validations" are not run.*\na: 1 file\nout\/put: 1 file added\n$/), // prettier-ignore
  });
  expect(readFileSync(join(cwd, 'out/put/a.yaml'), 'utf8')).toBe('out/put\n');
});

test.each([
  ['without a program', undefined, [], /^error: there is no cdk8s\.yaml in .*--app"\n$/],
  ['without a command', 'language: typescript', [], /^error: "app" is missing in cdk8s\.yaml/],
  ['for an empty file', '', [], /^error: "app" is missing/],
  ['for a file that is not YAML', 'app: "a', [], /^error: cdk8s\.yaml:1:\d+: cdk8s\.yaml is not valid YAML/],
  ['for a list', '- a', [], /^error: cdk8s\.yaml:1:1: cdk8s\.yaml is a list/],
  ['for a number as command', 'app: 1', [], /^error: cdk8s\.yaml:1:6: "app" of cdk8s\.yaml is the number 1/],
  ['for a Helm chart', 'app: a\nsynthConfig: {format: helm}', [], /^error: cdk8s\.yaml:2:14: .*"helm".*cdk8s synth/],
  ['for an output around the program', 'app: a', ['--output', '.'], /^error: the output "\." contains the folder/],
  ['for an output that is a file', 'app: a', ['--output', 'file'], /^error: the output "file" is a file/],
  ['for a command that is not there', 'app: nothing-of-that-name', [], /exit code 127; dist is unchanged.*npx/],
])('fails %s', async (_, config, argv, message) => {
  writeFileSync(join(cwd, 'file'), '');
  if (config !== undefined) writeFileSync(join(cwd, 'cdk8s.yaml'), config);
  const { code, stderr } = await synthIn(cwd, ...argv);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) });
});

describe('--check', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd, stdio: 'pipe' });

  test('succeeds if the files are those that the program writes, and Git tracks them', async () => {
    writeProgram(cwd, { [LINKERD]: release('linkerd2') });
    await synthIn(cwd);
    git('init', '--quiet');
    expect(await synthIn(cwd, '--check')).toMatchObject({
      code: 1,
      stderr: `error: dist/${LINKERD} is not tracked by Git\nerror: run "pctl synth", and commit dist\n`,
    });
    git('add', 'dist');
    expect(await synthIn(cwd, '--check')).toMatchObject({ code: 0, stderr: 'dist: up to date\n' });
    process.env.GIT_DIR = '.git'; // as in a hook
    expect(await synthIn(cwd, '--check')).toMatchObject({ code: 0, stderr: 'dist: up to date\n' });
    delete process.env.GIT_DIR;
    writeFileSync(join(cwd, '.git/config'), 'not a configuration');
    expect(await synthIn(cwd, '--check')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: git cannot tell which files of dist it tracks: fatal: bad config/),
    });
    rmSync(join(cwd, '.git'), { recursive: true });
    expect((await synthIn(cwd, '--check')).stderr).toMatch(/^warning: dist is not in a Git repository/);
  });

  test('names what differs, is missing or is left over, and writes nothing', async () => {
    const vault = 'production/HelmRelease.flux-system.vault.k8s.yaml';
    write({ [`dist/${LINKERD}`]: release('linkerd2'), [`dist/${vault}`]: release('vault') });
    git('init', '--quiet');
    git('add', '--all');
    writeProgram(cwd, { [LINKERD]: release('linkerd2', '1.3.0'), [FLAGGER]: release('flagger') });
    const { code, stderr } = await synthIn(cwd, '--check');
    expect(code).toBe(1);
    expect(stderr).toBe(`production: 1 added, 1 changed, 1 removed
error: dist/${FLAGGER} is missing
error: dist/${LINKERD} differs from what the program writes
error: dist/${vault} is not written by the program any more
error: run "pctl synth", and commit dist
`);
    expect(Object.keys(dist())).toEqual([LINKERD, vault]);
  });

  test('needs no output, and nothing that can be written to', async () => {
    writeProgram(cwd, { [LINKERD]: release('linkerd2') });
    chmodSync(cwd, 0o555);
    expect(await synthIn(cwd, '--check')).toMatchObject({ code: 1, stderr: expect.stringContaining('is missing') });
    chmodSync(cwd, 0o755);
  });
});
