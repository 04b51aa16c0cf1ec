/**
 * A wrong program, or a wrong file of it, and the lines that tell its author so.
 */
import type { ProblemKind } from 'cdk8s-profiles';

export interface WrongInput {
  /** What is wrong: the end of a sentence that begins with "fails for". */
  readonly title: string;
  /** Statements between the declaration of `app`, `catalog` and `production`, and `app.synth()`. */
  readonly program: string;
  /** @default 'new Fleet()' */
  readonly app?: string;
  /** Text by name, beside the program; `platform.yaml` is always there. */
  readonly files?: Readonly<Record<string, string>>;
  /** Every problem, in the order of print. */
  readonly lines: readonly string[];
  /** Must not be printed: a password. */
  readonly secret?: string;
}

/** Some kinds of problems, and programs that have them. */
export type WrongInputs = Partial<Record<ProblemKind, readonly WrongInput[]>>;
