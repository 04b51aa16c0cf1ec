/**
 * Figures that tests print but do not assert: `figure: install, 4 layers of 3: 28.9 s, critical
 * path 23.9 s, pauses 2.9, 0.8, 0.7, 0.6 s`.
 */
import { Round } from './rollout';

export function printRound(what: string, { seconds, criticalSeconds, pauseSeconds, actions }: Round): void {
  const times = `${seconds.toFixed(1)} s, critical path ${criticalSeconds.toFixed(1)} s`;
  const pauses = pauseSeconds.map(pause => pause.toFixed(1)).join(', ');
  printFigure(what, `${times}, pauses ${pauses} s, ${actions.length} Helm actions`);
}

export function printFigure(what: string, value: string): void {
  process.stderr.write(`figure: ${what}: ${value}\n`);
}
