/**
 * `pctl init`: sets up a repository of subscription files, with or without a program.
 *
 * It can be repeated: files that exist are kept, and lines that are missing are added to `.gitattributes` and
 * `.gitignore`.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { clustersIn, describeTakenName } from '../../constructs/folder/cluster-names';
import { currentFiles } from '../../constructs/folder/file-view';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { Git } from '../../deliver/git';
import { replaceFile } from '../../files/replace-file';
import { decodeText } from '../../model/data/decode-text';
import { DNS_LABEL_RULE, DNS_SUBDOMAIN_RULE, isDnsLabel, isDnsSubdomain } from '../../model/names';
import { SYNTH_CONFIG_FILE } from '../../model/formats/synth-config';
import { formatProblem } from '../../model/problem-words';
import { readConfig } from '../synth/synth-settings';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { findDelivery, type DeliveryOptions } from './find-delivery';
import { addedLines, type InitPlan, plannedFiles, programFiles } from './planned-files';
import { pipelineFile, type PipelineSystem } from './pipeline';

const NEXT_STEP = 'next: add a catalog with "pctl catalog add NAME URL" and "pctl catalog update"';

/** Options of the command. */
export interface InitOptions extends DeliveryOptions {
  readonly cluster?: readonly string[];
  /** @default false */
  readonly program?: boolean;
  readonly ci?: PipelineSystem;
  /** Folder of the manifests, from the working directory. @default that of `cdk8s.yaml`, or 'dist' */
  readonly output?: string;
  readonly quiet?: boolean;
}

export function run(context: Context, _: readonly unknown[], options: InitOptions): ExitCode {
  const { cwd, stderr } = context;
  const clusters = [...new Set(options.cluster ?? ['production'])];
  const config = readConfig(cwd);
  const kept = existsSync(join(cwd, SYNTH_CONFIG_FILE)) ? toFolder(config.output ?? 'dist') : undefined;
  const output = options.output === undefined ? (kept ?? 'dist') : toFolder(options.output);
  const git = new Git(cwd);
  const root = git.tryText('rev-parse', '--show-toplevel');
  const below = root === undefined ? '' : relative(root, cwd).replaceAll('\\', '/');
  const delivery = findDelivery(git, options, posix.join(below, output));
  const errors = [...config.problems.map(formatProblem), ...check(context, clusters, output, options)];
  if (kept !== undefined && kept !== output) errors.push(`the output is "${kept}" according to ${SYNTH_CONFIG_FILE}, which is kept. Change it there, or leave "--output" out`); // prettier-ignore
  if ('errors' in delivery) errors.push(...delivery.errors);
  if (errors.length > 0 || 'errors' in delivery) {
    for (const error of errors) stderr(`error: ${printable(error)}\n`);
    return 1;
  }
  const plan: InitPlan = { clusters, output, below, delivery, isProgram: options.program === true };
  const files = new Map([
    ...plannedFiles(plan),
    ...(plan.isProgram ? programFiles(plan) : []),
    ...(options.ci === undefined ? [] : pipelineFile(options.ci, plan, file => existsSync(join(cwd, file)))),
  ]);
  for (const [file, text] of files) writeNew(context, file, text);
  for (const [file, lines] of addedLines(plan)) addLines(context, file, lines);
  for (const note of delivery.notes) stderr(`${printable(note)}\n`);
  if (!existsSync(join(cwd, 'catalogs'))) stderr(`${NEXT_STEP}\n`);
  return 0;
}

function check(
  { cwd }: Context,
  clusters: readonly string[],
  output: string,
  { source, secret, path = output }: InitOptions,
): string[] {
  const names = [source, secret].flatMap(name => (name === undefined || isDnsSubdomain(name) ? [] : name));
  const all = [...new Set([...clusters, ...clustersIn(join(cwd, SUBSCRIPTIONS), currentFiles())])];
  const taken = all.flatMap(name => {
    const why = describeTakenName(name, all);
    return why === undefined ? [] : `name "${name}" of a cluster is not allowed, because ${why}. Choose another`;
  });
  return [
    ...clusters.filter(name => !isDnsLabel(name)).map(name => `name "${name}" of a cluster is not allowed: ${DNS_LABEL_RULE}`), // prettier-ignore
    ...taken,
    ...names.map(name => `name "${name}" is not allowed: ${DNS_SUBDOMAIN_RULE}`),
    ...(isFolderName(output) ? [] : [`the output "${output}" is not a folder in the working directory. Write a name such as dist`]), // prettier-ignore
    ...(isFolderName(path.replace(/^\.?\/+/, '')) ? [] : [`the path "${path}" is not a folder in the repository. Write one such as ./dist`]), // prettier-ignore
  ];
}

function toFolder(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');
}

function isFolderName(path: string): boolean {
  return path.split('/').every(name => /^\w[\w.-]*$/.test(name));
}

function writeNew({ cwd, stderr }: Context, file: string, text: string): void {
  const path = join(cwd, file);
  if (existsSync(path)) {
    stderr(`${printable(file)} exists, and is kept\n`);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, text);
  stderr(`${printable(file)} written\n`);
}

function addLines({ cwd, stderr }: Context, file: string, lines: readonly string[]): void {
  const path = join(cwd, file);
  const before = existsSync(path) ? decodeText(readFileSync(path)) : '';
  const known = new Set(before.split(/\r?\n/).map(line => line.trim()));
  const missing = lines.filter(line => !known.has(line));
  if (missing.length === 0) return;
  const lineEnd = before.includes('\r\n') ? '\r\n' : '\n';
  const start = before === '' || before.endsWith('\n') ? before : before + lineEnd;
  replaceFile(path, start + missing.map(line => line + lineEnd).join(''));
  stderr(`${printable(file)}: ${missing.length} line${missing.length === 1 ? '' : 's'} added\n`);
}
