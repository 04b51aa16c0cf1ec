/**
 * A cluster that a template describes: its options, its objects, and the profiles on it.
 */
import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { KUSTOMIZATION, kustomizationSpec, referTo } from '../flux/kustomization';
import { LABELS, MANAGER } from '../model/labels';
import type { Problem } from '../model/problem';
import { describeProblem } from '../model/problem-words';
import type { Patch } from '../model/data/patch-object';
import { compact } from '../model/formats/source-access';
import { ProfileSubscription } from './profile-subscription';
import type { ClusterProps } from './props/cluster-props';
import type { TemplateClusterOptions } from './props/template-cluster-options';
import { chooseProfiles, type ChosenProfile } from './templates/choose-profiles';
import { type ClusterPlace, folderOfCluster, infrastructureFile, placeOf } from './templates/cluster-place';
import { addInfrastructure } from './templates/infrastructure';
import { type FilledTemplate, fillTemplate } from './templates/read-template';
import { withoutCatalog } from './subscription/find-in-catalogs';
import type { Layout } from './files/layout-files';
import type { ClusterScope } from './tree/cluster-scope';
import { FluxObject } from './tree/flux-object';
import { freeId } from './tree/free-id';
import { LAYOUT, mark, PROBLEMS } from './tree/symbols';

/** What a template says about a cluster. */
export interface TemplatedCluster {
  readonly props: ClusterProps;
  readonly place: ClusterPlace;
  readonly options: TemplateClusterOptions;
  readonly problems: readonly Problem[];
  /** Absent: there are problems. */
  readonly filled?: FilledTemplate;
}

/** Fills in the template for the cluster with that `id`. */
export function describeFromTemplate(id: string, options: TemplateClusterOptions): TemplatedCluster {
  const problems: Problem[] = [];
  const filled = fillTemplate(options, problems);
  const place = filled === undefined ? { name: id, namespace: 'default' } : placeOf(filled, id);
  const clusterName = options.clusterName ?? place.name;
  if (options.flux === 'workload') return { props: { ...options, clusterName }, place, options, problems, filled };
  // the Secret that Cluster API writes next to the Cluster
  const kubeConfig = { secretRef: { name: `${place.name}-kubeconfig`, key: 'value' } };
  const defaults = { kubeConfig, ...options.defaults };
  const manifestDefaults = { kubeConfig, ...options.manifestDefaults };
  const props = { namespace: place.namespace, ...options, clusterName, defaults, manifestDefaults };
  return { props, place, options, problems, filled };
}

/** Adds to `cluster` what the template says about it. */
export function fillFromTemplate<T extends ClusterScope>(cluster: T, described: TemplatedCluster): T {
  const { place, filled, options } = described;
  const problems = [...described.problems];
  const paths = new Map<string, string>();
  const report = new Construct(cluster, '.template');
  mark(report, PROBLEMS, () => problems.map(problem => ({ path: cluster.node.path, ...problem })));
  report.node.addValidation({ validate: () => problems.map(describeProblem) });
  mark(cluster, LAYOUT, layoutOf(place, paths, filled?.rendered.helmRepositoryPath));
  if (filled === undefined) return cluster;
  const { definition, rendered } = filled;
  for (const profile of chooseProfiles(rendered.profiles, options.profiles)) subscribe(cluster, profile, paths);
  if (options.addCommonBases ?? definition.options.addCommonBases) addBases(cluster);
  const { injectPruneAnnotation } = definition.options;
  const defaultFile = infrastructureFile(place);
  const wanted = { files: rendered.files, defaultFile, injectPruneAnnotation, template: definition.name };
  problems.push(...addInfrastructure(cluster.node.scope as Construct, `${cluster.node.id}-infrastructure`, wanted));
  return cluster;
}

function subscribe(cluster: ClusterScope, chosen: ChosenProfile, paths: Map<string, string>): void {
  const { name, template, values, ...options } = chosen;
  const given = { profile: name, subscriptionName: withoutCatalog(name), ...compact(options), values };
  const subscription = new ProfileSubscription(cluster, freeId(cluster, withoutCatalog(name)), given);
  if (template?.helmRelease !== undefined) subscription.patch(template.helmRelease as Patch);
  if (template?.path === undefined) return;
  for (const release of subscription.releases) paths.set(release.name, template.path);
}

/** Everything is in `profiles.yaml`, apart from what the template puts elsewhere. */
function layoutOf(place: ClusterPlace, paths: ReadonlyMap<string, string>, repositoryPath: string | undefined): Layout {
  const folder = folderOfCluster(place);
  const pathOf = ({ kind, metadata }: ApiObject): string | undefined => {
    if (kind === 'HelmRepository') return repositoryPath;
    if (kind === KUSTOMIZATION.kind) return `${folder}/${BASES}.yaml`;
    return kind === 'HelmRelease' ? paths.get(metadata.name ?? '') : undefined;
  };
  return { folder, fileOf: object => pathOf(object) ?? `${folder}/profiles.yaml` };
}

const BASES = 'clusters-bases-kustomization';

/** What every cluster of the repository gets. It is left on a cluster that goes: nothing could remove it there. */
function addBases(cluster: ClusterScope): void {
  const { namespace, delivery, clusterName } = cluster;
  const kubeConfig = cluster.defaults.map(defaults => defaults?.kubeConfig).find(found => found !== undefined);
  const sourceRef = referTo(delivery?.sourceRef ?? { kind: 'GitRepository', name: 'flux-system' }, namespace);
  const applied = { sourceRef, path: './clusters/bases', kubeConfig };
  const spec = kustomizationSpec(applied, { timeoutSeconds: 300, waitsForTermination: false, dependsOn: [] });
  const name = kubeConfig === undefined ? BASES : `${clusterName}-${BASES}`;
  new FluxObject(cluster, BASES, {
    ...KUSTOMIZATION,
    metadata: { name, namespace, labels: { [LABELS.managedBy]: MANAGER } },
    body: { spec: kubeConfig === undefined ? spec : { ...spec, deletionPolicy: 'Orphan' } },
    substitute: cluster.substitute,
  });
}
