/**
 * `pctl show --values` and `--readme`: prints a file of a chart, verbatim.
 *
 * The archive is downloaded with the login of the catalog's manifest, and cached by its digest.
 */
import { resolve } from 'node:path';
import type { GitOrigin } from '../../model/catalog-entry';
import { escapeInvisible } from '../../model/data/invisible-text';
import { formatGitRef } from '../../model/git/git-place';
import { parseChartValues } from '../../model/values/values-file';
import { formatProblem } from '../../model/problem-words';
import { cacheFolder } from '../../sources/cache/cache-folder';
import { findCatalogSources } from '../../sources/find-sources';
import { nameManifest } from '../../sources/manifests/manifest';
import { type ChartFile, readChartFile } from '../../sources/read-chart-file';
import { Unreadable } from '../../sources/reading/unreadable';
import { type CatalogsOptions, findCatalogsFolder } from '../catalogs/find-catalogs';
import type { Offer } from '../catalogs/offered-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { printable } from '../terminal/printable';

/** How a file is found and printed. */
export interface ChartFileOptions extends CatalogsOptions {
  /** Relative to the working directory. */
  readonly kubeconfig?: string;
  readonly output: OutputFormat;
}

/** What files are called in messages. */
const NAMES: Readonly<Record<ChartFile, string>> = { values: 'values.yaml', readme: 'README' };

/** Prints `file` of the chart of `offer`. */
export async function showChartFile(
  context: Context,
  offer: Offer,
  file: ChartFile,
  options: ChartFileOptions,
): Promise<ExitCode> {
  const { catalog, entry } = offer;
  const subject = `${catalog.label}/${entry.name} ${entry.version}`;
  const fail = (reason: string): ExitCode => {
    context.stderr(`error: ${printable(`${subject}: ${reason}`)}\n`);
    return 1;
  };
  if (entry.origin.kind === 'git') return fail(describeGit(entry.origin, file));
  const { cwd, env } = context;
  const folder = findCatalogsFolder(context, options);
  const { sources, secrets, claimants, problems } = findCatalogSources(folder, cwd);
  const wanted = nameManifest(catalog.source);
  const source = sources.find(found => nameManifest(found) === wanted);
  if (source === undefined || source.kind === 'ProfileCatalogSource') {
    problems.forEach(problem => context.stderr(`error: ${printable(formatProblem(problem))}\n`));
    return fail(`its chart cannot be downloaded, because ${wanted} is not in ${folder}. Bring its manifest back`);
  }
  const kubeconfig = options.kubeconfig === undefined ? undefined : resolve(cwd, options.kubeconfig);
  const reading = { env, secrets, claimants, cacheFolder: cacheFolder(env), kubeconfig };
  try {
    const data = await readChartFile(source, entry, file, reading);
    if (data === undefined) return fail(`its chart has no ${NAMES[file]}`);
    return printChartFile(context, data, file, options.output);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return fail(error.message);
  }
}

/** Prints the content of `file`: verbatim, or values as JSON. */
export function printChartFile(context: Context, data: Buffer, file: ChartFile, output: OutputFormat): ExitCode {
  if (file === 'values' && output === 'json') {
    const { values, problems } = parseChartValues(data, NAMES.values);
    problems.forEach(problem => context.stderr(`error: ${printable(formatProblem(problem))}\n`));
    if (values !== undefined) context.stdout(formatData(values, 'json'));
    return problems.length === 0 ? 0 : 1;
  }
  const text = data.toString('utf8');
  context.stdout(context.columns === undefined ? text : escapeInvisible(text.replaceAll('\r\n', '\n'), '\n\t'));
  return 0;
}

/** What to do for a profile in Git, whose files are in no archive. */
function describeGit(origin: GitOrigin, file: ChartFile) {
  const { url, folder = '.' } = origin;
  const what = file === 'values' ? 'default values of its charts are' : 'README is';
  return `it is a profile in Git, whose ${what} not available here. Read them in folder ${folder} of ${url} at ${formatGitRef(origin)}, or run "pctl show ./DIR --${file}" in a working copy`;
}
