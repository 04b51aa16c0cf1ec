/**
 * The guide, and the page for people without a program, followed as they are printed: its files are written, its commands run in a shell, and what they print is
 * compared. A server on loopback is each of the chart repositories, and a bare repository is the remote; what would
 * install packages or needs a cluster does nothing.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';
import { type Block, blocksOf, ROOT } from './docs-blocks';
import { serve } from './sources/serve';
import { builtModule, installPackage } from './wrong-inputs/install-package';

const NEWEST: Readonly<Record<string, readonly string[]>> = {
  'cert-manager': ['v1.18.2', 'v1.18.1', 'v1.17.4', 'v1.17.3'],
  'ingress-nginx': ['4.13.1', '4.12.5'],
  'kube-prometheus-stack': ['76.5.1', '76.5.0'],
};

/** Runs the build with each chart repository replaced by the server of the test. */
const NPX = `#!/usr/bin/env node
const { spawnSync } = require('node:child_process');
const [chart] = process.argv.slice(process.argv.indexOf('--chart') + 1);
const args = process.argv.slice(3).map(arg => arg.replace(/^https:.*/, process.env.CHARTS + '/' + chart));
process.exitCode = spawnSync(process.execPath, [process.env.PCTL, ...args], { stdio: 'inherit' }).status;
`;
const NOTHING = '#!/bin/sh\n';

let folder: string;
let env: NodeJS.ProcessEnv;
/** What the commands since the last block of output printed. */
let printed = '';

beforeEach(async () => {
  const { url } = await serve(({ url = '' }, response) => response.end(indexOf(basename(dirname(url)))));
  const root = temporaryFolder();
  const bin = join(root, 'bin');
  for (const [name, script] of Object.entries({ npx: NPX, npm: NOTHING, flux: NOTHING, kubectl: NOTHING }))
    write(join(bin, name), script);
  const remote = join(root, 'remote');
  const identity = '[user]\nname = Test\nemail = test@example.com\n[init]\ndefaultBranch = main\n';
  write(join(root, 'gitconfig'), `${identity}[url "${remote}/"]\ninsteadOf = https://github.com/my-org/\n`);
  folder = root;
  env = {
    ...process.env,
    PATH: `${bin}:${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
    CHARTS: url,
    PCTL: builtModule('cli/main'),
    TS_NODE_TRANSPILE_ONLY: 'true',
    GIT_CONFIG_GLOBAL: join(root, 'gitconfig'),
  };
  await shell(`git init --quiet --bare ${remote}/platform.git`);
});

test('whoever follows the guide sees what it shows', async () => {
  let last: Block | undefined;
  for (const block of blocksOf('docs/guide.md')) {
    const { file, language, text } = block;
    if (file !== undefined) write(join(folder, file), text);
    else if (language === 'sh') {
      if (last?.language !== 'sh') printed = '';
      await shell(text);
    } else if (language === 'text' && text.startsWith('ProfilesError')) await checkMistake(text);
    else if (language === 'text') expect(printed).toContain(text);
    else if (language === 'ts') insert(text);
    last = block;
  }
  await shell('npx cdk8s-profiles synth; git add .; npx cdk8s-profiles synth --check');
  expect(printed).toContain('dist: up to date\n');
  const released = Object.keys(filesIn(join(folder, 'dist/production'))).filter(path =>
    path.startsWith('HelmRelease.'),
  );
  expect(released).toHaveLength(5);
}, 120_000);

test('whoever follows the page on files instead of a program sees what it shows', async () => {
  let last: Block | undefined;
  for (const block of blocksOf('docs/gitops.md')) {
    const { file, language, text } = block;
    if (file?.startsWith('subscriptions/')) expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
    else if (file !== undefined) write(join(folder, file), text);
    else if (language === 'sh') {
      if (last?.language !== 'sh') printed = '';
      await shell(text);
    } else expect(printed).toContain(text);
    last = block;
  }
  write(join(folder, 'tsconfig.json'), '{"compilerOptions": {"target": "ES2022", "module": "CommonJS"}}');
  await shell("npx cdk8s-profiles synth; git add .; npx cdk8s-profiles synth --check; npx cdk8s-profiles synth --app 'ts-node main.ts' -o other"); // prettier-ignore
  const releases = ['dist', 'other'].map(output =>
    Object.keys(filesIn(join(folder, output, 'production'))).filter(path => path.startsWith('HelmRelease.')),
  );
  expect(releases.map(({ length }) => length)).toEqual([2, 3]);
}, 120_000);

/** Runs `commands` as the reader does, in the folder where the commands before have led. */
async function shell(commands: string): Promise<void> {
  const where = join(env.GIT_CONFIG_GLOBAL!, '../where');
  const child = spawn('bash', ['-euc', `${commands}\npwd > '${where}'`], { cwd: folder, env });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', piece => (printed += piece));
  const code = await new Promise(resolve => child.on('close', resolve));
  expect({ commands, code, printed: code === 0 ? '' : printed }).toEqual({ commands, code: 0, printed: '' });
  const next = readFileSync(where, 'utf8').trim();
  if (next !== folder) install(next);
  folder = next;
}

/** What `npm install` would put there. */
function install(project: string): void {
  installPackage(project);
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name)); // prettier-ignore
}

/** The message for a wrong range, which the reader is told about but not asked to write. */
async function checkMistake(message: string): Promise<void> {
  const program = join(folder, 'main.ts');
  const right = readFileSync(program, 'utf8');
  const [, range] = /is in "(.*?)"/.exec(message)!;
  writeFileSync(program, right.replace("'~1.17'", `'${range}'`));
  printed = '';
  await shell('npx cdk8s-profiles synth || true');
  expect(printed).toContain(message);
  writeFileSync(program, right);
}

/** Puts `statements` into the program where the guide says. */
function insert(statements: string): void {
  const program = join(folder, 'main.ts');
  const text = readFileSync(program, 'utf8');
  const [mark, guard] = ['// step 6 goes here\n', '\nconst guard = '];
  expect(text).toContain(guard);
  writeFileSync(
    program,
    text.includes(mark) ? text.replace(mark, statements) : text.replace(guard, `\n${statements}${guard}`),
  );
}

/** An index of more versions than the guide keeps. */
function indexOf(chart: string): string {
  const older = Array.from({ length: 25 }, (_, i) => `0.${25 - i}.0`);
  const digest = (version: string) => createHash('sha256').update(`${chart} ${version}`).digest('hex');
  const versions = [...NEWEST[chart], ...older].map(version => {
    return `    - {name: ${chart}, version: ${version}, digest: "${digest(version)}", urls: [${chart}-${version}.tgz]}\n`;
  });
  return `apiVersion: v1\nentries:\n  ${chart}:\n${versions.join('')}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (text.startsWith('#!')) chmodSync(path, 0o755);
}
