/**
 * What a command of `pctl` is, and the world it is given.
 */
/** The world outside: a command touches no other. */
export interface Context {
  /** Takes data. */
  readonly stdout: (text: string) => void;
  /** Takes everything else. */
  readonly stderr: (text: string) => void;
  /** Folder that paths are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person reads stderr as it is written. @default false */
  readonly isTerminal?: boolean;
  /** Width of the terminal that shows stdout. Absent: it is no terminal. */
  readonly columns?: number;
}

/** 0: done. 1: the answer is no, or the data is wrong. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** What a command does; its module loads when it runs. */
export interface CommandModule {
  /** `options` are those of the command and of `pctl`, by their camel-case names. */
  run(context: Context, args: readonly unknown[], options: object): ExitCode | Promise<ExitCode>;
}

/** What a command takes beside options. */
export interface CliArgument {
  /** `<name>`, or in brackets when it may be left out: `[dir]`, `[text...]`. */
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** When it is left out. */
  readonly fallback?: string;
}

export interface CliOption {
  /** `--check`, or with a value `-o, --output <format>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** When it is left out. */
  readonly fallback?: string;
  /** Whether it can be given several times, and its values are a list. @default false */
  readonly isRepeated?: boolean;
}

/** One command, as `pctl --help` shows it. */
export interface CliCommand {
  /** `plan`, or `catalog update` for a command of a group. */
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly CliArgument[];
  readonly options: readonly CliOption[];
  readonly load: () => CommandModule;
}
