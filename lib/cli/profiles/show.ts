/**
 * `pctl show`: everything that a catalog says about one profile.
 */
import type { CatalogEntry, ChartDependency, Link, Maintainer, ProfileOrigin } from '../../model/catalog-entry';
import { withoutCredentials } from '../../model/data/redact';
import { formatGitRef } from '../../model/git/git-place';
import { fitsKubernetes } from '../../model/version/kubernetes-version';
import { describeKubeVersionFault } from '../terminal/kube-version';
import type { Context, ExitCode } from '../terminal/command';
import { type LayersOptions, readLayeredCatalogs } from '../catalogs/layered-catalogs';
import { findOffer, readProfileReference, versionsOf } from '../catalogs/find-offer';
import { type Offer, offerToData } from '../catalogs/offered-catalogs';
import { formatData } from '../terminal/output';
import { artifactLines, parameterLines } from './artifact-lines';
import { showLocal } from './show-local';
import { showVersions } from './show-versions';
import { markPrerelease } from './mark-prerelease';
import type { OutputFormat } from '../terminal/output-format';
import { formatPage, type PageStyle, pageStyle } from '../terminal/page';
import { printable } from '../terminal/printable';

interface ShowOptions extends LayersOptions {
  readonly prerelease?: boolean;
  /** Print the default values of the chart instead. */
  readonly values?: boolean;
  /** Print the README of the chart instead. */
  readonly readme?: boolean;
  /** List all versions instead. */
  readonly versions?: boolean;
  readonly kubeconfig?: string;
  /** Version of Kubernetes that the chart has to take. @default any */
  readonly kubeVersion?: string;
  readonly output: OutputFormat;
}

/** Versions that are listed; `-o wide` lists all. */
const LISTED = 10;

export async function run(context: Context, [text]: readonly string[], options: ShowOptions): Promise<ExitCode> {
  // the name of a profile does not begin like that
  const isLocal = /^\.{1,2}(?:\/|$)/.test(text);
  const misuse = findMisuse(options, isLocal) ?? describeKubeVersionFault(options.kubeVersion);
  if (misuse !== undefined) {
    context.stderr(`error: ${misuse}\n`);
    return 2;
  }
  const file = options.values === true ? 'values' : options.readme === true ? 'readme' : undefined;
  if (isLocal && file !== undefined) return loadLocalFile().showLocalFile(context, text, file, options.output);
  if (isLocal) return showLocal(context, text, options.output);
  const readings = readProfileReference(text);
  if (readings.length === 0) {
    context.stderr(`error: "${text}" is not the name of a profile. Write [[NAMESPACE/]CATALOG/]PROFILE[@VERSION]\n`);
    return 2;
  }
  const { catalogs, isComplete } = readLayeredCatalogs(context, options);
  const offer = findOffer(catalogs, readings, options.prerelease === true);
  if ('error' in offer) {
    context.stderr(`error: ${offer.error}\n`);
    return 1;
  }
  if (file !== undefined) return loadChartFile().showChartFile(context, offer, file, options);
  if (options.versions === true) showVersions(context, offer, options);
  else context.stdout(format(offer, options, pageStyle(context)));
  return isComplete ? 0 : 1;
}

/** Why the options cannot be given together; `undefined` if they can. */
function findMisuse({ values, readme, versions, output }: ShowOptions, isLocal: boolean): string | undefined {
  const given = Object.entries({ '--values': values, '--readme': readme, '--versions': versions });
  const [first, second] = given.filter(([, isGiven]) => isGiven === true).map(([flag]) => flag);
  if (second !== undefined) return `"${first}" and "${second}" cannot be given together. Give one of them`;
  if (isLocal && versions === true) return 'a working copy has no versions. Leave out "--versions"';
  const isVerbatim = first === '--readme' || (first === '--values' && output !== 'json');
  const isFormat = output === 'json' || output === 'name' || (output === 'yaml' && first !== '--values');
  return isVerbatim && isFormat ? `"${first}" prints a file as it is. Leave out "-o ${output}"` : undefined;
}

// downloading and unpacking charts takes long to load
/* eslint-disable @typescript-eslint/no-require-imports */
const loadChartFile = () => require('./show-chart-file') as typeof import('./show-chart-file');
const loadLocalFile = () => require('./show-local-file') as typeof import('./show-local-file');
/* eslint-enable @typescript-eslint/no-require-imports */

