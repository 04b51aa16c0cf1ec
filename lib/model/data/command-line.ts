/**
 * Arguments of a child process.
 */

/** `options`, then `--` and `operands`, so that an operand that begins with a dash is never read as an option. */
export function commandLine(options: readonly string[], operands: readonly string[] = []): string[] {
  return operands.length === 0 ? [...options] : [...options, '--', ...operands];
}
