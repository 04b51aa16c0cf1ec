/**
 * Figures that tests print but do not assert: `figure: install, 4 layers of 3: 28.9 s, critical
 * path 23.9 s, pauses 2.9, 0.8, 0.7, 0.6 s`.
 */
import { Round, RoundWithLoad } from './rollout';

export function printRound(what: string, { seconds, criticalSeconds, pauseSeconds, actions }: Round): void {
  const times = `${seconds.toFixed(1)} s, critical path ${criticalSeconds.toFixed(1)} s`;
  const pauses = pauseSeconds.map(pause => pause.toFixed(1)).join(', ');
  printFigure(what, `${times}, pauses ${pauses} s, ${actions.length} Helm actions`);
}

/** `figure: load of install in 60 s: helm-controller 1200 requests a minute, 12.1 s of CPU; …` */
export function printLoad(what: string, { loads, loadSeconds }: RoundWithLoad): void {
  const each = [...loads].map(([name, { requests, cpuSeconds }]) => {
    return `${name} ${((requests * 60) / loadSeconds).toFixed(0)} requests a minute, ${cpuSeconds.toFixed(1)} s of CPU`;
  });
  printFigure(`load of ${what} in ${loadSeconds.toFixed(0)} s`, each.join('; '));
}

export function printFigure(what: string, value: string): void {
  process.stderr.write(`figure: ${what}: ${value}\n`);
}
