/**
 * `pctl upgrade`: writes newer versions into subscription files.
 *
 * A range keeps its operator: `~1.2.0` becomes `~1.3.0`.
 */
import { type OfferedCatalog, readOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { type ChangeFailure, changeRepository } from './change-repository';
import { describeByHand, readFile, setText } from './edit-file';
import {
  catalogsIn,
  chooseCluster,
  findRepository,
  findSubscription,
  type Repository,
  type SubscriptionPlace,
  subscriptionsOf,
} from './find-repository';
import { findUpgrade, type UpgradeGoal } from './find-upgrade';
import { proposeChange } from './propose-change';
import { refreshBranches, type RefreshedCatalog } from './refresh-branches';
import type { ChangeOptions, WantedChange } from './repository-change';

/** Options of the command. */
export interface UpgradeOptions extends ChangeOptions {
  /** @default the only cluster on which it is subscribed, or all with `--all` */
  readonly cluster?: string;
  readonly all?: boolean;
  /** Exact version, older ones too. */
  readonly to?: string;
  /** @default false */
  readonly latest?: boolean;
  readonly minor?: boolean;
}

export async function run(
  context: Context,
  [name]: readonly (string | undefined)[],
  options: UpgradeOptions,
): Promise<ExitCode> {
  const { all, to, latest, minor } = options;
  if ((name === undefined) === (all !== true)) return misused(context, 'give either the name of a subscription or "--all"'); // prettier-ignore
  if ([to !== undefined, latest === true, minor === true].filter(Boolean).length > 1) {
    return misused(context, 'give only one of "--to", "--latest" and "--minor"');
  }
  const subject = name === undefined ? ['all', options.cluster ?? []].flat().join('-') : undefined;
  const change = (inside: Context) => upgradeSubscriptions(inside, name, options);
  return proposeChange(context, options, { name: 'upgrade', subject }, change);
}

/** Upgrades the subscription `name`, or all. */
export async function upgradeSubscriptions(context: Context, name: string | undefined, options: UpgradeOptions) {
  const repository = findRepository(context);
  const places = choosePlaces(repository, name, options.cluster);
  // an error is reported when the files can no longer change
  const specs = 'error' in places || options.to !== undefined ? [] : places.map(({ spec }) => spec);
  const refreshed = await refreshBranches(context, repository, specs);
  if ('errors' in refreshed) return refreshed;
  return changeRepository(context, options, ['upgrade', name], current =>
    plan(context, current, { name, refreshed }, options),
  );
}

/** What is upgraded, and the catalogs that were read for it. */
interface Wanted {
  readonly name?: string;
  readonly refreshed: ReadonlyMap<string, RefreshedCatalog>;
}

function plan(
  context: Context,
  repository: Repository,
  { name, refreshed }: Wanted,
  options: UpgradeOptions,
): WantedChange | ChangeFailure {
  const places = choosePlaces(repository, name, options.cluster);
  if ('error' in places) return { errors: [places.error] };
  const { catalogs } = readOfferedCatalogs(context, { catalogs: catalogsIn(context, repository.root) });
  const offered = catalogs.map(catalog => ({ ...catalog, ...refreshed.get(catalog.label) }));
  const { to, latest, minor } = options;
  const goal: UpgradeGoal = to !== undefined ? { to } : latest === true ? 'latest' : minor === true ? 'minor' : 'patch';
  const results = places.map(place => ({ place, ...upgradeOf(repository, place, offered, goal) }));
  const errors = results.flatMap(({ error }) => error ?? []);
  if (errors.length > 0) return { errors };
  const changed = results.filter(({ text }) => text !== undefined);
  const title =
    changed.length === 0
      ? 'Nothing to upgrade'
      : `Upgrade ${changed.map(({ place, version }) => `${place.name} to ${version}`).join(', ')}`;
  const notes = results.flatMap(({ note }) => note ?? []);
  const locks = changed.flatMap(({ catalog = '' }) => (refreshed.has(catalog) ? [refreshed.get(catalog)!.lock] : []));
  return { title, files: new Map([...locks, ...changed.map(({ place, text }) => [place.file, text] as const)]), notes };
}

function choosePlaces(repository: Repository, name: string | undefined, cluster?: string) {
  if (name !== undefined) {
    const found = findSubscription(repository, name, cluster);
    return 'error' in found ? found : [found];
  }
  const chosen = cluster === undefined ? undefined : chooseCluster(repository, cluster);
  if (typeof chosen === 'object') return chosen;
  return subscriptionsOf(repository, chosen);
}

interface Upgrade {
  readonly error?: string;
  /** Why nothing is changed, or what else to know. */
  readonly note?: string;
  readonly text?: string;
  readonly version?: string;
  /** Label of the catalog that has it. */
  readonly catalog?: string;
}

function upgradeOf(
  repository: Repository,
  { name, file, spec }: SubscriptionPlace,
  catalogs: readonly OfferedCatalog[],
  goal: UpgradeGoal,
): Upgrade {
  const found = findUpgrade(spec, catalogs, goal);
  if ('error' in found) return { error: `${file}: ${found.error}` };
  if ('note' in found) return { note: `${name}: ${found.note}` };
  const text = setText(readFile(repository, file), ['spec', 'version'], found.range);
  if (text === undefined) return { error: describeByHand(file, `version: ${found.range}`) };
  const { version, catalog } = found;
  return { text, version, catalog, ...(found.remark !== undefined && { note: `${name}: ${found.remark}` }) };
}

function misused({ stderr }: Context, message: string): ExitCode {
  stderr(`error: ${message}\n`);
  return 2;
}
