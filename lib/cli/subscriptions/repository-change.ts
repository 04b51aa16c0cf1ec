/**
 * What a command changes in a repository: the data that is shown, and that a pull request is made of.
 */
import type { Diff } from '../diff/diff-of';
import type { PullRequestOptions } from '../pull-request/pull-request-options';

/** What a command wants to change. */
export interface WantedChange {
  /** One line: `Add linkerd2 0.0.16 to production`. */
  readonly title: string;
  /** New text of each file by its path from the root of the repository; `undefined`: it is removed. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** What to know in addition, a line each. */
  readonly notes?: readonly string[];
}

/** What was changed or, in a dry run, would be. */
export interface RepositoryChange {
  /** One line: `Add linkerd2 0.0.16 to production`. */
  readonly title: string;
  /** Path of the root of the repository. */
  readonly root: string;
  /** Files that were written, generated ones too, from the root, sorted. */
  readonly written: readonly string[];
  /** Files that were removed, likewise. */
  readonly removed: readonly string[];
  /** What changes on each cluster, and in which order. */
  readonly diff: Diff;
  readonly notes: readonly string[];
}

/** Options of every command that changes subscriptions. */
export interface ChangeOptions extends PullRequestOptions {
  /** Show what would change, and write nothing. @default false */
  readonly dryRun?: boolean;
  /** Overwrite generated files that were changed by hand. @default false */
  readonly overwrite?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
