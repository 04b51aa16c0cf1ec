/**
 * How wide a line may be.
 */
import type { Context } from './command';

/** Cells of a line on stdout: those of the terminal, otherwise `COLUMNS`; unlimited in a file or a pipe. */
export function terminalWidth({ columns, env }: Pick<Context, 'columns' | 'env'>): number {
  const chosen = /^[1-9]\d*$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : Infinity;
  return columns || chosen;
}
