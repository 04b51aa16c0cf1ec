/**
 * Changes subscription files and renders again: everything is written, or nothing.
 *
 * Files are written only after the rendering succeeded. If the process is killed while it writes, the same command
 * finishes what it began.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { changedFiles, CHANGED_FILES } from '../../constructs/folder/file-view';
import type { StagedFolder } from '../../files/staged-folder';
import type { OutputChanges } from '../synth/compare-output';
import { keepEntries } from '../synth/keep-entries';
import { openStaged } from '../synth/open-staged';
import { readSettings, type SynthSettings } from '../synth/synth-settings';
import { commandKey, findUnfinished, finishChange, type UnfinishedChange } from '../synth/unfinished-change';
import { untilSignal } from '../synth/until-signal';
import { writeStaged } from '../synth/write-staged';
import type { Context } from '../terminal/command';
import { diffOutputs } from './diff-outputs';
import { describeEdited, describeUnknown } from './edited-files';
import { findRepository, findRoot, type Repository } from './find-repository';
import type { ChangeOptions, RepositoryChange, WantedChange } from './repository-change';
import { writeChange } from './write-change';

/** What is wrong; nothing was changed. */
export interface ChangeFailure {
  readonly errors: readonly string[];
}

/**
 * Decides what to change, from the files, and the output, as they are while no other run can change them. `left` is what
 * the same command had begun when it was killed.
 */
export type Planning = (
  repository: Repository,
  output: string,
  left?: UnfinishedChange,
) => WantedChange | ChangeFailure;

/** Makes the change that `plan` wants; `command` is its name, and what it was called with. */
export async function changeRepository(
  context: Context,
  options: ChangeOptions,
  command: readonly [name: string, subject: string | undefined],
  plan: Planning,
): Promise<RepositoryChange | ChangeFailure> {
  const settings = readSettings({ ...context, cwd: findRoot(context) }, {});
  if ('errors' in settings) return settings;
  const scratch = mkdtempSync(join(tmpdir(), 'pctl-change-'));
  try {
    return await untilSignal(async signal => {
      const run = { context, options, command: commandKey(...command, options), settings, signal, scratch };
      if (options.dryRun === true) return await change(run, plan, join(scratch, 'new'));
      const staged = await openStaged(context, settings.target, signal);
      try {
        const result = await change(run, plan, staged.path, staged);
        if (!('errors' in result)) {
          // takes longest, and the same command can still finish if it is killed
          staged.clear();
          // before others may begin a change
          finishChange(settings.root);
        }
        return result;
      } finally {
        staged.close();
      }
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Run {
  readonly context: Context;
  readonly options: ChangeOptions;
  /** Tells it from other commands. */
  readonly command: string;
  readonly settings: SynthSettings;
  readonly signal: AbortSignal;
  readonly scratch: string;
}

async function change(run: Run, plan: Planning, path: string, staged?: StagedFolder) {
  const { options, settings } = run;
  const left = findUnfinished(settings.root);
  if (left !== undefined && left.command !== run.command) return { errors: [describeUnfinished(left)] };
  const wanted = plan(findRepository(run.context), settings.target, left);
  if ('errors' in wanted) return wanted;
  // what a killed run left was not changed by hand
  const edited = options.overwrite === true || left !== undefined ? [] : await findEdited(run);
  if (edited !== undefined && edited.length > 0) return { errors: describeEdited(edited, settings.output) };
  const rendered = await render(run, path, wanted.files);
  if ('errors' in rendered) return rendered;
  const { changes } = rendered;
  const lost = edited === undefined ? [...changes.changed, ...changes.removed].sort() : [];
  if (lost.length > 0) return { errors: describeUnknown(lost, settings.output) };
  const isSame = changes.added.length + changes.changed.length + changes.removed.length === 0;
  keepEntries(changes.kept, settings.target, path);
  const result = toResult(run, wanted, changes, diffOutputs(settings, path));
  if (staged !== undefined) {
    writeChange(settings.root, run.command, wanted, () => (isSame ? undefined : staged.exchange()));
  }
  return result;
}

function describeUnfinished({ title, command }: UnfinishedChange): string {
  const what = `a run of pctl was stopped before everything was written${title === undefined ? '' : `: ${title}`}`;
  return `${what}. ${command === undefined ? 'Run "pctl synth"' : 'Run the same command again, or "pctl synth"'}`;
}

/** Generated files that are not what the subscriptions give before the change; `undefined` if these have problems. */
async function findEdited(run: Run): Promise<readonly string[] | undefined> {
  const before = join(run.scratch, 'before');
  const quiet = { ...run, context: { ...run.context, stderr: () => {} } };
  const rendered = await render(quiet, before, new Map());
  return 'errors' in rendered ? undefined : [...rendered.changes.changed, ...rendered.changes.removed].sort();
}

/** Renders the files with `changes` into `staged`. */
async function render({ context, settings, signal, scratch }: Run, staged: string, files: WantedChange['files']) {
  const changes = new Map([...files].map(([file, text]) => [resolve(settings.root, file), text]));
  const list = join(scratch, 'changes.json');
  writeFileSync(list, JSON.stringify(Object.fromEntries([...changes].map(([file, text]) => [file, text ?? null]))));
  const env = { ...context.env, [CHANGED_FILES]: list };
  return writeStaged({ ...context, env }, { ...settings, staged, signal, view: changedFiles(changes) });
}

function toResult({ settings }: Run, wanted: WantedChange, changes: OutputChanges, diff: RepositoryChange['diff']) {
  const { title, files, notes = [] } = wanted;
  const inOutput = (paths: readonly string[]) => paths.map(path => `${settings.output}/${path}`);
  const [written, removed] = [true, false].map(isWritten =>
    [...files].filter(([, text]) => (text !== undefined) === isWritten).map(([file]) => file),
  );
  return {
    title,
    root: settings.root,
    written: [...written, ...inOutput([...changes.added, ...changes.changed])].sort(),
    removed: [...removed, ...inOutput(changes.removed)].sort(),
    diff,
    notes,
  } satisfies RepositoryChange;
}
