/**
 * `pctl template create`: writes the files of a cluster from a template into a repository, all or none of them.
 */
import { Chart } from 'cdk8s';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Cluster } from '../../constructs/cluster';
import { folderOf } from '../../constructs/files/fleet-files';
import { HEADER } from '../../constructs/files/file-header';
import type { Layout } from '../../constructs/files/layout-files';
import { Fleet } from '../../constructs/fleet';
import { currentFiles } from '../../constructs/folder/file-view';
import { folderCatalogs } from '../../constructs/folder-catalogs';
import { LAYOUT, mark } from '../../constructs/tree/symbols';
import { replaceFile } from '../../files/replace-file';
import { formatProblems } from '../../model/problem-lines';
import { isProfilesError } from '../../model/profiles-error';
import { findCatalogsFolder } from '../catalogs/find-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { findTemplate, type FoundTemplate } from './find-templates';
import { type Given, readChoices, readParams } from './given-values';

/** Options of the command. */
export interface CreateOptions {
  readonly param?: readonly string[];
  readonly params?: string;
  readonly profile?: readonly string[];
  readonly catalogs?: string;
  /** Root of the repository. */
  readonly output: string;
  readonly flux: 'management' | 'workload';
  readonly dryRun?: boolean;
  readonly overwrite?: boolean;
}

/** Files by path from the root of the repository. */
type Files = ReadonlyMap<string, string>;

export function run(context: Context, [path, name]: readonly string[], options: CreateOptions): ExitCode {
  const template = findTemplate(context, path, name, {});
  if (template === undefined) return 1;
  const { found, errors } = render(context, template, options);
  const root = resolve(context.cwd, options.output);
  const taken = options.overwrite === true ? [] : [...found.keys()].filter(file => isOther(join(root, file), found.get(file)!)); // prettier-ignore
  const refused = taken.map(file => `${file} exists, and is different. Give "--overwrite" to replace it`);
  for (const error of [...errors, ...refused]) context.stderr(`error: ${printable(error)}\n`);
  if (errors.length > 0 || refused.length > 0) return 1;
  if (options.dryRun !== true) writeAll(root, found);
  for (const file of found.keys()) context.stdout(`${printable(file)}\n`);
  return 0;
}

/** The files of the cluster; all that is wrong instead. */
function render(context: Context, { definition }: FoundTemplate, options: CreateOptions): Given<Files> {
  const params = readParams(context.cwd, options.param ?? [], options.params);
  const choices = readChoices(context.cwd, options.profile ?? []);
  const errors = [...params.errors, ...choices.errors];
  if (errors.length > 0) return { found: new Map(), errors };
  // programs read files from the working directory of the process
  const here = (file: string) => relative(process.cwd(), resolve(context.cwd, file)) || '.';
  try {
    const fleet = new Fleet({ outdir: here(options.output) });
    const catalogs = folderCatalogs(fleet, here(findCatalogsFolder(context, options)), currentFiles());
    const cluster = Cluster.fromTemplate(fleet, 'cluster', {
      template: here(definition.at.file),
      templateName: definition.name,
      params: Object.fromEntries(params.found),
      profiles: choices.found,
      flux: options.flux,
      catalogs,
    });
    if (options.flux === 'management') deliver(fleet, cluster);
    const texts = [...fleet.texts()].map(([file, text]): [string, string] => [
      file,
      `---\n${text.slice(HEADER.length)}`,
    ]);
    return { found: new Map(texts), errors };
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    return { found: new Map(), errors: formatProblems(error.problems) };
  }
}

/** The Kustomization with which Flux of the management cluster applies the profiles. */
function deliver(fleet: Fleet, cluster: Cluster): void {
  const chart = new Chart(fleet, 'delivery');
  const folder = folderOf(cluster);
  const file = `clusters/management/${folder}-profiles.yaml`;
  mark(chart, LAYOUT, { folder: `${folder}-profiles`, fileOf: () => file } satisfies Layout);
  cluster.deliverFrom(chart, { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: `./${folder}` });
}

function isOther(path: string, text: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8') !== text;
}

/** If one file cannot be written, the others are as before. */
function writeAll(root: string, files: Files): void {
  const before = new Map<string, string | undefined>();
  try {
    for (const [file, text] of files) {
      const path = join(root, file);
      before.set(path, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
      mkdirSync(dirname(path), { recursive: true });
      replaceFile(path, text);
    }
  } catch (error) {
    for (const [path, text] of before) {
      if (text === undefined) rmSync(path, { force: true });
      else replaceFile(path, text);
    }
    throw error;
  }
}
