/**
 * Reads sources, several at once, and updates their lock files.
 *
 * If a source cannot be read, or its lock file cannot be written, its lock file stays as it is; all
 * others are written.
 */
import { dirname, resolve } from 'node:path';
import type { CatalogEntry } from '../../model/catalog-entry';
import { mapConcurrently } from '../../model/data/map-concurrently';
import type { Problem } from '../../model/problem';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { schemaFolderOf } from '../../model/schema/values-schema';
import type { CatalogSource, ReadOptions, SourceContent } from '../../sources/reading/catalog-source';
import { nameManifest } from '../../sources/manifests/manifest';
import type { FoundSchemas } from '../../sources/archive/read-schemas';
import { addTypes, type TypedContent } from './add-types';
import type { Context } from '../terminal/command';
import { readLockFiles } from './find-catalogs';
import { describeUnchanged, describeUnknownProfiles, limitToProfiles } from './limited-update';
import { findLockPaths, type LockPath, type LockPaths, shortName } from './lock-paths';
import { printable } from '../terminal/printable';
import { showProgress } from '../terminal/progress';
import { followLinks } from '../../files/replace-file';
import { removeStaleFiles } from '../../files/temporary-name';
import { type LockUpdate, updateLock, type UpdateRules } from './update-lock';
import { formatRefusal, formatUpdate } from './update-summary';

export interface UpdateOptions extends UpdateRules {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** Only these profiles; all others stay as they are. @default all */
  readonly profile?: readonly string[];
  /** Offer only signed versions, if the source says how they are signed. @default false */
  readonly verify?: boolean;
}

/** What to update. */
export interface UpdateTask {
  readonly folder: string;
  /** All sources in the folder; the names of lock files depend on them. */
  readonly sources: readonly CatalogSource[];
  readonly chosen: readonly CatalogSource[];
  /** Whether `sources` is complete. If not, a lock file without a source is not reported. @default true */
  readonly isComplete?: boolean;
  readonly read: (source: CatalogSource, onProgress: ReadOptions['onProgress']) => Promise<SourceContent>;
  /** Reads the charts of a source, for types. @default no types are written */
  readonly readSchemas?: (source: CatalogSource, entries: readonly CatalogEntry[]) => Promise<FoundSchemas>;
}

/** The result for one source. */
interface SourceUpdate {
  readonly problems: readonly Problem[];
  readonly warnings?: readonly string[];
  /** Why the lock file was not updated. */
  readonly fault?: string;
  /** Absent: the lock file was not updated. */
  readonly update?: LockUpdate;
  /** Names of all profiles that it has, or had. Absent: it was not read. */
  readonly names?: readonly string[];
}

const AT_ONCE = 4;

/** Returns whether everything succeeded; with `check`, whether nothing would change. Results are printed to stderr. */
export async function updateCatalogs(context: Context, task: UpdateTask, options: UpdateOptions): Promise<boolean> {
  const { folder, sources, chosen } = task;
  const files = readLockFiles(folder, context.cwd);
  if (options.check !== true) removeLeftovers([folder, ...files.map(({ file }) => file)], context.cwd);
  const locks = findLockPaths(folder, sources, files);
  const updates = await updateAll(context, task, locks, options);
  const names = new Map(sources.map(source => [source, shortName(source, sources)]));
  const isGood = chosen.map((source, i) => {
    const name = names.get(source)!;
    if (options.verify === true && options.verbose === true) tellVerified(context, name, source, updates[i]);
    return tell(context, name, updates[i], options);
  });
  const unknown = describeUnknown(updates, options);
  for (const line of unknown) context.stderr(`error: ${printable(line)}\n`);
  const isPart = chosen.length < sources.length;
  if (!isPart && task.isComplete !== false && options.quiet !== true) tellOrphans(context, locks);
  return (isPart || tellUnreadable(context, locks)) && isGood.every(Boolean) && unknown.length === 0;
}

function describeUnknown(updates: readonly SourceUpdate[], { profile, acceptChanged }: UpdateOptions): string[] {
  const known = new Set(updates.flatMap(({ names = [] }) => names));
  const replaced = updates.map(({ update }) => update?.changes.replaced ?? []);
  return [...describeUnknownProfiles(profile, known), ...describeUnchanged(acceptChanged, replaced)];
}

