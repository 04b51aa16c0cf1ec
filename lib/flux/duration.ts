/**
 * Durations in Go's syntax, as far as Flux's API accepts them: `90s`, `1h30m`.
 */
import type { FluxDuration } from './release-options';

/** Pattern of the CRDs; Go itself also accepts `ns` and `us`, and neither accepts days. */
const FLUX_DURATION = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;

/** Whether Flux's API accepts `text`. */
export function isFluxDuration(text: string): boolean {
  return FLUX_DURATION.test(text);
}

/** Whether `text` is valid as the timeout of a source, for which the CRDs do not allow hours. */
export function isSourceTimeout(text: string): boolean {
  return isFluxDuration(text) && !text.includes('h');
}

/** `90m` for 90 minutes: for the timeout of a source. */
export function formatSourceTimeout(duration: FluxDuration | undefined): string | undefined {
  return duration === undefined ? undefined : formatIn(duration, UNITS.slice(1));
}

/** `1h30m` for 90 minutes; a text is returned unchanged. */
export function formatDuration(duration: FluxDuration): string {
  return formatIn(duration, UNITS);
}

function formatIn(duration: FluxDuration, units: readonly (readonly [string, number])[]): string {
  // a number has no unit: it is returned as text, and reported later
  if (typeof duration !== 'object') return String(duration);
  let rest = duration.toMilliseconds();
  if (rest === 0) return '0s';
  let text = '';
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/** Like `formatDuration`; `undefined` stays `undefined`. */
export function formatOptionalDuration(duration: FluxDuration | undefined): string | undefined {
  return duration === undefined ? undefined : formatDuration(duration);
}

/** Seconds of a text that `isFluxDuration` accepts; 0 for everything else. */
export function durationSeconds(text: string): number {
  if (!isFluxDuration(text)) return 0;
  const sizes = new Map<string, number>(UNITS);
  const parts = [...text.matchAll(/([0-9.]+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * sizes.get(unit)!, 0) / 1_000;
}

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;