function format(offer: Offer, { output, kubeVersion }: ShowOptions, style: PageStyle): string {
  const { catalog, entry } = offer;
  if (output === 'name') return `${printable(`${catalog.label}/${entry.name}@${entry.version}`)}\n`;
  if (output === 'json' || output === 'yaml') {
    const versions = versionsOf(offer).map(({ version }) => version);
    const fits = kubeVersion !== undefined && { fitsKubernetes: fitsKubernetes(entry.kubeVersion, kubeVersion) };
    return formatData({ ...offerToData(offer), url: urlOf(offer), versions, ...fits }, output);
  }
  return formatPage(pageOf(offer, output === 'wide' ? Infinity : LISTED, kubeVersion), style);
}

function pageOf(offer: Offer, listed: number, kubeVersion?: string): [title: string, lines: readonly string[]][] {
  const { catalog, entry } = offer;
  const { source } = catalog;
  const versions = versionsOf(offer).map(({ version }) => markPrerelease(version));
  const more = versions.length > listed ? [`and ${versions.length - listed} more (-o wide)`] : [];
  return [
    ['Catalog', [`${source.namespace}/${source.name}`]],
    ['Name', [entry.name]],
    ['Version', [markPrerelease(entry.version)]],
    ['App version', linesOf(entry.appVersion)],
    ['Created', linesOf(entry.created?.slice(0, 10))],
    ['Description', linesOf(entry.description)],
    ['URL', linesOf(urlOf(offer))],
    ['Home', linesOf(entry.home)],
    ['Sources', entry.sources ?? []],
    ['Links', (entry.links ?? []).map(formatLink)],
    ['Maintainers', entry.maintainers.map(formatMaintainer)],
    ['Prerequisites', [...kubernetesLines(entry, kubeVersion), ...entry.prerequisites]],
    ['Layer', entry.layer === undefined ? [] : [String(entry.layer)]],
    ['Category', linesOf(entry.category)],
    ['Keywords', linesOf(entry.keywords.join(', '))],
    ['Origin', formatOrigin(entry.origin)],
    ...artifactRows(entry.origin),
    ['Dependencies', entry.dependencies.map(formatDependency)],
    ['Versions', [...versions.slice(0, listed), ...more]],
  ];
}

/** `Kubernetes >=1.25.0-0, which v1.24.3 is not`. */
function kubernetesLines({ kubeVersion: range, origin }: CatalogEntry, version?: string): string[] {
  if (origin.kind === 'git' && version !== undefined) return ['Kubernetes: not known for a profile in Git'];
  if (version === undefined) return range === undefined ? [] : [`Kubernetes ${range}`];
  const answer = fitsKubernetes(range, version) ? `which ${version} is` : `which ${version} is not`;
  return [`Kubernetes ${range ?? 'of any version'}, ${answer}`];
}

/** What a profile in Git installs, if the lock file says so. */
function artifactRows(origin: ProfileOrigin): [title: string, lines: readonly string[]][] {
  if (origin.kind === 'chart' || origin.artifacts === undefined) return [];
  return [
    ['Artifacts', artifactLines(origin.artifacts)],
    ['Parameters', parameterLines(origin.artifacts)],
  ];
}

/** Where its content is; absent if neither the entry nor its catalog says so. */
function urlOf({ catalog, entry }: Offer): string | undefined {
  const url = entry.origin.kind === 'git' ? entry.origin.url : catalog.source.url;
  return url === undefined ? undefined : withoutCredentials(url);
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split(/\r?\n/).filter(line => line.trim() !== '');
}

/** `Jane Doe <jane@example.com>`, `Jane Doe (https://example.com)`. */
function formatMaintainer({ name, email, url }: Maintainer): string {
  const mail = email === undefined || email === name ? '' : ` <${email}>`;
  return `${name}${mail}${url === undefined || url === name ? '' : ` (${url})`}`;
}

/** `Documentation (https://example.com/docs)`. */
function formatLink({ name, url }: Link): string {
  return name === undefined ? url : `${name} (${url})`;
}

function formatOrigin(origin: ProfileOrigin): string[] {
  if (origin.kind === 'chart') return [`chart ${origin.chart}`, ...linesOf(origin.digest)];
  const folder = origin.folder === undefined ? '' : `, folder ${origin.folder}`;
  return [`git ${formatGitRef(origin)}${folder}`, ...linesOf(origin.commit && `commit ${origin.commit}`)];
}

/** `linkerd-control-plane 1.9.0 (https://helm.linkerd.io/stable)`. */
function formatDependency({ name, version, repository }: ChartDependency): string {
  const range = version === undefined ? '' : ` ${version}`;
  return `${name}${range}${repository === undefined ? '' : ` (${withoutCredentials(repository)})`}`;
}
