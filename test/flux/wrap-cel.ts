/**
 * Formats CEL for readers: one line for each operand, indented by parentheses.
 *
 * Nothing else changes: the lines joined with single spaces are the original expression.
 */
const OPERATOR = /^ (&&|\|\||[?:]) /;

/** `a && (b || c)` as three lines. */
export function wrapCel(expression: string): string {
  let depth = 0;
  let wrapped = '';
  for (const [at, character] of [...expression].entries()) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    const isBreak = OPERATOR.test(expression.slice(at, at + 4));
    wrapped += isBreak ? `\n${'  '.repeat(depth)}` : character;
  }
  return wrapped;
}
