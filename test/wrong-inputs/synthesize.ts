/**
 * Programs through the real `cdk8s synth`: each in a folder and processes of its own, so
 * that what is judged is what its author would see.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { WrongInput } from './wrong-input';

const ROOT = resolve(__dirname, '../..');
const CACHE = join(ROOT, '.cache');

/** What `cdk8s synth` did. */
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
export function synthesize(folder: string, { program, app = 'new Fleet()', files }: WrongInput): Promise<Synthesis> {
  mkdirSync(folder);
  const catalog = readFileSync(join(__dirname, 'platform.yaml'), 'utf8');
  for (const [name, text] of Object.entries({ 'platform.yaml': catalog, ...files })) {
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, 'main.ts'), `${HEAD}const app = ${app};\n${DECLARATIONS}\n${program}\n\napp.synth();\n`);
  return run(folder);
}

function run(folder: string): Promise<Synthesis> {
  const args = ['synth', '--check-upgrade', 'false', '--app', 'ts-node --transpile-only main.ts', '--output', 'dist'];
  const bin = join(ROOT, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, FORCE_COLOR: '0' };
  return new Promise(done =>
    execFile(join(bin, 'cdk8s'), args, { cwd: folder, env }, (error, _, stderr) => {
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
