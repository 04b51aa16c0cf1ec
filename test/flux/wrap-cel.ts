/**
 * CEL as a person reads it: a line for each operand, indented by the parentheses around it.
 *
 * Nothing else changes: joined with single spaces, the lines are the expression again.
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
