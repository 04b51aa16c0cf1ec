/**
 * What a command of `pctl` is, and the world it is given.
 */
import type { Argument, Option } from 'commander';

/** The world outside: a command touches no other. */
export interface Context {
  /** Takes data. */
  readonly stdout: (text: string) => void;
  /** Takes everything else. */
  readonly stderr: (text: string) => void;
  /** Folder that paths are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 0: done. 1: the answer is no, or the data is wrong. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** One command. */
export interface CliCommand {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  /** `options` are those above, by their camel-case names. */
  run(context: Context, args: readonly string[], options: object): ExitCode | Promise<ExitCode>;
}
