/**
 * The words and marks of what happens to a release, in all formats of a graph.
 */
import type { ReleaseChange, ReleaseChangeKind } from '../../changes/change';
import { describeRelease, nameChange } from '../diff/change-words';

/** One character for each kind of change; none is shown without words that explain it. */
export const MARKS: { readonly [K in ReleaseChangeKind]: string } = {
  added: '+',
  removed: '\u2212',
  upgraded: '\u2191',
  downgraded: '\u2193',
  renamed: '\u00bb',
  changed: '~',
  reordered: '\u2195',
  waits: '\u2026',
};

/** `upgraded (minor): 1.2.3 → 1.3.0; 2 values`. */
export function describeChange(change: ReleaseChange): string {
  const details = describeDetails(change);
  return details === '' ? nameChange(change) : `${nameChange(change)}: ${details}`;
}

/** Below the version: `upgraded (minor): 1.2.3 → 1.3.0; 2 values`, `added`. */
export function describeBelow(change: ReleaseChange): string {
  return change.kind === 'added' || change.kind === 'removed' ? change.kind : describeChange(change);
}

/** For a box of few characters: `1.2.3 → 1.3.0; 2 values`, `added 1.2.3`. */
export function describeShortly(change: ReleaseChange, detail: string): string {
  const { kind } = change;
  if (kind === 'added' || kind === 'removed') return `${kind} ${detail}`;
  if (kind === 'waits') return `${detail}, waits`;
  return describeDetails(change) || nameChange(change);
}

/** Whether Helm or Flux does something with the release, except for waiting. */
export function isChanged(change: ReleaseChange | undefined): boolean {
  return change !== undefined && change.kind !== 'waits';
}

function describeDetails(change: ReleaseChange): string {
  if (change.kind === 'waits') return 'only for new revisions';
  const shown = change.kind === 'reordered' ? { ...change, from: undefined, to: undefined } : change;
  return describeRelease(shown).replaceAll(' -> ', ' \u2192 ');
}
