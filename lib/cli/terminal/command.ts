/**
 * The definition of a command of `pctl`, and its context.
 */
/** Everything outside of `pctl` that a command may use. */
export interface Context {
  /** Writes data. */
  readonly stdout: (text: string) => void;
  /** Writes everything else. */
  readonly stderr: (text: string) => void;
  /** Folder that paths are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stderr is a terminal. @default false */
  readonly isTerminal?: boolean;
  /** How the user calls the program, as its help shows it. @default 'pctl' */
  readonly calledAs?: string;
  /** Width of the terminal on stdout, 0 if it is unknown. Absent: it is not a terminal. */
  readonly columns?: number;
  /** Size of the terminal on stdout at this moment. Absent: it is not a terminal, or the size is unknown. */
  readonly size?: () => { readonly columns: number; readonly rows: number };
  /** File that a program which a command runs writes to. @default 2, stderr */
  readonly programOutput?: number;
}

/** 0: success. 1: the answer is no, or the data is wrong. 2: incorrect usage. */
export type ExitCode = 0 | 1 | 2;

/** What a command does; its module is loaded when it runs. */
export interface CommandModule {
  /** `options` are those of the command and of `pctl`, by their names in camel case. */
  run(context: Context, args: readonly unknown[], options: object): ExitCode | Promise<ExitCode>;
}

/** An argument of a command. */
export interface CliArgument {
  /** `<name>`, or in brackets if it is optional: `[dir]`, `[text...]`. */
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Value if it is left out. */
  readonly fallback?: string;
}

export interface CliOption {
  /** `--check`, or with a value `-o, --output <format>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Value if it is left out. */
  readonly fallback?: string;
  /** Whether it can be given several times; its value is then a list. @default false */
  readonly isRepeated?: boolean;
  /** Whether its value can be empty. @default false */
  readonly allowsEmpty?: boolean;
  /** Flags of earlier versions, which still work and are not shown. */
  readonly formerFlags?: string;
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
