/**
 * `pctl catalog update`: reads the sources, and writes their profiles to lock files.
 */
import { resolve } from 'node:path';
import type { CatalogEntry } from '../../model/catalog-entry';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { cacheFolder } from '../../sources/cache/cache-folder';
import type { ReadOptions } from '../../sources/reading/catalog-source';
import { removeStalePrivateFolders } from '../../sources/reading/private-folder';
import { describeMisuse, type PullRequestOptions } from '../pull-request/pull-request-options';
import { findCatalogSources } from '../../sources/find-sources';
import { readSource } from '../../sources/read-source';
import { chooseSources } from './choose-sources';
import type { Context, ExitCode } from '../terminal/command';
import { type CatalogsOptions, findCatalogsFolder } from './find-catalogs';
import { printable } from '../terminal/printable';
import { updateCatalogs, type UpdateOptions } from './update-catalogs';

interface Options extends CatalogsOptions, UpdateOptions, PullRequestOptions {
  /** Relative to the working directory. */
  readonly kubeconfig?: string;
}

export async function run(
  context: Context,
  [named = []]: readonly (readonly string[])[],
  given: Options,
): Promise<ExitCode> {
  const { stderr } = context;
  const bare = ambiguousName(given);
  if (bare !== undefined) {
    const remedy = 'Write PROFILE@VERSION each time; to accept everything that changed, give it once, alone';
    stderr(`error: "${printable(bare)}" of "--accept-changed" has no version. ${remedy}\n`);
    return 2;
  }
  const { names, options } = readAccepted(named, given);
  const isBoth = options.check === true && options.createPr === true;
  const misuse = isBoth ? 'give either "--check" or "--create-pr"' : describeMisuse(options);
  if (misuse !== undefined) {
    stderr(`error: ${misuse}\n`);
    return 2;
  }
  if (options.createPr !== true) return updateFolder(context, names, options);
  // most runs do not use Git
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { proposeUpdate } = require('./propose-update') as typeof import('./propose-update');
  // relative to where the user is
  const kubeconfig = options.kubeconfig && resolve(context.cwd, options.kubeconfig);
  const update = (inside: Context) => updateFolder(inside, names, { ...options, kubeconfig });
  return proposeUpdate(context, options, { names, update, folderIn: inside => findCatalogsFolder(inside, options) });
}

async function updateFolder(context: Context, names: readonly string[], options: Options): Promise<ExitCode> {
  const { cwd, env, stderr } = context;
  removeStalePrivateFolders(env);
  const folder = findCatalogsFolder(context, options);
  const { sources, secrets, claimants, problems } = findCatalogSources(folder, cwd);
  const { chosen, errors } = chooseSources(sources, names, folder);
  const isEmpty = sources.length === 0 && problems.length === 0;
  const all = [...sortProblems(problems).map(formatProblem), ...errors, ...(isEmpty ? [nothingIn(folder)] : [])];
  for (const error of all) stderr(`error: ${printable(error)}\n`);
  if (errors.length > 0) return 1;

  const kubeconfig = options.kubeconfig === undefined ? undefined : resolve(cwd, options.kubeconfig);
  const reading: ReadOptions = {
    env,
    secrets,
    claimants,
    cacheFolder: cacheFolder(env),
    kubeconfig,
    verify: options.verify,
  };
  const read = (source: (typeof sources)[number], onProgress: ReadOptions['onProgress']) =>
    readSource(source, { ...reading, onProgress });
  const readSchemas = (source: (typeof sources)[number], entries: readonly CatalogEntry[]) => {
    // unpacking and checking charts takes long to load, and is needed for types only
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const schemas: typeof import('../../sources/archive/read-schemas') = require('../../sources/archive/read-schemas');
    return schemas.readSchemas(source, entries, reading);
  };
  const task = { folder, sources, chosen, read, readSchemas, isComplete: problems.length === 0 };
  return (await updateCatalogs(context, task, options)) && all.length === 0 ? 0 : 1;
}

/** A name without a version next to ones with it: it may lack its version, and must not accept everything. */
function ambiguousName({ acceptChanged }: Options): string | undefined {
  if (acceptChanged === undefined || typeof acceptChanged === 'boolean') return undefined;
  const bare = acceptChanged.find(text => !text.includes('@'));
  return acceptChanged.some(text => text.includes('@')) ? bare : undefined;
}

/** Without a version after it, `--accept-changed` is about all, and what follows is the name of a catalog. */
function readAccepted(named: readonly string[], options: Options): { names: readonly string[]; options: Options } {
  const { acceptChanged } = options;
  if (acceptChanged === undefined || typeof acceptChanged === 'boolean') return { names: named, options };
  const versions = acceptChanged.filter(text => text.includes('@'));
  const names = [...named, ...acceptChanged.filter(text => !text.includes('@'))];
  return { names, options: { ...options, acceptChanged: versions.length === acceptChanged.length ? versions : true } };
}

function nothingIn(folder: string): string {
  return `no source is in ${folder}. Add one with "pctl catalog add NAME URL"`;
}
