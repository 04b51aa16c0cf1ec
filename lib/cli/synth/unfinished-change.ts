/**
 * A change of subscription files and of the output, which are replaced one after the other. While that happens, a file
 * next to the subscriptions says so: if the process is killed, the next run knows that they do not belong together yet,
 * which command can finish them, and what it had written.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInside } from '../../files/is-inside';
import { replaceFile } from '../../files/replace-file';
import { removeStaleFiles } from '../../files/temporary-name';
import { isRecord, tryParseJson } from '../../model/data/json';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';

const NAME = '.pctl-unfinished';
/** Options that another run may have, and still finish the change. */
const FREE_OPTIONS = ['dryRun', 'overwrite', 'quiet', 'verbose'];

/** A change that was stopped. */
export interface UnfinishedChange {
  /** What makes up the command. Absent: unknown. */
  readonly command?: string;
  /** One line: `Add linkerd2 0.0.16 to production`. */
  readonly title?: string;
  /** Hash of each file that it writes, by its path from the root. */
  readonly files: ReadonlyMap<string, unknown>;
}

/** The change in the folder `root` that was stopped, if one was. */
export function findUnfinished(root: string): UnfinishedChange | undefined {
  const file = join(root, SUBSCRIPTIONS, NAME);
  if (!existsSync(file)) return undefined;
  // it may be written by something else
  const data = tryParseJson(readFileSync(file, 'utf8').split('\n')[1] ?? '');
  if (!isRecord(data)) return { files: new Map() };
  const { command, title, files } = data;
  return {
    ...(typeof command === 'string' && { command }),
    ...(typeof title === 'string' && { title }),
    files: new Map(isRecord(files) ? Object.entries(files) : []),
  };
}

/** Whether `file`, by its path from `root`, is as the stopped `change` has written it. */
export function isWrittenBy(change: UnfinishedChange | undefined, root: string, file: string): boolean {
  const path = join(root, file);
  return change?.files.has(file) === true && existsSync(path) && change.files.get(file) === hashOf(readFileSync(path));
}

/** What tells one command from another; options may contain secrets, so it is a hash. */
export function commandKey(name: string, subject: string | undefined, options: object): string {
  const given = Object.entries(options).filter(([option]) => !FREE_OPTIONS.includes(option));
  return hashOf(JSON.stringify([name, subject, given.sort(([a], [b]) => (a < b ? -1 : 1))]));
}

/** Says that a change has begun, which gives each of `files` a new text, or removes it. */
export function beginChange(
  root: string,
  { command, title }: { readonly command: string; readonly title: string },
  files: ReadonlyMap<string, string | undefined>,
): void {
  const hashes = [...files].flatMap(([file, text]) => (text === undefined ? [] : [[file, hashOf(text)]]));
  const data = JSON.stringify({ command, title, files: Object.fromEntries(hashes) });
  const text = 'A run of pctl was stopped here. Run the same command again, or "pctl synth".';
  replaceFile(join(root, SUBSCRIPTIONS, NAME), `${text}\n${data}\n`);
}

/** Says that everything belongs together, and removes what killed runs had begun to write. */
export function finishChange(root: string): void {
  const folder = join(root, SUBSCRIPTIONS);
  if (!existsSync(folder)) return;
  const files = [...(findUnfinished(root)?.files.keys() ?? [])].map(file => join(root, file));
  for (const each of new Set(files.map(dirname))) if (isInside(root, each)) removeStaleFiles(each);
  removeStaleFiles(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeStaleFiles(join(folder, entry.name));
  }
  rmSync(join(root, SUBSCRIPTIONS, NAME), { force: true });
}

function hashOf(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