async function updateAll(
  context: Context,
  { sources, chosen, read, readSchemas }: UpdateTask,
  { paths }: LockPaths<CatalogSource>,
  options: UpdateOptions,
): Promise<readonly SourceUpdate[]> {
  const isMeant = ({ name }: CatalogEntry) => options.profile?.includes(name) ?? true;
  const progress = options.quiet === true ? undefined : showProgress(context);
  const updateOne = async (source: CatalogSource): Promise<SourceUpdate> => {
    const name = shortName(source, sources);
    const path = paths.get(source)!;
    const fault = path.fault;
    if (fault !== undefined) return { fault, problems: path.found?.problems ?? [] };
    progress?.report(name);
    const onProgress = (bytes: number, total?: number) => progress?.report(name, bytes, total);
    const update = await tryUpdate(async () => {
      const whole = await read(source, onProgress);
      const before = path.found?.lock?.entries ?? [];
      const content = await withTypes(source, path, limitToProfiles(whole, before, options.profile));
      const names = [...whole.entries, ...before].map(entry => entry.name);
      const { problems, warnings } = content;
      if (!content.isRead) return { fault: describeKept(path), problems };
      const update = updateLock(source, path, content, options, context.cwd);
      return { problems: [...problems, ...update.problems], warnings, update, names };
    });
    progress?.finish(name);
    return update;
  };
  const withTypes = async (source: CatalogSource, path: LockPath, content: SourceContent): Promise<TypedContent> => {
    if (readSchemas === undefined || !content.isRead) return { ...content, warnings: content.warnings ?? [] };
    const task = { types: options.types, cwd: context.cwd };
    return addTypes(content, path, { ...task, readSchemas: entries => readSchemas(source, entries.filter(isMeant)) });
  };
  try {
    return await mapConcurrently(chosen, AT_ONCE, updateOne);
  } finally {
    progress?.stop();
  }
}

/** An unexpected error of one source does not keep the others from being written. */
async function tryUpdate(update: () => Promise<SourceUpdate>): Promise<SourceUpdate> {
  try {
    return await update();
  } catch (error) {
    return { fault: `it cannot be read: ${error instanceof Error ? error.message : String(error)}`, problems: [] };
  }
}

function describeKept({ file, found }: LockPath): string {
  return found === undefined ? `${file} is not written` : `${file} stays as it is`;
}

/** Prints the result for one source; false if something is wrong, or would change. */
function tell({ stderr }: Context, name: string, result: SourceUpdate, options: UpdateOptions) {
  const { problems, warnings = [], fault, update } = result;
  const fail = (line: string) => stderr(`error: ${printable(line)}\n`);
  for (const problem of sortProblems(problems)) fail(`${name}: ${formatProblem(problem)}`);
  for (const warning of warnings) stderr(`warning: ${printable(`${name}: ${warning}`)}\n`);
  if (fault !== undefined) fail(`${name}: ${fault}`);
  if (update === undefined) return false;
  if (update.state === 'refused') formatRefusal(name, update).forEach(fail);
  else if (update.state === 'failed') fail(`${name}: ${update.file} cannot be written: ${update.reason}`);
  else if (options.quiet !== true) {
    const rules = { isVerbose: options.verbose === true, isCheck: options.check === true };
    for (const line of formatUpdate(name, update, rules)) stderr(`${printable(line)}\n`);
  }
  const isSettled = update.state === 'unchanged' || (update.state === 'written' && options.check !== true);
  return problems.length === 0 && isSettled;
}

/** Prints that everything is signed, or that nothing has to be. */
function tellVerified(
  { stderr }: Context,
  name: string,
  source: CatalogSource,
  { problems, update }: SourceUpdate,
): void {
  if (!('verify' in source))
    stderr(`${printable(name)}: nothing to verify, because its manifest has no "spec.verify"\n`);
  else if (update !== undefined && problems.length === 0)
    stderr(`${printable(name)}: everything that it offers is signed\n`);
}

function tellOrphans({ stderr }: Context, { orphans }: LockPaths<CatalogSource>): void {
  for (const { file, lock } of orphans) {
    const what = `${file} is the lock of ${nameManifest(lock.source)}, which is no longer in the folder`;
    stderr(`warning: ${printable(what)}. Remove it with "pctl catalog remove", or bring the source back\n`);
  }
}

/** Whether every lock file is valid; a file that is not could belong to any source. */
function tellUnreadable({ stderr }: Context, { unreadable }: LockPaths<CatalogSource>): boolean {
  for (const problem of unreadable.flatMap(({ problems }) => problems)) {
    stderr(`error: ${printable(formatProblem(problem))}\n`);
  }
  return unreadable.length === 0;
}

function removeLeftovers(paths: readonly string[], cwd: string): void {
  const [folder, ...files] = paths.map(path => resolve(cwd, path));
  const places = [folder, ...files.flatMap(file => [dirname(followLinks(file)), schemaFolderOf(file)])];
  for (const place of new Set(places)) removeStaleFiles(place);
}
