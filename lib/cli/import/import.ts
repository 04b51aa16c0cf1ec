/**
 * `pctl import`: turns HelmReleases made by hand into subscriptions that install the same.
 *
 * It takes two commits. The first lets Flux leave the releases on the cluster when their files go; the second writes the
 * subscriptions and the output, and in it the user removes these files. Nothing of the user's is removed by pctl.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { hashedNames } from '../../deliver/kustomize/hashed-names';
import { clustersIn, readClusters } from '../../deliver/repository/read-clusters';
import { readRepository } from '../../deliver/repository/read-repository';
import { isInside } from '../../files/is-inside';
import { decodeText } from '../../model/data/decode-text';
import { formatProblem } from '../../model/problem-words';
import type { AppliedCluster, BuildFailure } from '../../model/applied-cluster';
import { type ChangeFailure, changeRepository } from '../subscriptions/change-repository';
import { findRepository, findRoot } from '../subscriptions/find-repository';
import { proposeChange } from '../subscriptions/propose-change';
import type { ChangeOptions, WantedChange } from '../subscriptions/repository-change';
import { foldersUpToGit } from '../synth/folders-up-to-git';
import { readSettings } from '../synth/synth-settings';
import { isWrittenBy, type UnfinishedChange } from '../synth/unfinished-change';
import type { Context, ExitCode } from '../terminal/command';
import { printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { printable } from '../terminal/printable';
import { findVersions, parseVersions, unknownVersions } from './chart-versions';
import { chooseClusters } from './choose-clusters';
import { refuseHashed } from './hashed-values';
import { importListing, placeOf } from './import-listing';
import { importNotes, PROTECTED_NOTE } from './import-notes';
import { OwnOutput } from './own-output';
import { type ClusterImport, planImport } from './plan-import';
import { isProtected, protectReleases, refuseElsewhere, uncommitted } from './protect';

interface ImportOptions extends Omit<ChangeOptions, 'output'> {
  /** @default that of the same name, or the only one */
  readonly cluster?: string;
  /** `NAME=VERSION`. */
  readonly chartVersion?: readonly string[];
  /** Whether nothing is on a cluster yet. @default false */
  readonly unprotected?: boolean;
  readonly output: OutputFormat;
}

export async function run(context: Context, [given]: readonly string[], options: ImportOptions): Promise<ExitCode> {
  const dir = relativeInside(given, context);
  const plans = await planAll(context, dir, options);
  if ('errors' in plans) {
    for (const error of plans.errors) context.stderr(`error: ${printable(error)}\n`);
    return 1;
  }
  printListing(context, importListing(plans.plans), options.output);
  if (plans.plans.length === 0) context.stderr(`${printable(nothingLeft(dir))}\n`);
  const errors = plans.plans.flatMap(plan => plan.errors);
  for (const error of errors) context.stderr(`error: ${printable(error)}\n`);
  if (errors.length > 0) return 1;
  if (plans.plans.every(({ imported }) => imported.length === 0)) return 0;
  // the listing says what changes; everything in the output is new
  const quiet = { ...context, stdout: () => {} };
  const subject = plans.plans.map(({ cluster }) => cluster).join(' ');
  return proposeChange(quiet, options, { name: 'import', subject }, async inside => {
    // a pull request is made in the files of its base
    const found = inside.cwd === context.cwd ? plans : await planAll(inside, dir, options);
    if ('errors' in found) return found;
    if (found.plans.length === 0) return { errors: [nothingLeft(dir)] };
    return changeRepository(inside, options, ['import', dir], (_, __, left) => wantedChange(inside, found, options, left)); // prettier-ignore
  });
}

/** `dir` relative to the working directory if it is in the same repository: a pull request is made in a copy of it. */
function relativeInside(dir: string, { cwd }: Context): string {
  const isHere = isAbsolute(dir) && isInside(foldersUpToGit(cwd).at(-1)!, dir);
  return isHere ? relative(cwd, dir) || '.' : dir;
}

function nothingLeft(dir: string): string {
  return `there is nothing left to import in ${dir}: it has no HelmReleases made by hand`;
}

/** All that is imported, and all clusters that were read. */
interface Plans {
  readonly plans: readonly ClusterImport[];
  readonly all: readonly AppliedCluster[];
}

