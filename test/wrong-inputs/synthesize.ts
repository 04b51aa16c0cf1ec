/**
 * Runs programs in separate folders, outside of jest, so that the test sees what their authors
 * would see: with the real `cdk8s synth`, or in the way that it runs them.
 *
 * The command prints what a program prints, and takes a second for each.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { WrongInput } from './wrong-input';

const ROOT = resolve(__dirname, '../..');
const CACHE = join(ROOT, '.cache');
const BIN = join(ROOT, 'node_modules/.bin');
const ENV = {
  ...process.env,
  PATH: `${BIN}${delimiter}${process.env.PATH}`,
  FORCE_COLOR: '0',
  CDK8S_OUTDIR: 'dist',
};

/** What became of a program. */
export interface Synthesis {
  readonly exitCode: number;
  readonly stderr: string;
  /** The problems in `stderr`, one per line; `<folder>` is the working directory. */
  readonly lines: readonly string[];
  /** Files in the output folder. */
  readonly output: readonly string[];
}

/** A new folder, inside the checkout so that cdk8s is found. */
export function programsFolder(): string {
  mkdirSync(CACHE, { recursive: true });
  return mkdtempSync(join(CACHE, 'wrong-inputs-'));
}

/** Writes the program of `input` into `folder`, which is created. */
function write(folder: string, { program, app = 'new Fleet()', files }: WrongInput): void {
  mkdirSync(folder);
  const catalog = readFileSync(join(__dirname, 'platform.yaml'), 'utf8');
  for (const [name, text] of Object.entries({ 'platform.yaml': catalog, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, 'main.ts'), `${HEAD}const app = ${app};\n${DECLARATIONS}\n${program}\n\napp.synth();\n`);
}

/** Runs `inputs` one after the other in one process, each in its own folder in `parent`. */
export function runAll(parent: string, inputs: readonly WrongInput[]): Synthesis[] {
  const folders = inputs.map((_, i) => join(parent, String(i)));
  inputs.forEach((input, i) => write(folders[i], input));
  const args = ['-r', 'ts-node/register/transpile-only', join(__dirname, 'run-programs.ts'), ...folders];
  const errors = JSON.parse(
    execFileSync(process.execPath, args, { cwd: ROOT, env: ENV, encoding: 'utf8' }),
  ) as string[];
  return errors.map((stderr, i) => judge(folders[i], stderr === '' ? 0 : 1, stderr));
}

const COMMAND = ['synth', '--check-upgrade', 'false', '--app', 'ts-node --transpile-only main.ts', '--output', 'dist'];

/** Runs `cdk8s synth` on `input` in `folder`, which is created. */
export function synthesize(folder: string, input: WrongInput): Promise<Synthesis> {
  write(folder, input);
  return new Promise(done =>
    execFile(join(BIN, 'cdk8s'), COMMAND, { cwd: folder, env: ENV }, (error, _, stderr) =>
      done(judge(folder, error === null ? 0 : Number(error.code), stderr)),
    ),
  );
}

function judge(folder: string, exitCode: number, stderr: string): Synthesis {
  const lines = problemsIn(stderr).map(line => line.replaceAll(folder, '<folder>'));
  return { exitCode, stderr, lines, output: filesIn(join(folder, 'dist')) };
}

/** The text between the first line of an error and its first stack frame. */
function problemsIn(stderr: string): string[] {
  const [, text = ''] = stderr.split(/^ProfilesError: (?:\d+ problems\n)?|^Error: Validation failed[^\n]*\n/m);
  const [message] = text.split(/^ {4}at /m);
  return message.split('\n').flatMap(line => (line.trim() === '' ? [] : line.trim()));
}

/** Stock App creates the folder before it looks for problems. */
function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
}

const HEAD = `\
import { ApiObject, App, Chart, Duration, JsonPatch, YamlOutputType } from 'cdk8s';
import { Catalog, Cluster, Fleet, Profile, ProfileSubscription } from 'cdk8s-profiles';
import { Construct } from 'constructs';

`;

const DECLARATIONS = `\
const catalog = Catalog.fromFile(app, 'platform', 'platform.yaml', { repository: 'https://charts.example.com' });
const production = new Cluster(app, 'production', { catalog });
`;
