/**
 * `pctl show ./dir --values` and `--readme`: prints a file of a chart, or of a profile, in a working
 * copy.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CHART_FILES, type ChartFile } from '../../sources/read-chart-file';
import type { Context, ExitCode } from '../terminal/command';
import type { OutputFormat } from '../terminal/output-format';
import { printable } from '../terminal/printable';
import { findProfileFiles, readLocalProfile } from './local-profile';
import { printChartFile } from './show-chart-file';

/** Prints `file` of the chart or the profile at `path`. */
export function showLocalFile(context: Context, path: string, file: ChartFile, output: OutputFormat): ExitCode {
  const folder = findFolder(path, context.cwd, file);
  if (typeof folder !== 'string') return fail(context, folder.reason);
  const name = readdirSync(resolve(context.cwd, folder)).find(entry => CHART_FILES[file].test(entry));
  if (name === undefined) {
    return fail(context, `there is no ${file === 'values' ? 'values.yaml' : 'README'} in ${folder}`);
  }
  return printChartFile(context, readFileSync(resolve(context.cwd, folder, name)), file, output);
}

/** The folder that contains the file; a profile has the values of its only chart. */
function findFolder(path: string, cwd: string, file: ChartFile): string | { readonly reason: string } {
  if (existsSync(resolve(cwd, path, 'Chart.yaml'))) return path;
  const found = findProfileFiles(path, cwd);
  if (found.length !== 1) {
    const what = found.length === 0 ? 'neither Chart.yaml nor profile.yaml is' : `${found.length} profiles are`;
    return { reason: `${what} in ${path}. Give the folder of one chart, or of one profile` };
  }
  const folder = dirname(found[0]);
  if (file === 'readme') return folder;
  const { definition } = readLocalProfile(found[0], cwd);
  const charts = (definition?.artifacts ?? []).flatMap(({ chart }) => (chart?.path === undefined ? [] : [chart.path]));
  const folders = [...new Set(charts)].map(chart => join(folder, chart)).filter(chart => isFolder(resolve(cwd, chart)));
  if (folders.length === 1) return folders[0];
  if (folders.length === 0) return { reason: `no chart is in ${folder}, so there are no default values` };
  return { reason: `${folders.length} charts are in ${folder}: ${folders.join(', ')}. Give the folder of one, as in ./${folders[0]}` }; // prettier-ignore
}

function fail({ stderr }: Context, reason: string): ExitCode {
  stderr(`error: ${printable(reason)}\n`);
  return 1;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
