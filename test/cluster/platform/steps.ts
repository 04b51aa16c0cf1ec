/**
 * The steps of a platform: it is installed, upgraded as a whole, partly rolled back, loses a layer,
 * and is removed.
 *
 * The order of each step is computed here again, from the layers of the index alone.
 */
import { Action, Waits } from '../harness';
import { Offer } from './offers';

/** A release at one step. */
export interface PlatformRelease {
  readonly profile: string;
  readonly version: string;
  readonly layer?: number;
  /** A value of the release; another one is an upgrade. */
  readonly round: number;
}

/** Name of the step in which a layer goes. */
export const LOSS = 'loss of a layer';

export interface Step {
  readonly name: string;
  /** All that are installed afterwards. */
  readonly releases: readonly PlatformRelease[];
  /** Profile -> the profiles that it waits for, or, when it goes, that it waits for to move. */
  readonly waits: Waits;
  /** `install cert-manager`, sorted: everything that Helm has to do. */
  readonly actions: readonly string[];
}

/** Each step begins where the one before ended; the rollback can be left out. */
export function stepsOf(offers: readonly Offer[], isRolledBack = true): readonly Step[] {
  const older = offers.map(({ profile, older }) => ({ profile, ...older, round: 1 }));
  const newest = offers.map(({ profile, newest }) => ({ profile, ...newest, round: 1 }));
  const rollback = rollbackOfEnds(newest, older);
  const loss = lossOfLayer(isRolledBack ? rollback.releases : newest);
  return [
    toStep('install', older, actionsOn('install', older)),
    toStep('upgrade of every chart', newest, actionsOn('upgrade', newest)),
    ...(isRolledBack ? [rollback] : []),
    loss,
    removal(loss.releases),
  ];
}

/** The lowest layer and the last releases go back to older versions; nothing changes between them. */
function rollbackOfEnds(releases: readonly PlatformRelease[], older: readonly PlatformRelease[]): Step {
  const tiers = tiersOf(releases);
  const ends = [...tiers[0], ...tiers.at(-1)!].map(({ profile }) => profile);
  const back = older.filter(({ profile }) => ends.includes(profile));
  const rest = releases.filter(({ profile }) => !ends.includes(profile));
  return toStep('rollback of the lowest and the last', [...back, ...rest], actionsOn('upgrade', back));
}

/** The second lowest layer is removed; what depends on it moves, which is set in its values. */
function lossOfLayer(releases: readonly PlatformRelease[]): Step {
  const [bottom, lost, ...above] = tiersOf(releases);
  const moved = above.map(tier => tier.map(release => ({ ...release, round: release.round + 1 })));
  const step = toStep(LOSS, [bottom, ...moved].flat(), [
    ...actionsOn('upgrade', moved.flat()),
    ...actionsOn('uninstall', lost),
  ]);
  const uppers = moved.flat().map(({ profile }) => profile);
  return { ...step, waits: new Map([...step.waits, ...lost.map(({ profile }) => [profile, uppers] as const)]) };
}

function removal(releases: readonly PlatformRelease[]): Step {
  return { ...toStep('removal', [], actionsOn('uninstall', releases)), waits: waitsOf(releases) };
}

function toStep(name: string, releases: readonly PlatformRelease[], actions: readonly string[]): Step {
  return { name, releases, waits: waitsOf(releases), actions: [...actions].sort() };
}

function actionsOn(kind: Action['kind'], releases: readonly PlatformRelease[]): readonly string[] {
  return releases.map(({ profile }) => `${kind} ${profile}`);
}

/**
 * Each layer waits for the whole layer below it, even if layers between them are empty; releases
 * without a layer come last.
 */
function waitsOf(releases: readonly PlatformRelease[]): Waits {
  const tiers = tiersOf(releases).map(tier => tier.map(({ profile }) => profile));
  return new Map(tiers.flatMap((tier, i) => tier.map(profile => [profile, tiers[i - 1] ?? []])));
}

/** Releases by layer, lowest first. */
export function tiersOf(releases: readonly PlatformRelease[]): readonly (readonly PlatformRelease[])[] {
  const layers = [...new Set(releases.map(({ layer = Infinity }) => layer))].sort((a, b) => a - b);
  return layers.map(number => releases.filter(({ layer = Infinity }) => layer === number));
}

/** One sentence for each removal that began before its dependants had moved; empty if there is none. */
export function goneTooEarly(actions: readonly Action[], waits: Waits): readonly string[] {
  const gone = actions.filter(({ kind }) => kind === 'uninstall');
  return gone.flatMap(({ release, started }) =>
    actions
      .filter(upper => upper.kind === 'upgrade' && waits.get(release)?.includes(upper.release))
      .filter(({ ended = Infinity }) => ended > started)
      .map(upper => `uninstall of ${release} began before upgrade of ${upper.release} ended`),
  );
}
