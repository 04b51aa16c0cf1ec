/**
 * `pctl status`: shows where each release on a cluster stands, and why it does not go on.
 */
import type { ExitCode, Context } from '../terminal/command';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { printable } from '../terminal/printable';
import { takesStyle } from '../terminal/style';
import { terminalWidth } from '../terminal/terminal-width';
import { DNS_LABEL_RULE, isDnsLabel } from '../../model/names';
import { readStatus } from '../../status/read-status';
import { outputFor, outputName, readOutputFolder, type Output } from './output-releases';
import { type ClusterPlace, readCluster } from './read-cluster';
import { isSettled, showStatus, type ShownStatus } from './shown-status';
import { statusToData } from './status-data';
import { formatStatus } from './status-table';
import { watch } from './watch';

interface StatusOptions {
  readonly kubeconfig?: string;
  /** Of the kubeconfig. @default the current one */
  readonly context?: string;
  /** @default that of FLUX_SYSTEM_NAMESPACE, or flux-system */
  readonly namespace?: readonly string[];
  readonly allNamespaces?: boolean;
  readonly watch?: boolean;
  readonly exitCode?: boolean;
  readonly output: OutputFormat;
}

/** As in the flux CLI. */
const NAMESPACE = 'flux-system';

export async function run(
  context: Context,
  [folder]: readonly [string | undefined],
  options: StatusOptions,
): Promise<ExitCode> {
  const namespaces = namespacesOf(options, context.env);
  const wrong = (namespaces ?? []).filter(name => !isDnsLabel(name));
  for (const name of wrong) context.stderr(`error: "${name}" is not the name of a namespace; ${DNS_LABEL_RULE}\n`);
  if (wrong.length > 0) return 2;
  const output = readOutputFolder(folder, context.cwd);
  for (const error of output?.errors ?? []) context.stderr(`error: ${error}\n`);
  if ((output?.errors.length ?? 0) > 0 && folder !== undefined) return 1;
  const look = (signal?: AbortSignal) => readShown(context, { ...options, namespaces, signal }, output);
  const format = (shown: ShownStatus, columns: number) => formatShown(shown, options.output, context, columns);
  const notes = (shown: ShownStatus) => [
    ...shown.warnings.map(warning => `warning: ${warning}`),
    ...(shown.releases.length === 0 ? [nothingShown(namespaces)] : []),
  ];
  const identify = (shown: ShownStatus) => JSON.stringify([statusToData(shown), notes(shown)]);
  const separator = options.output === 'yaml' ? '---\n' : '\n';
  if (options.watch === true)
    return exitCode(options, await watch(context, { look, format, notes, identify, separator }));
  const shown = await look();
  context.stdout(format(shown, terminalWidth(context)));
  for (const note of notes(shown)) context.stderr(`${note}\n`);
  return exitCode(options, shown);
}

function exitCode(options: StatusOptions, shown: ShownStatus | undefined): ExitCode {
  return options.exitCode === true && (shown === undefined || !isSettled(shown)) ? 1 : 0;
}

/** `undefined`: all. */
function namespacesOf({ allNamespaces, namespace }: StatusOptions, env: Context['env']): readonly string[] | undefined {
  if (allNamespaces === true) return undefined;
  return [...new Set(namespace ?? [env.FLUX_SYSTEM_NAMESPACE || NAMESPACE])];
}

function nothingShown(namespaces: readonly string[] | undefined): string {
  if (namespaces === undefined) return 'there is no HelmRelease on the cluster';
  const where = namespaces.map(printable).join(' or ');
  return `there is no HelmRelease in the namespace ${where}; "--all-namespaces" shows all`;
}

/** Throws if the cluster cannot be read. */
async function readShown(
  { env }: Context,
  { kubeconfig, context, namespaces, signal }: Omit<ClusterPlace, 'env'>,
  output: Output | undefined,
): Promise<ShownStatus> {
  const read = await readCluster({ env, kubeconfig, context, namespaces, signal });
  const status = readStatus(read);
  const clusters = new Set(status.releases.map(({ cluster }) => cluster));
  return { ...showStatus(status, namespaces, output && outputFor(output, clusters)), warnings: read.warnings };
}

function formatShown(shown: ShownStatus, output: OutputFormat, { env, columns }: Context, width: number): string {
  if (output === 'json' || output === 'yaml') return formatData(statusToData(shown), output);
  if (output === 'name') return shown.releases.map(release => `${printable(outputName(release))}\n`).join('');
  const isStyled = takesStyle(columns !== undefined, env);
  return formatStatus(shown, { isWide: output === 'wide', now: Date.now(), columns: width, isStyled });
}