async function planAll(context: Context, dir: string, options: ImportOptions): Promise<Plans | ChangeFailure> {
  const { cwd, env, stderr } = context;
  if (!existsSync(resolve(cwd, dir))) return { errors: [`there is no folder ${dir}`] };
  const repository = findRepository(context);
  const settings = readSettings({ ...context, cwd: repository.root }, {});
  const given = parseVersions(options.chartVersion ?? []);
  if ('errors' in settings) return { errors: [given, settings].flatMap(each => ('errors' in each ? each.errors : [])) };
  const files = readRepository({ cwd, env });
  const { clusters: all } = clustersIn(files);
  const hashed = hashedNames(files.tree);
  const { clusters } = readClusters({ folder: dir, cwd, env });
  const output = new OwnOutput(settings.target, cwd);
  const chosen = chooseClusters({ sources: clusters, all, repository, output }, options.cluster, dir);
  const failures = [given, chosen].flatMap(each => ('errors' in each ? each.errors : []));
  failures.push(...files.problems.map(formatProblem));
  if ('errors' in given || 'errors' in chosen || failures.length > 0) return { errors: failures };
  const sources = chosen.map(({ source }) => source);
  const unknown = sources.length === 0 ? [] : unknownVersions(given, sources);
  if (unknown.length > 0) return { errors: unknown };
  const { versions, notes } = await findVersions(context, sources, given);
  const unbuilt = chosen.flatMap(({ source }) => source.failures.map(describeFailure));
  for (const note of new Set([...unbuilt, ...notes])) stderr(`warning: ${printable(note)}\n`);
  const plans = chosen.map(({ source, cluster }) => {
    const place = { root: repository.root, output: settings.target, cluster };
    const refused = refuseHashed(source, hashed);
    const copies = output.copiesIn(source);
    return planImport({ place, cwd, source, folder: repository.clusters.get(cluster), versions, copies, refused });
  });
  return { plans, all };
}

/** A folder that Flux cannot build either, so that its releases are missing from the list. */
function describeFailure({ what, remedy, location: { file, line, column } }: BuildFailure): string {
  return `${file}:${line}:${column}: ${what}; ${remedy}`;
}

function wantedChange(
  context: Context,
  { plans, all }: Plans,
  { unprotected = false, overwrite = false }: ImportOptions,
  left: UnfinishedChange | undefined,
): WantedChange | ChangeFailure {
  const root = findRoot(context);
  const releases = plans.flatMap(({ imported }) => imported.map(({ release }) => release));
  const count = `${releases.length} release${releases.length === 1 ? '' : 's'}`;
  const first = { title: `Let Flux keep ${count}, to import them`, notes: [PROTECTED_NOTE] };
  const open = unprotected ? [] : releases.filter(release => !isProtected(release));
  if (open.length > 0) {
    const elsewhere = refuseElsewhere(open, { cwd: context.cwd, root });
    if (elsewhere.length > 0) return { errors: elsewhere };
    const { files, errors } = protectReleases(open, { cwd: context.cwd, root });
    return errors.length > 0 ? { errors } : { ...first, files };
  }
  const early = unprotected ? [] : uncommitted(releases, { cwd: context.cwd, root });
  // a run that was killed had written all of the first commit
  if (early.length > 0 && left !== undefined && isFirst(left)) return { ...first, files: new Map() };
  if (early.length > 0) return { errors: early.map(release => `${placeOf(release)}: the annotation that lets Flux keep the release is not committed yet. Commit and push it, and wait until Flux has applied it`) }; // prettier-ignore
  const files = new Map(plans.flatMap(plan => [...plan.files]));
  const isOther = ([file, text]: readonly [string, string]) => {
    const path = resolve(root, file);
    return existsSync(path) && decodeText(readFileSync(path)).replaceAll('\r\n', '\n') !== text.replaceAll('\r\n', '\n'); // prettier-ignore
  };
  const edited = [...files].filter(
    each => !each[0].endsWith('/cluster.yaml') && !isWrittenBy(left, root, each[0]) && isOther(each),
  );
  if (edited.length > 0 && !overwrite) return { errors: edited.map(([file]) => `${relative(context.cwd, resolve(root, file))} exists, and is not what the HelmRelease says. Overwrite it with "--overwrite", or remove the HelmRelease`) }; // prettier-ignore
  const clusters = plans.map(({ cluster }) => cluster).join(', ');
  return { title: `Import ${count} into ${clusters}`, files, notes: importNotes(plans, all) };
}

/** Whether `change` is the first commit, which has no subscriptions. */
function isFirst({ files }: UnfinishedChange): boolean {
  return [...files.keys()].every(file => !file.startsWith(`${SUBSCRIPTIONS}/`));
}
