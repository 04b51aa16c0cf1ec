/**
 * The page for authors of profiles, followed word by word from an empty folder.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pctlIn } from './cli/pctl-in';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';
import { blocksOf, read, ROOT, runProgram } from './docs-blocks';
import { GitServer } from './servers/git-server';
import { cleanEnv } from './sources/git/git-reading';

const BLOCKS = blocksOf('docs/authors.md');
const URL = 'https://git.example.com/profiles';
const COMMIT = '5c1a6e0a4f5a0c0b8f2e9d7c6b5a49382716f5e4';
/** The block of `language` after the one that holds `text`. */
const after = (text: string, language: string) => {
  const from = BLOCKS.findIndex(block => block.text.includes(text));
  return BLOCKS.slice(from + 1).find(block => block.language === language)!.text;
};

let server: GitServer;
let folder: string;

beforeAll(async () => {
  server = await GitServer.start(temporaryFolder());
  folder = join(temporaryFolder(), 'profiles');
  mkdirSync(folder);
  for (const { file, text } of BLOCKS) {
    if (file === undefined) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
});
afterAll(() => server.stop());
afterEach(() => {
  process.chdir(ROOT);
  delete process.env.CDK8S_OUTDIR;
});

test('"pctl lint" finds nothing, and "pctl show" prints what is shown', async () => {
  expect(Object.keys(filesIn(folder))).toEqual(['web/profile.yaml', 'web/rules/limits.yaml']);
  expect(await pctlIn(folder, ['lint'])).toEqual({ code: 0, stdout: '', stderr: after('cdk8s-profiles lint', 'text') });
  expect(await pctlIn(folder, ['show', './web'])).toEqual({
    code: 0,
    stdout: after('cdk8s-profiles show', 'text'),
    stderr: '',
  });
});

test('what is pushed with a tag is in the catalog; the lock of the example is that of the page', async () => {
  const repository = await server.createRepository('profiles');
  const author = {
    GIT_AUTHOR_NAME: 'T',
    GIT_AUTHOR_EMAIL: 't@example.com',
    GIT_COMMITTER_NAME: 'T',
    GIT_COMMITTER_EMAIL: 't@example.com',
  };
  // the server is in this process, so nothing may block it
  const git = async (line: string) => {
    const options = { cwd: folder, env: { ...cleanEnv(), ...author } };
    return (await promisify(execFile)('sh', ['-c', line], options)).stdout.trim();
  };
  await git('git init -b main');
  await git(`git remote add origin ${repository.url}`);
  const publish = BLOCKS.find(({ text }) => text.includes('git tag'))!.text;
  for (const line of publish.trim().split('\n')) await git(line);

  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  const source = `apiVersion: weave.works/v1alpha1\nkind: ProfileCatalogSource\nmetadata: {name: profiles, namespace: flux-system}\nspec: {repositories: [{url: ${repository.url}}]}\n`;
  writeFileSync(join(cwd, 'catalogs/profiles.yaml'), source);
  const env = { ...cleanEnv(), XDG_CACHE_HOME: temporaryFolder() };
  const { code, stderr } = await pctlIn(cwd, ['catalog', 'update'], env);
  expect([code, stderr]).toEqual([0, expect.stringContaining('1 profile')]);
  const written = filesIn(join(cwd, 'catalogs'))['profiles.lock.yaml'];
  const lock = written
    .replace(repository.url, URL)
    // a hash that begins with a digit is quoted
    .replace(new RegExp(`"?${await git('git rev-parse HEAD')}"?`), `"${COMMIT}"`);
  expect(lock).toBe(read('examples/catalogs/profiles.lock.yaml'));
});

test('the example is what the page shows, and writes the plan that it shows', async () => {
  const example = read('examples/git-profile.ts');
  expect(example).toContain(after('catalog update', 'ts').split('\n').slice(2).join('\n'));
  const cwd = temporaryFolder();
  process.env.CDK8S_OUTDIR = join(cwd, 'dist');
  runProgram(example, ROOT);
  const { stdout } = await pctlIn(cwd, ['plan', 'dist']);
  expect(stdout).toContain(after('const production', 'text').trim());
});

test('the program that defines a profile writes one without faults', async () => {
  const program = BLOCKS.find(({ text }) => text.includes('toYaml'))!.text;
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'web/rules'), { recursive: true });
  const imports = `import { writeFileSync } from 'node:fs';\nimport { Artifact, Profile } from 'cdk8s-profiles';\n`;
  runProgram(imports + program, cwd);
  expect(await pctlIn(cwd, ['lint', 'web'])).toMatchObject({ code: 0 });
});
