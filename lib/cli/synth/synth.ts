/**
 * `pctl synth`: runs the program, and replaces its output as a whole if everything succeeds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatShare, parseShare } from '../../model/output-share';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { formatCluster, formatTotal } from './change-summary';
import { checkOutput } from './check-output';
import { clusterChanges } from './cluster-changes';
import type { OutputChanges } from './compare-output';
import { keepEntries } from './keep-entries';
import { openStaged } from './open-staged';
import { readSettings, type SynthOptions, type SynthSettings } from './synth-settings';
import { finishChange } from './unfinished-change';
import { untilSignal } from './until-signal';
import { type StagedOutput, writeStaged } from './write-staged';

export async function run(context: Context, _: readonly unknown[], options: SynthOptions): Promise<ExitCode> {
  const share = options.shard === undefined ? undefined : parseShare(options.shard);
  if (options.shard !== undefined && share === undefined) {
    context.stderr(`error: "--shard ${printable(options.shard)}" is not a share of the output. ${SHARD_REMEDY}\n`);
    return 2;
  }
  const settings = readSettings(context, options);
  if ('errors' in settings) return fail(context, settings.errors);
  const task = options.check === true ? check : replace;
  return untilSignal(signal => task(context, { ...settings, share, signal, isVerbose: options.verbose === true }));
}

const SHARD_REMEDY = 'Write the number of this one, and how many there are: "1/4" to "4/4"';

interface Task extends SynthSettings {
  readonly signal: AbortSignal;
  readonly isVerbose: boolean;
}

async function replace(context: Context, task: Task): Promise<ExitCode> {
  const { target, signal } = task;
  const staged = await openStaged(context, target, signal);
  try {
    const result = await writeStaged(context, { ...task, staged: staged.path });
    if ('errors' in result) return fail(context, result.errors);
    tell(context, task, result);
    if (!isSame(result.changes) || result.changes.hasLeftovers) {
      keepEntries([...result.changes.kept, ...result.changes.others], target, staged.path);
      staged.exchange();
    }
    // other shares still have to be written
    if (task.share === undefined) finishChange(task.root);
    context.stderr(`${printable(formatTotal(nameOf(task), result.changes))}\n`);
    return 0;
  } finally {
    staged.close();
  }
}

/** Writes nothing next to the output, which may be read-only. */
async function check(context: Context, task: Task): Promise<ExitCode> {
  const { target, output, isVerbose } = task;
  const folder = mkdtempSync(join(tmpdir(), 'pctl-synth-'));
  try {
    const staged = join(folder, 'dist');
    const result = await writeStaged(context, { ...task, staged });
    if ('errors' in result) return fail(context, result.errors);
    tell(context, task, result);
    const writer = task.app === undefined ? 'the subscriptions' : 'the program';
    const { errors, isGitKnown } = checkOutput(result.changes, { output, path: target, writer }, isVerbose);
    if (!isGitKnown) context.stderr(`warning: ${output} is not in a Git repository, so no file of it is tracked\n`);
    if (errors.length === 0) context.stderr(`${printable(nameOf(task))}: up to date\n`);
    const remedy = `run "pctl synth", and commit ${output}`;
    return errors.length === 0 ? 0 : fail(context, [...errors, remedy]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `dist`, `dist (shard 2/4)`. */
function nameOf({ output, share }: Task): string {
  return share === undefined ? output : `${output} (shard ${formatShare(share)})`;
}

function isSame({ added, changed, removed }: OutputChanges): boolean {
  return added.length + changed.length + removed.length === 0;
}

function tell({ stderr }: Context, { output, target, isVerbose }: Task, { changes, texts }: StagedOutput): void {
  const clusters = clusterChanges(changes, texts, target);
  for (const line of clusters.flatMap(found => formatCluster(found, isVerbose))) stderr(`${printable(line)}\n`);
  const manifests = changes.kept.filter(({ path }) => isUnwrittenManifest(path)).map(({ path }) => `${output}/${path}`);
  const what = 'not written by the program, and kept; Flux applies manifests in the folder of a cluster';
  for (const path of manifests) stderr(`warning: ${printable(path)} is ${what}\n`);
}

/** Kustomizations of kustomize are written by hand, to say what Flux applies. */
function isUnwrittenManifest(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/(^|\/)(\.|kustomization\.ya?ml$)/i.test(path);
}

function fail({ stderr }: Context, errors: readonly string[]): ExitCode {
  for (const error of errors) stderr(`error: ${printable(error)}\n`);
  return 1;
}
