/**
 * Runs the program into a staged folder, and decides whether that may become the output.
 */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileView } from '../../constructs/folder/file-view';
import { isInShare, type OutputShare } from '../../model/output-share';
import type { Context } from '../terminal/command';
import { compareOutput, type OutputChanges } from './compare-output';
import { entriesOf, readFiles } from './folder-entries';
import { runProgram } from './run-program';
import type { SynthSettings } from './synth-settings';

export interface StagedRun extends SynthSettings {
  readonly staged: string;
  readonly signal: AbortSignal;
  /** Files that subscriptions are read from, if there is no program. @default those on disk */
  readonly view?: FileView;
}

/** Exit code of a shell that does not find a command. */
const NOT_FOUND = 127;

/** What may become the output. */
export interface StagedOutput {
  readonly changes: OutputChanges;
  /** Texts of the files that are added or changed, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** How the staged folder differs from the output, or why it must not replace it. */
export async function writeStaged(
  context: Context,
  run: StagedRun,
): Promise<StagedOutput | { readonly errors: readonly string[] }> {
  const { output, staged, target, signal } = run;
  const code = run.app === undefined ? 0 : await runProgram({ ...context, cwd: run.root }, { ...run, app: run.app });
  const line = context.isTerminal === true && context.env.TERM !== 'dumb' ? context.stderr : undefined;
  const problems = run.app === undefined ? loadRenderer().renderFolder({ ...run, line }) : [];
  if (problems.length > 0) return { errors: [...problems, `${output} is unchanged`] };
  if (signal.aborted) return { errors: [`interrupted; ${output} is unchanged`] };
  if (code !== 0) return { errors: [`the program failed with exit code ${code}; ${output} is unchanged${hint(code)}`] };
  if (!existsSync(staged)) return { errors: [`the program ended, and wrote no output; ${output} is unchanged. ${WROTE_ELSEWHERE}`] }; // prettier-ignore
  const changes = compareOutput(staged, target, run.share);
  if (run.share !== undefined) removeOthers(staged, run.share);
  const texts = readFiles(staged, [...changes.added, ...changes.changed]);
  const errors = [
    ...changes.conflicts.map(path => `${output}/${path} is in the way of what the program writes. Move it`),
    ...namesStaged(texts, staged).map(path => `${output}/${path} contains the name of a temporary folder. ${NAME_IT}`), // prettier-ignore
  ];
  if (
    errors.length === 0 &&
    run.share === undefined &&
    changes.added.length + changes.changed.length + changes.same.length === 0
  ) {
    context.stderr(`warning: ${run.app === undefined ? 'nothing is subscribed' : 'the program wrote no manifests'}\n`);
  }
  return errors.length > 0 ? { errors } : { changes, texts };
}

/** Removes what is not in `share`: a stock App, for one, writes everything. */
function removeOthers(staged: string, share: OutputShare): void {
  // what is in a folder before the folder
  for (const { path, kind } of [...entriesOf(staged).values()].reverse()) {
    if (kind !== 'folder' && !isInShare(path, share)) rmSync(join(staged, path));
    if (kind === 'folder' && readdirSync(join(staged, path)).length === 0) rmdirSync(join(staged, path));
  }
}

/** Loads cdk8s, which a program loads itself. */
function loadRenderer(): typeof import('./render-folder') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./render-folder') as typeof import('./render-folder');
}

const WROTE_ELSEWHERE = 'End it with "fleet.synth()". If it names a folder, as in "new Fleet({ outdir })", leave that out, or give the same "--output"'; // prettier-ignore
const NAME_IT = 'The program reads it from CDK8S_OUTDIR, or from "outdir" of a stock App: name the folder in the program instead'; // prettier-ignore

function hint(code: number): string {
  return code === NOT_FOUND
    ? '. If a command was not found, run "npx cdk8s-profiles synth", or "pctl synth" in a script of npm'
    : '';
}

function namesStaged(texts: StagedOutput['texts'], staged: string): string[] {
  const name = basename(dirname(staged));
  return [...texts].filter(([, text]) => text.includes(name)).map(([path]) => path);
}
