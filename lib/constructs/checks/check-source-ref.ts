/**
 * Checks references to sources that are on the cluster already, and what is installed from them.
 *
 * A HelmRelease takes charts of a HelmRepository by name and version, those of a GitRepository or
 * Bucket by their folder, and an OCIRepository as a whole (helm.toolkit.fluxcd.io/v2).
 */
import type { SourceOptions, SourceReference } from '../../flux/source-options';
import { withoutCredentials } from '../../model/data/redact';
import { DNS_LABEL_RULE, DNS_SUBDOMAIN_RULE, isDnsLabel, isDnsSubdomain } from '../../model/names';
import type { Problem } from '../../model/problem';
import type { ChartArtifact } from '../props/i-profile';
import { checkNames } from './check-names';

const KINDS: readonly string[] = ['HelmRepository', 'OCIRepository', 'GitRepository', 'Bucket'];

/** Name and namespace of the source, as a release in `home` refers to it. */
export function placeOf({ name, namespace }: SourceReference, home: string): { source: string; namespace?: string } {
  return { source: name, ...(namespace !== undefined && namespace !== home && { namespace }) };
}

/** Whether another chart may be in the source without a change of the HelmRelease. */
export function isMoving({ sourceRef }: ChartArtifact): boolean {
  return sourceRef !== undefined && sourceRef.kind !== 'HelmRepository';
}

/** Problems of `sourceRef` in the options of the repository `url`; the program gives `own` options. */
export function checkExisting(url: string, sourceRef: SourceReference, own: SourceOptions): Problem[] {
  const at = withoutCredentials(url);
  const problems = checkReference(sourceRef);
  if (problems.length === 0 && sourceRef.kind !== 'HelmRepository') {
    const what = `sourceRef of ${at} is a ${sourceRef.kind}, which is not a repository with all versions of its charts`;
    const remedy = 'name a HelmRepository, or give sourceRef to Profile.fromHelmChart';
    problems.push({ kind: 'invalid-props', what, remedy });
  }
  const others = Object.keys(own).filter(
    field => field !== 'sourceRef' && own[field as keyof SourceOptions] !== undefined,
  );
  if (own.sourceRef === undefined || others.length === 0) return problems;
  const what = `${others.map(field => `"${field}"`).join(', ')} of ${at} has no effect on a source that is on the cluster already`;
  return [...problems, { kind: 'invalid-props', what, remedy: 'drop it, or drop sourceRef' }];
}

/** Problems of a chart that is given with its source. */
export function checkChartSource(artifact: ChartArtifact): Problem[] {
  const { repository, sourceRef, version, chart, reconcileStrategy, valuesFiles } = artifact;
  const problems: Problem[] = [];
  const report = (what: string, remedy: string) => problems.push({ kind: 'invalid-props', what, remedy });
  if (sourceRef === undefined) {
    if (repository === '') report('the chart has neither "repository" nor "sourceRef"', 'give one of them');
    if (reconcileStrategy !== undefined) report(NO_STRATEGY, 'drop it');
    return problems;
  }
  problems.push(...checkReference(sourceRef));
  if (problems.length > 0) return problems;
  const { kind } = sourceRef;
  if (repository !== '') report('the chart has both "repository" and "sourceRef"', 'give one of them');
  if (kind !== 'HelmRepository' && version !== '') {
    report(
      `version "${version}" is given for a chart in a ${kind}, and Flux takes the version that it finds there`,
      'drop it',
    );
  }
  if (kind === 'HelmRepository' || kind === 'OCIRepository') {
    if (reconcileStrategy !== undefined) report(NO_STRATEGY, 'drop it');
    return problems;
  }
  if (!isInside(chart)) report(`"${chart}" is not the folder of a chart in a ${kind}`, 'write it from the root of the source, as in "./charts/podinfo"'); // prettier-ignore
  if (reconcileStrategy !== undefined && !['ChartVersion', 'Revision'].includes(reconcileStrategy)) {
    report(`reconcileStrategy is "${String(reconcileStrategy)}"`, 'write ChartVersion or Revision');
  }
  const outside = (valuesFiles ?? []).filter(file => !isFile(file));
  for (const file of outside) report(`"${file}" in valuesFiles is not a file in the source`, 'write it from the root of the source'); // prettier-ignore
  return problems;
}

const NO_STRATEGY = 'reconcileStrategy is for charts in a GitRepository or Bucket';

/** Whether `path` is the root of a source (`.`), or below it. */
function isInside(path: unknown): path is string {
  return typeof path === 'string' && path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
}

function isFile(path: unknown): boolean {
  return isInside(path) && path.split('/').some(part => part !== '' && part !== '.');
}

function checkReference({ kind, name, namespace }: SourceReference): Problem[] {
  if (!KINDS.includes(kind)) {
    const what = `sourceRef is a ${String(kind)}, which is not a source of charts`;
    return [{ kind: 'invalid-props', what, remedy: `use one of ${KINDS.join(', ')}` }];
  }
  return [
    ...checkNames('name of a source', [String(name)], isDnsSubdomain, DNS_SUBDOMAIN_RULE),
    ...checkNames('namespace', namespace === undefined ? [] : [namespace], isDnsLabel, DNS_LABEL_RULE),
  ];
}
