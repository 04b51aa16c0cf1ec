/**
 * What `pctl synth --check` complains about: files that are not what the program writes, or not in Git.
 */
import { trackedFiles } from '../../deliver/tracked-files';
import type { OutputChanges } from './compare-output';

/** Files that are listed without `--verbose`. */
const MOST_FILES = 20;

/** A file of the output, and what is wrong with it. */
interface Finding {
  readonly path: string;
  readonly fault: string;
}

export interface CheckedOutput {
  /** As users name it: `dist`. */
  readonly output: string;
  readonly path: string;
  /** What writes it. */
  readonly writer: 'the program' | 'the subscriptions';
}

export interface OutputCheck {
  /** One line for each file that is wrong, sorted by path. */
  readonly errors: readonly string[];
  /** Whether Git was asked which files it tracks. */
  readonly isGitKnown: boolean;
}

/** Checks an output. */
export function checkOutput(
  changes: OutputChanges,
  { output, path, writer }: CheckedOutput,
  isVerbose: boolean,
): OutputCheck {
  const tracked = trackedFiles(path);
  const onDisk = [...changes.changed, ...changes.same];
  const isTracked = (file: string) => tracked === undefined || 'failure' in tracked || tracked.paths.has(file);
  const untracked = onDisk.filter(file => !isTracked(file));
  const found: Finding[] = [
    ...changes.added.map(file => ({ path: file, fault: 'is missing' })),
    ...changes.changed.map(file => ({
      path: file,
      fault: `differs from what ${writer === 'the program' ? 'the program writes' : 'the subscriptions give'}`,
    })),
    ...changes.removed.map(file => ({
      path: file,
      fault: `is not ${writer === 'the program' ? 'written by the program' : 'what the subscriptions give'} any more`,
    })),
    ...untracked.map(file => ({ path: file, fault: 'is not tracked by Git' })),
  ];
  const lines = found
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(finding => `${output}/${finding.path} ${finding.fault}`);
  const more = lines.length - MOST_FILES;
  const isCut = !isVerbose && more > 0;
  const errors = isCut ? [...lines.slice(0, MOST_FILES), `${more} more files; "--verbose" names them`] : lines;
  if (tracked !== undefined && 'failure' in tracked) errors.push(`git cannot tell which files of ${output} it tracks: ${tracked.failure}`); // prettier-ignore
  return { errors, isGitKnown: tracked !== undefined || changes.same.length + changes.changed.length === 0 };
}
