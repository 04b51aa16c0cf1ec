/**
 * Programs in a folder and processes of their own, so that what is judged is what their
 * authors would see: through the real `cdk8s synth`, or as that runs them.
 *
 * The command takes twice as long as the program, and hands on what that says.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { WrongInput } from './wrong-input';

const ROOT = resolve(__dirname, '../..');
const CACHE = join(ROOT, '.cache');
const BIN = join(ROOT, 'node_modules/.bin');

/** Who runs a program. */
export type Runner = 'cdk8s synth' | 'ts-node';

/** What became of a program. */
export interface Synthesis {
  readonly exitCode: number;
  readonly stderr: string;
  /** The problems in `stderr`, one a line; `<folder>` is the working directory. */
  readonly lines: readonly string[];
  /** Files in the output folder. */
  readonly output: readonly string[];
}

/** A new folder, inside the checkout so that cdk8s is found. */
export function programsFolder(): string {
  mkdirSync(CACHE, { recursive: true });
  return mkdtempSync(join(CACHE, 'wrong-inputs-'));
}

/** Synthesizes `input` in `folder`, which is created. */
export function synthesize(
  folder: string,
  { program, app = 'new Fleet()', files }: WrongInput,
  runner: Runner,
): Promise<Synthesis> {
  mkdirSync(folder);
  const catalog = readFileSync(join(__dirname, 'platform.yaml'), 'utf8');
  for (const [name, text] of Object.entries({ 'platform.yaml': catalog, ...files })) {
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, 'main.ts'), `${HEAD}const app = ${app};\n${DECLARATIONS}\n${program}\n\napp.synth();\n`);
  return run(folder, runner);
}

const PROGRAM = 'ts-node --transpile-only main.ts';
const COMMANDS: Readonly<Record<Runner, readonly string[]>> = {
  'cdk8s synth': ['cdk8s', 'synth', '--check-upgrade', 'false', '--app', PROGRAM, '--output', 'dist'],
  'ts-node': PROGRAM.split(' '),
};

function run(folder: string, runner: Runner): Promise<Synthesis> {
  const [command, ...args] = COMMANDS[runner];
  const path = `${BIN}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, PATH: path, FORCE_COLOR: '0', CDK8S_OUTDIR: 'dist' };
  return new Promise(done =>
    execFile(join(BIN, command), args, { cwd: folder, env }, (error, _, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code);
      const lines = problemsIn(stderr).map(line => line.replaceAll(folder, '<folder>'));
      done({ exitCode, stderr, lines, output: filesIn(join(folder, 'dist')) });
    }),
  );
}

/** What stands between the head of an error and its first frame. */
function problemsIn(stderr: string): string[] {
  const [, text = ''] = stderr.split(/^ProfilesError: (?:\d+ problems\n)?|^Error: Validation failed[^\n]*\n/m);
  const [message] = text.split(/^ {4}at /m);
  return message.split('\n').flatMap(line => (line.trim() === '' ? [] : line.trim()));
}

/** Stock App makes the folder before it looks for problems. */
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
