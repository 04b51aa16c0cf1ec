/**
 * The message for every kind of problem: what is wrong, the value, what to do.
 *
 * A kind without a message does not compile.
 */
import { compareText } from './data/compare-text';
import { escapeInvisible } from './data/invisible-text';
import { formatNearest } from './data/format-nearest';
import type { CycleStep, Problem, ProblemKind, ProblemKinds } from './problem';

const list = (items: readonly string[]) => items.join(', ');

const WORDS: { readonly [K in ProblemKind]: (problem: ProblemKinds[K]) => string } = {
  'invalid-props': p => `${p.what}; ${p.remedy}`,
  'invalid-name': p => `${p.what} "${p.value}" is not allowed: ${p.rule}`,
  'invalid-layer': p =>
    `layer "${p.value}" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
  'invalid-url': p => `URL "${p.value}" cannot be used: ${p.rule}`,
  'unreadable-file': p =>
    `${p.file} cannot be read: ${p.reason}. ${p.file.endsWith('.lock.yaml') ? 'Run "pctl catalog update", or correct' : 'Correct'} the path, which is relative to the working directory`,
  'unreadable-source': p => `${p.source} cannot be read: ${p.reason}`,
  'missing-repository': p =>
    `${p.file} is a Helm index, which does not say where its repository is. Give the URL as option "repository"`,
  'invalid-index': p => `not a Helm repository index: ${p.reason}`,
  'refused-index': p => `Flux will not read this index, and so install no chart of it: ${p.reason}`,
  'more-problems': p => `${p.count} more problems are not shown. Correct the ones above first`,
  'invalid-lock': p =>
    `not a lock file of a catalog: ${p.reason}. Restore it, or delete it and run "pctl catalog update"`,
  'invalid-entry': p => `${p.entry} cannot be used: ${p.reason}`,
  'shared-profile-name': p =>
    `${p.places.join(' and ')} have one profile name, "${p.profile}", so that none of them is offered. Give all but one of them other names, or leave them out of the catalog`,
  'invalid-duration': p =>
    `${p.field} "${p.value}" is not a duration that Flux reads. Write hours, minutes and seconds, such as 1h30m or 90s`,
  'invalid-values-file': p => `values cannot be read: ${p.reason}`,
  'unreadable-schema': p =>
    `values cannot be checked because the schema of the chart cannot be used: ${p.file}: ${p.reason}. Restore it, or run "pctl catalog update --types"`,
  'unusable-schema': p =>
    `Helm cannot use the schema of the chart, so that every install of it fails: ${p.reason}. Choose another version, or set disableSchemaValidation of install and upgrade in a patch`,
  'invalid-value': p => `${p.at === '' ? 'values' : `value "${p.at}"`}: ${p.reason}`,
  'invalid-patch': p => `a patch cannot be applied: ${p.reason}`,
  'forbidden-patch': p =>
    `a patch changes ${p.field}, on which order and names depend. Use the property of the subscription instead`,
  'overlapping-target-path': p =>
    `"${p.targetPath}" is set again by ${p.by}, so Flux would drop what ${p.reference} gives. Remove one of the two`,
  'corrupted-output': p =>
    `stock App writes ${p.text} at "${p.at}" so that Flux reads something else. Use Fleet instead of App, or another text`,
  'missing-namespace': p =>
    p.of === 'HelmRelease'
      ? `nothing creates namespace "${p.namespace}", in which the HelmRelease is, and Flux applies nothing of a folder until the namespaces in it exist. Write it: createNamespace: true on the subscription, or a Namespace in the cluster; or name it in existingNamespaces of the cluster`
      : p.of === 'remote cluster'
        ? `nothing creates the target namespace "${p.namespace}" on the cluster of kubeConfig, and Flux would fail until it exists. Create it in a release or in manifests with the same kubeConfig, or name it in existingNamespaces of the cluster`
        : `nothing creates the target namespace "${p.namespace}", and Flux would fail until it exists. Drop createNamespace: false, or name it in existingNamespaces of the cluster`,
  'unserved-api': p =>
    `nothing in this folder serves the API ${p.group} of ${p.object}, and Flux applies nothing of a folder that contains an unknown kind. Create the object in cluster.manifests(), which waits for what brings the API, or name the group in existingApis of the cluster`,
  'misplaced-object': p =>
    `Flux would apply ${p.object} to the cluster that it runs in, but all releases go to that of kubeConfig. Create the object in cluster.manifests(), which takes kubeConfig from the defaults of the cluster; or, if it is meant for the cluster that Flux runs in, in a Chart of its own`,
  'duplicate-release-name': p =>
    `${p.paths.length} subscriptions install Helm release "${p.releaseName}" in namespace "${p.namespace}" and would upgrade each other: ${list(p.paths)}. Give one of them another releaseName or targetNamespace`,
  'helm-chart-collision': p =>
    `Flux would fetch the charts of ${list(p.paths)} as one HelmChart "${p.chart}", and install the wrong one. Give one of them another subscriptionName`,
  'chart-and-chart-ref': p =>
    `the HelmRelease has ${p.fields.length === 0 ? 'neither chart nor chartRef' : 'both chart and chartRef'}, and Flux takes exactly one. Correct the patch`,
  'unknown-profile': p =>
    `${p.catalog.includes(', ') ? `none of the catalogs ${p.catalog} has a` : `catalog "${p.catalog}" has no`} profile "${p.profile}"${formatNearest(p.nearest)}. Correct the name, or add the profile to the catalog`,
  'ambiguous-profile': p =>
    `several catalogs have a profile "${p.profile}": ${list(p.names)}. Write one of these names instead`,
  'no-matching-version': p =>
    `no version of "${p.profile}" in catalog "${p.catalog}" is in "${p.range}"${formatNearest(p.nearest)}. Widen the range, or update the catalog`,
  'only-prereleases': p =>
    `catalog "${p.catalog}" has only prereleases of "${p.profile}", which "${p.range}" does not include. Ask for version "${p.newest}", or for it and newer ones with ">=${p.newest}"`,
  'kubernetes-version': p =>
    `the chart of "${p.profile}" ${p.version} requires Kubernetes ${p.range}, which ${p.kubernetesVersion} is not${p.newest === undefined ? '' : `; the newest version for it is ${p.newest}`}. Ask for another version, or correct kubernetesVersion of the cluster`,
  'invalid-range': p => `version "${p.range}" of "${p.profile}" is not a range: ${p.reason}`,
  'disabled-wait': p =>
    `${p.field} lets Flux consider the release done before its objects are ready, so that others start too early. Drop it, and give a longer timeout instead`,
  'version-not-exact': p =>
    p.version === ''
      ? `no version of "${p.profile}" is given, and Flux would take whichever is the newest. Write it in full, such as 1.2.3`
      : `version "${p.version}" of "${p.profile}" is not exact, and Flux would move it on its own. Write it in full, such as 1.2.3`,
  'git-profile': p =>
    `of profile "${p.profile}" ${p.version} in ${p.url}, the catalog does not say what it installs. List the repository in spec.repositories of the ProfileCatalogSource, and run "pctl catalog update"`,
  'missing-catalog': p =>
    `profile "${p.profile}" is given by name, but the cluster has no catalog. Give "catalog" to the cluster, or the profile itself`,
  'missing-dependency': p => `"${p.from}" waits for "${p.to}", which is not subscribed. Add it, or drop the dependency`,
  'self-dependency': p => `"${p.name}" waits for itself. Drop the dependency`,
  cycle: p =>
    `releases wait for each other: ${formatCycle(p.steps)}. Remove one of these dependencies, or change a layer`,
  'layer-rule': p => `${p.what}; ${p.remedy} (${p.rule})`,
  'duplicate-subscription': p =>
    `"${p.name}" is the name of ${p.paths.length} subscriptions: ${list(p.paths)}. Give one of them another "subscriptionName"`,
  'duplicate-object': p => `${p.object} is written ${p.paths.length} times: ${list(p.paths)}. Rename or remove one`,
  'duplicate-cluster': p =>
    `"${p.name}" is the name of ${p.paths.length} outputs: ${list(p.paths)}. Give one of them another "clusterName" or id`,
  'empty-dependency': p =>
    `"${p.from}" waits for "${p.to}", in which nothing is subscribed. Subscribe something in it, or drop it from dependsOn`,
  'foreign-dependency': p =>
    `"${p.from}" waits for "${p.to}" ${p.cluster === '' ? 'outside of any cluster' : `of cluster "${p.cluster}"`}, but Flux waits only within one cluster. Drop it from dependsOn`,
  'unwaitable-dependency': p =>
    `"${p.from}" waits for "${p.to}", a ${p.apiKind}, but a HelmRelease can wait only for HelmReleases. Drop it from dependsOn`,
  'construct-dependency': p =>
    `addDependency makes "${p.from}" wait for "${p.to}", which orders no Flux object. Use dependsOn of the subscription instead`,
  'chart-in-cluster': p =>
    `a Chart inside cluster "${p.cluster}" would be written apart from it. Use a Construct, or create the Chart outside of the cluster`,
  'foreign-file': p =>
    `${p.file} was not written by this library, and would be overwritten. Move it, or write to another outdir`,
  'lost-output': p =>
    `${list(p.objects)} would overwrite each other in ${p.file}. Use Fleet instead of App, or another output type`,
  'invalid-template': p => `the template cannot be rendered: ${p.reason}`,
  'invalid-parameter': p => `parameter "${p.parameter}" of template "${p.template}" ${p.what}. ${p.remedy}`,
  validation: p => p.message,
};

/** One line: where, what, what to do. */
export function formatProblem(problem: Problem): string {
  const { location, path } = problem;
  const where = location ? `${location.file}:${location.line}:${location.column}: ` : path ? `[${path}] ` : '';
  return escapeInvisible(where) + describeProblem(problem);
}

/** Problems of one file that are shown. */
const MOST_PROBLEMS = 100;

/** At most a hundred of `problems`, which are those of one file, and how many more there are. */
export function limitProblems(problems: readonly Problem[]): Problem[] {
  const told = problems.filter(({ kind }) => kind !== 'more-problems');
  const untold = problems.reduce((sum, problem) => sum + (problem.kind === 'more-problems' ? problem.count : 0), 0);
  const count = untold + Math.max(told.length - MOST_PROBLEMS, 0);
  return count === 0
    ? told
    : [...told.slice(0, MOST_PROBLEMS), { kind: 'more-problems', count, location: told[MOST_PROBLEMS]?.location }];
}

/** Sorted by message, then by line; independent of the order of entries in the file. */
export function sortProblemsByWords(problems: readonly Problem[]): Problem[] {
  return problems
    .map(problem => ({ problem, words: describeProblem(problem), line: problem.location?.line ?? 0 }))
    .sort((a, b) => compareText(a.words, b.words) || a.line - b.line)
    .map(({ problem }) => problem);
}

/** Sorted by location, then by message; independent of the order in which problems were found. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems
    .map(problem => ({ problem, text: formatProblem(problem) }))
    .sort((a, b) => compareLocations(a.problem, b.problem) || compareText(a.text, b.text))
    .map(({ problem }) => problem);
}

function compareLocations({ location: a }: Problem, { location: b }: Problem): number {
  return a === undefined || b?.file !== a.file ? 0 : a.line - b.line || a.column - b.column;
}

/** The message without the location, on one line; invisible characters are escaped. */
export function describeProblem(problem: Problem): string {
  // every kind has a message, and its function accepts a problem of that kind
  const words = (WORDS[problem.kind] as (p: Problem) => string)(problem);
  return escapeInvisible(words.replaceAll('\n', ' '));
}

/** `a -> b (layer 1) -> a`: which release waits for which, and why. */
function formatCycle(steps: readonly CycleStep[]): string {
  const hop = (step: CycleStep, i: number) => {
    const next = steps[(i + 1) % steps.length].name;
    return step.reason === 'named' ? next : `${next} (layer ${step.reason})`;
  };
  return [steps[0].name, ...steps.map(hop)].join(' -> ');
}
