/**
 * Arguments and options that several commands of `pctl` have.
 */
import type { CliArgument, CliOption } from './command';
import { OUTPUT_FORMATS } from './output-format';

/** Option of every command that reads catalogs. */
export const CATALOGS_OPTION: CliOption = {
  flags: '--catalogs <dir>',
  description: 'folder of catalogs; otherwise CDK8S_PROFILES_CATALOGS or the nearest folder "catalogs"',
};

export const LAYERS_OPTION: CliOption = {
  flags: '--layers <file>',
  description: 'file of layers and categories; otherwise "layers.yaml" in the folder of catalogs',
};

/** Option of commands that check what charts require. */
export const KUBE_VERSION_OPTION: CliOption = {
  flags: '--kube-version <version>',
  description: 'version of Kubernetes that charts have to take, as "kubectl version" prints it',
};

/** Option of every command that downloads from private sources. */
export const KUBECONFIG_OPTION: CliOption = {
  flags: '--kubeconfig <file>',
  description: 'read Secrets that are not in the folder from this cluster',
};

/** Option of every command that prints a list. */
export const OUTPUT_OPTION: CliOption = {
  flags: '-o, --output <format>',
  description: 'output format',
  choices: OUTPUT_FORMATS,
  fallback: 'table',
};

export const PRERELEASE_OPTION: CliOption = {
  flags: '--prerelease',
  description: 'include prereleases, such as 1.2.0-rc.1',
};

export const FOLDER_ARGUMENT: CliArgument = {
  name: '[dir]',
  description: 'folder that "pctl synth" wrote, or a single file',
  fallback: 'dist',
};

export const CLUSTER_OPTION: CliOption = {
  flags: '--cluster <name>',
  description: 'only this cluster; can be given several times',
  isRepeated: true,
};

export const NAMESPACE_OPTION: CliOption = {
  flags: '--namespace <name>',
  description: 'only this namespace; can be given several times',
  isRepeated: true,
};

export const REF_OPTION: CliOption = {
  flags: '--ref <ref>',
  description: 'read the folder from this Git branch, tag or commit',
};

/** What `pctl graph` shows in addition. */
export const AGAINST_OPTION: CliOption = {
  flags: '--against [base]',
  description:
    'show what changes compared with a Git ref or a folder; without a value, with the merge base with the default branch',
};

/** What `pctl diff` prints. */
export const DIFF_OUTPUT_OPTION: CliOption = {
  ...OUTPUT_OPTION,
  description: 'output format; "markdown" is a comment for a pull request',
  choices: [...OUTPUT_FORMATS, 'markdown'],
};
