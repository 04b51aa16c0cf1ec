/**
 * A wrong program, or a wrong file for it, and the lines that report it to its author.
 */
import type { ProblemKind } from 'cdk8s-profiles';

export interface WrongInput {
  /** What is wrong, as the end of a sentence that begins with "fails for". */
  readonly title: string;
  /** Statements between the declaration of `app`, `catalog` and `production`, and `app.synth()`. */
  readonly program: string;
  /** @default 'new Fleet()' */
  readonly app?: string;
  /** Texts by file name, next to the program; `platform.yaml` is always there. */
  readonly files?: Readonly<Record<string, string>>;
  /** All problems, in the order in which they are printed. */
  readonly lines: readonly string[];
  /** Must not be printed: a password. */
  readonly secret?: string;
}

/** Some kinds of problems, and programs that cause them. */
export type WrongInputs = Partial<Record<ProblemKind, readonly WrongInput[]>>;
