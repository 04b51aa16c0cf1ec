/**
 * What `pctl synth` runs, and where the output goes: from its options, otherwise from `cdk8s.yaml`.
 *
 * Without a program, it is the folder of subscriptions in the working directory or above it.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { followLinks } from '../../files/replace-file';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { decodeText } from '../../model/data/decode-text';
import { parseSynthConfig, SYNTH_CONFIG_FILE, type SynthConfig } from '../../model/formats/synth-config';
import type { OutputShare } from '../../model/output-share';
import { formatProblem } from '../../model/problem-words';
import type { Context } from '../terminal/command';
import { foldersUpToGit } from './folders-up-to-git';

export interface SynthOptions {
  readonly app?: string;
  readonly output?: string;
  readonly check?: boolean;
  /** `2/4`. */
  readonly shard?: string;
  readonly verbose?: boolean;
}

export interface SynthSettings {
  /** Shell command that runs the program. Absent: there is none, but a folder of subscriptions. */
  readonly app?: string;
  /** Path of the folder of the program, or of the one that contains the folder of subscriptions. */
  readonly root: string;
  /** The output as users name it: `dist`. */
  readonly output: string;
  /** Its path; a link is followed. */
  readonly target: string;
  /** What is written of it. @default everything */
  readonly share?: OutputShare;
}

/** The settings, or why there are none; warnings are written to stderr. */
export function readSettings(context: Context, options: SynthOptions): SynthSettings | { readonly errors: string[] } {
  const { cwd, stderr } = context;
  const here = readConfig(cwd);
  const root = options.app === undefined && here.app === undefined ? findSubscriptions(cwd) : undefined;
  const config = root === undefined || root === cwd ? here : readConfig(root);
  const app = options.app ?? config.app;
  const folder = root ?? cwd;
  const output = options.output ?? join(relative(cwd, folder), config.output ?? 'dist');
  const target = followLinks(resolve(cwd, output));
  const errors = config.problems.map(formatProblem);
  if (app === undefined && root === undefined && errors.length === 0) {
    errors.push(`${config.missing}, or give the command with "--app"`);
  }
  errors.push(...checkTarget(output, target, folder));
  for (const warning of config.warnings) stderr(`warning: ${warning}\n`);
  return errors.length > 0 ? { errors } : { app, root: folder, output: output.replace(/(?<=.)[\\/]+$/, ''), target };
}

/** The nearest folder that contains the folder of subscriptions, from `cwd` up to the root of its git work tree. */
export function findSubscriptions(cwd: string): string | undefined {
  return foldersUpToGit(cwd).find(folder => existsSync(join(folder, SUBSCRIPTIONS)));
}

/** What `cdk8s.yaml` in `cwd` says; nothing if there is none. */
export function readConfig(cwd: string): SynthConfig & { readonly missing: string } {
  const path = join(cwd, SYNTH_CONFIG_FILE);
  if (!existsSync(path)) {
    const missing = `there is no ${SYNTH_CONFIG_FILE} in ${cwd}. Run "pctl synth" in the folder of the program`;
    return { problems: [], warnings: [], missing };
  }
  const config = parseSynthConfig(decodeText(readFileSync(path)), SYNTH_CONFIG_FILE);
  return { ...config, missing: `"app" is missing in ${SYNTH_CONFIG_FILE}. Write "app: ts-node main.ts"` };
}

function checkTarget(output: string, target: string, cwd: string): string[] {
  if (isInside(target, cwd))
    return [`the output "${output}" contains the folder of the program. Choose another folder`];
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? true;
  return isFolder ? [] : [`the output "${output}" is a file. Move it, or choose another folder`];
}
