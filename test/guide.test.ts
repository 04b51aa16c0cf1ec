/**
 * The guide, and the page for people without a program, followed as they are printed: their files are written, their
 * commands run in a shell, and what these print is compared. A server on loopback is each of the chart repositories, and a bare repository is the remote; what would
 * install packages or needs a cluster does nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';
import { type Block, blocksOf, ROOT } from './docs-blocks';
import { DocsShell } from './docs-shell';
import { serve } from './sources/serve';
import { installPackage } from './wrong-inputs/install-package';

const NEWEST: Readonly<Record<string, readonly string[]>> = {
  'cert-manager': ['v1.18.2', 'v1.18.1', 'v1.17.4', 'v1.17.3'],
  'ingress-nginx': ['4.13.1', '4.12.5'],
  'kube-prometheus-stack': ['76.5.1', '76.5.0'],
};

const NOTHING = '#!/bin/sh\n';

let shell: DocsShell;

beforeEach(async () => {
  const { url } = await serve(({ url = '' }, response) => response.end(indexOf(basename(dirname(url)))));
  const root = temporaryFolder();
  const organization = join(root, 'remote');
  const scripts = { npm: NOTHING, flux: NOTHING, kubectl: NOTHING };
  shell = new DocsShell(root, { charts: url, organization, scripts });
  await shell.run(`git init --quiet --bare ${organization}/platform.git`);
});

test('whoever follows the guide sees what it shows', async () => {
  let last: Block | undefined;
  for (const block of blocksOf('docs/guide.md')) {
    const { file, language, text } = block;
    if (file !== undefined) shell.write(file, text);
    else if (language === 'sh') {
      if (last?.language !== 'sh') shell.printed = '';
      await run(text);
    } else if (language === 'text' && text.startsWith('ProfilesError')) await checkMistake(text);
    else if (language === 'text') expect(shell.printed).toContain(text);
    else if (language === 'ts') insert(text);
    last = block;
  }
  await run('npx cdk8s-profiles synth; git add .; npx cdk8s-profiles synth --check');
  expect(shell.printed).toContain('dist: up to date\n');
  const released = Object.keys(filesIn(join(shell.folder, 'dist/production'))).filter(path =>
    path.startsWith('HelmRelease.'),
  );
  expect(released).toHaveLength(5);
}, 120_000);

test('whoever follows the page on files instead of a program sees what it shows', async () => {
  await shell.follow(blocksOf('docs/gitops.md'));
  install(shell.folder);
  shell.write('tsconfig.json', '{"compilerOptions": {"target": "ES2022", "module": "CommonJS"}}');
  await run("npx cdk8s-profiles synth; git add .; npx cdk8s-profiles synth --check; npx cdk8s-profiles synth --app 'ts-node main.ts' -o other"); // prettier-ignore
  const releases = ['dist', 'other'].map(output =>
    Object.keys(filesIn(join(shell.folder, output, 'production'))).filter(path => path.startsWith('HelmRelease.')),
  );
  expect(releases.map(({ length }) => length)).toEqual([2, 3]);
}, 120_000);

/** Runs `commands` as the reader does; a folder that they lead to gets what it would install. */
async function run(commands: string): Promise<void> {
  const before = shell.folder;
  await shell.run(commands);
  if (shell.folder !== before) install(shell.folder);
}

/** What `npm install` would put there. */
function install(project: string): void {
  installPackage(project);
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name)); // prettier-ignore
}

/** The message for a wrong range, which the reader is told about but not asked to write. */
async function checkMistake(message: string): Promise<void> {
  const program = join(shell.folder, 'main.ts');
  const right = readFileSync(program, 'utf8');
  const [, range] = /is in "(.*?)"/.exec(message)!;
  writeFileSync(program, right.replace("'~1.17'", `'${range}'`));
  shell.printed = '';
  await run('npx cdk8s-profiles synth || true');
  expect(shell.printed).toContain(message);
  writeFileSync(program, right);
}

/** Puts `statements` into the program where the guide says. */
function insert(statements: string): void {
  const program = join(shell.folder, 'main.ts');
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
