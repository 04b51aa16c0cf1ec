/**
 * Figures that tests print but do not assert: `figure: install, 4 layers of 3: 37.1 s, critical
 * path 16.4 s`.
 */
import { Round } from './rollout';

export function printRound(what: string, { seconds, criticalSeconds, actions }: Round): void {
  const times = `${seconds.toFixed(1)} s, critical path ${criticalSeconds.toFixed(1)} s`;
  printFigure(what, `${times}, ${actions.length} Helm actions`);
}

export function printFigure(what: string, value: string): void {
  process.stderr.write(`figure: ${what}: ${value}\n`);
}
