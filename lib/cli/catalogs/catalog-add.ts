/**
 * `pctl catalog add`: writes the manifest of a Helm repository, or of a registry, into the folder of catalogs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SOURCE_ANNOTATIONS } from '../../model/labels';
import {
  CHART_NAME_RULE,
  DNS_LABEL_RULE,
  DNS_SUBDOMAIN_RULE,
  isChartName,
  isDnsLabel,
  isDnsSubdomain,
} from '../../model/names';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';
import { withoutCredentials } from '../../model/data/redact';
import { describeUrlFault } from '../../model/repository-url';
import { parseVersionRange } from '../../model/version/version-range';
import { formatYaml } from '../../model/yaml/yaml-text';
import { findCatalogSources } from '../../sources/find-sources';
import { isCount } from '../../sources/manifests/chart-choice';
import { describeRegistryFault } from '../../model/registry-url';
import type { Context, ExitCode } from '../terminal/command';
import { type CatalogsOptions, nameCatalogsFolder } from './find-catalogs';
import { printable } from '../terminal/printable';

interface AddOptions extends CatalogsOptions {
  readonly namespace: string;
  /** Names of the only charts to take, annotated as profiles or not. @default all that are profiles */
  readonly chart?: readonly string[];
  /** Every chart is a profile, not only annotated ones. @default false */
  readonly allCharts?: boolean;
  /** Range of the versions to take. @default all */
  readonly versionFilter?: string;
  /** How many versions of each chart to keep. @default all */
  readonly keep?: string;
  /** Name of the Secret with the credentials. @default none */
  readonly secret?: string;
  /** The URL is of a folder of charts in a registry, not of one chart. @default false */
  readonly folder?: boolean;
  /** The registry speaks plain HTTP. @default false */
  readonly insecure?: boolean;
  readonly quiet?: boolean;
}

export function run(context: Context, [name, url]: readonly string[], options: AddOptions): ExitCode {
  const problems = check(name, url, options);
  if (problems.length > 0) throw new ProfilesError(problems);
  const folder = nameCatalogsFolder(context, options) ?? 'catalogs';
  const file = join(folder, `${name}.yaml`);
  mkdirSync(resolve(context.cwd, folder), { recursive: true });
  const { namespace } = options;
  const found = findCatalogSources(folder, context.cwd).sources.find(
    source => source.name === name && source.namespace === namespace,
  );
  if (found !== undefined) {
    const { file: place, line } = found.location;
    throw new Error(
      `catalog ${namespace}/${name} is in ${place}:${line} already. Change it there, or choose another name`,
    );
  }
  writeNew(resolve(context.cwd, file), file, formatYaml(toManifest(name, url, options)));
  if (options.quiet !== true) {
    context.stderr(`${printable(file)} written; "pctl catalog update ${name}" reads the repository\n`);
  }
  return 0;
}

function toManifest(name: string, url: string, options: AddOptions): object {
  const { namespace, allCharts, versionFilter, secret, insecure } = options;
  const isFolder = isFolderOfCharts(url, options);
  const annotations = {
    [SOURCE_ANNOTATIONS.charts]: options.chart && [...new Set(options.chart)].sort().join(','),
    [SOURCE_ANNOTATIONS.keep]: options.keep,
    'weave.works/profiles': allCharts === true ? 'true' : undefined,
    'weave.works/helm-version-filter': versionFilter,
  };
  const isAnnotated = Object.values(annotations).some(value => value !== undefined);
  const isOneChart = url.startsWith('oci://') && !isFolder;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: isOneChart ? 'OCIRepository' : 'HelmRepository',
    metadata: { name, namespace, annotations: isAnnotated ? annotations : undefined },
    spec: {
      insecure: insecure === true ? true : undefined,
      interval: '10m',
      secretRef: secret === undefined ? undefined : { name: secret },
      type: isFolder ? 'oci' : undefined,
      url,
    },
  };
}

/** A chart that is chosen is in the folder at the URL. */
function isFolderOfCharts(url: string, { folder, chart }: AddOptions): boolean {
  return folder === true || (chart !== undefined && /^oci:/i.test(url));
}

function check(name: string, url: string, options: AddOptions): Problem[] {
  const { namespace, versionFilter, secret } = options;
  const problems: Problem[] = [];
  const invalid = (what: string, value: string, rule: string) =>
    problems.push({ kind: 'invalid-name', what, value, rule });
  if (!isDnsSubdomain(name)) invalid('name', name, DNS_SUBDOMAIN_RULE);
  else if (name.endsWith('.lock')) invalid('name', name, 'its file would look like a lock file; choose another name');
  if (!isDnsLabel(namespace)) invalid('namespace', namespace, DNS_LABEL_RULE);
  if (secret !== undefined && !isDnsSubdomain(secret)) invalid('name of a Secret', secret, DNS_SUBDOMAIN_RULE);
  const isRegistry = /^oci:/i.test(url);
  const rule = isRegistry ? describeRegistryFault(url, isFolderOfCharts(url, options)) : describeUrlFault(url);
  if (rule !== undefined) problems.push({ kind: 'invalid-url', value: withoutCredentials(url), rule });
  for (const option of (['folder', 'insecure'] as const).filter(key => options[key] === true && !isRegistry)) {
    const what = `"--${option}" works only with registries, but ${withoutCredentials(url)} is a repository over HTTP`;
    problems.push({ kind: 'invalid-props', what, remedy: 'leave it out, or give a URL that begins with oci://' });
  }
  problems.push(...checkChoice(options));
  const { error } = versionFilter === undefined ? {} : parseVersionRange(versionFilter);
  if (error !== undefined)
    problems.push({ kind: 'invalid-props', what: `version filter "${versionFilter}"`, remedy: error });
  return problems;
}

function checkChoice({ chart = [], allCharts, keep }: AddOptions): Problem[] {
  const problems: Problem[] = chart
    .filter(name => !isChartName(name))
    .map(value => ({ kind: 'invalid-name', what: 'name of a chart', value, rule: CHART_NAME_RULE }));
  if (chart.length > 0 && allCharts === true) {
    const what = '"--chart" and "--all-charts" are given together';
    problems.push({ kind: 'invalid-props', what, remedy: 'leave out one of them' });
  }
  if (keep !== undefined && !isCount(keep)) {
    problems.push({ kind: 'invalid-props', what: `"--keep" is "${keep}"`, remedy: 'write a whole number from 1' });
  }
  return problems;
}

/** Creates a file; never overwrites one. */
function writeNew(path: string, file: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${file} already exists and is not overwritten. Choose another name`, { cause: error });
  }
}
