/**
 * The one error that this library throws: problems, as messages.
 *
 * It is printed with one line for each problem, which several clusters can share, and only those stack frames that belong to the
 * user's program, because that is where to correct it.
 */
import type { Problem, ProblemKind } from './problem';
import { formatProblems } from './problem-lines';

/** Folder of this library: the parent of `model`, or that of the file which all modules are bundled in. */
const OURS = __dirname.replace(/[\\/]model$/, '');

/**
 * The one error that this library throws: everything that is wrong, not only the first.
 *
 * @example
 * ```ts
 * import { Fleet, isProfilesError } from 'cdk8s-profiles';
 *
 * const fleet = new Fleet();
 * try {
 *   fleet.synth();
 * } catch (error) {
 *   if (!isProfilesError(error)) throw error;
 *   for (const { kind, path } of error.problems) console.error(kind, path);
 * }
 * ```
 */
export class ProfilesError extends Error {
  /** Kind of the first problem, to switch on. */
  declare readonly code: ProblemKind;
  /** All of them, at least one. */
  declare readonly problems: readonly Problem[];

  constructor(
    problems: Problem | readonly Problem[],
    options?: {
      /** The error that led to it. @default none */
      readonly cause?: unknown;
      /** Paths of clusters, in which equal problems are one line. @default each problem is a line */
      readonly clusters?: readonly string[];
    },
  ) {
    const all = 'kind' in problems ? [problems] : problems;
    const lines = formatProblems(all, options?.clusters);
    super(lines.join('\n'), options);
    const frames = userFrames(this.stack);
    // not enumerable, because Node would print it again below the message
    Object.defineProperty(this, 'name', { value: 'ProfilesError' });
    Object.defineProperty(this, 'code', { value: all[0].kind });
    Object.defineProperty(this, 'problems', { value: all });
    const head = lines.length === 1 ? 'ProfilesError: ' : `ProfilesError: ${lines.length} problems\n`;
    Object.defineProperty(this, 'stack', { value: [head + this.message, ...frames].join('\n') });
  }
}

/** Whether `error` is a ProfilesError, also one of another copy of this package. */
export function isProfilesError(error: unknown): error is ProfilesError {
  return error instanceof Error && error.name === 'ProfilesError' && 'problems' in error;
}

function userFrames(stack = ''): string[] {
  const foreign = [OURS, 'node:', 'node_modules'];
  return stack.split('\n').filter(line => /^ {4}at /.test(line) && !foreign.some(part => line.includes(part)));
}
