/**
 * Dependencies that Flux never finds: it waits for them without an error.
 */
import { readReadyExprs } from '../flux/ready-expr';
import { type AppliedObject, hasVariable, idOf, isFluxKustomization } from '../model/applied-cluster';
import { recordIn, textIn } from '../model/data/fields';
import { formatNearest } from '../model/data/format-nearest';
import { nearestNames } from '../model/data/nearest-names';
import { LABELS, MANAGER } from '../model/labels';
import type { FileLocation } from '../model/yaml/file-location';
import { type ClusterIndex, type Dependency, isSuspended, specOf } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';

const OTHER_KIND: Readonly<Record<string, string>> = { HelmRelease: 'Kustomization', Kustomization: 'HelmRelease' };

/** Findings about each entry of `dependsOn`. */
export function checkDependencies(index: ClusterIndex): VerifyFinding[] {
  return index.members.flatMap(member =>
    index.dependenciesOf(member).flatMap(dependency => {
      const typed = checkType(member, dependency);
      return typed.length > 0 ? typed : checkTarget(index, member, dependency);
    }),
  );
}

/** One finding for all Kustomizations whose first attempt, if it fails, is not repeated before their interval. */
export function checkRetries(index: ClusterIndex): VerifyFinding[] {
  const [first, ...others] = index.members.filter(
    member => isFluxKustomization(member) && index.dependenciesOf(member).length > 0 && specOf(member.object).retryInterval === undefined, // prettier-ignore
  );
  if (first === undefined) return [];
  const who = others.length === 0 ? `${idOf(first)} has` : `${idOf(first)} and ${others.length} more have`;
  const what = `${who} dependencies and no "retryInterval", so that what fails after them is tried again only after "interval"`;
  return [found('retry-interval-missing', what, 'write "retryInterval: 2m"', first.locate('spec', 'dependsOn'))];
}

/** Kubernetes drops fields that the CRD does not have, and Flux then looks for the kind of the dependant. */
function checkType(member: AppliedObject, { entry, index, name }: Dependency): VerifyFinding[] {
  const fields = ['apiVersion', 'kind'].filter(key => entry[key] !== undefined);
  // without the field, Flux looks for the same
  if (fields.length === 0 || entry.kind === member.kind) return [];
  const [field] = fields.slice(-1);
  const what = `${idOf(member)} depends on "${name}" with "${field}", which the CRDs of Flux do not have: it is dropped, and Flux waits for a ${member.kind} of that name`;
  return [found('typed-dependency', what, remedyFor(member.kind), member.locate('spec', 'dependsOn', index, field))];
}

function checkTarget(index: ClusterIndex, member: AppliedObject, dependency: Dependency): VerifyFinding[] {
  const { name, namespace, target } = dependency;
  if (hasVariable(name) || hasVariable(namespace)) return [];
  // most dependencies are right, and a place is looked up in the parsed file
  const at = () => member.locate('spec', 'dependsOn', dependency.index, 'name');
  if (target !== undefined) return isSuspended(member) ? [] : checkSuspended(member, target, at);
  // bootstrapped by Flux itself
  if (member.kind === 'Kustomization' && name === 'flux-system' && namespace === 'flux-system') return [];
  if (index.isOpen || index.members.some(other => other.kind === member.kind && mayBe(other, dependency))) return [];
  if (isElsewhere(member, index.dependenciesOf(member), dependency)) return [];
  const other = index.find(OTHER_KIND[member.kind], namespace, name);
  if (other !== undefined) {
    const what = `${idOf(member)} depends on "${name}", which exists only as a ${other.kind}, and Flux waits for a ${member.kind}`;
    return [found('dependency-other-kind', what, remedyFor(member.kind), at())];
  }
  const what = `${idOf(member)} depends on ${member.kind} ${namespace}/${name}, which does not exist, and Flux waits for it forever`;
  return [found('missing-dependency', what, suggest(index, member, dependency), at())];
}

/** Whether variables whose values are not known may give `object` the name of `dependency`. */
function mayBe(object: AppliedObject, dependency: Dependency): boolean {
  return (['name', 'namespace'] as const).every(key => {
    const parts = object[key].split(/\$\{[A-Za-z_][^}]*\}/).map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(dependency[key]);
  });
}

function checkSuspended(member: AppliedObject, target: AppliedObject, at: () => FileLocation) {
  if (!isSuspended(target)) return [];
  const what = `${idOf(member)} depends on ${idOf(target)}, which is suspended: on a new cluster it never becomes ready`;
  return [found('suspended-dependency', what, 'resume it, or remove the dependency', at())];
}

/** Whether a program of this library, which checks its dependencies, knows that the release is made elsewhere. */
function isElsewhere({ object }: AppliedObject, all: readonly Dependency[], dependency: Dependency): boolean {
  const labels = recordIn(recordIn(object, 'metadata'), 'labels');
  if (labels[LABELS.managedBy] !== MANAGER) return false;
  const rules = readReadyExprs(all.map(({ entry }) => textIn(entry, 'readyExpr')));
  return rules[all.indexOf(dependency)]?.kind !== 'revision';
}

function suggest({ members }: ClusterIndex, { kind }: AppliedObject, { name, namespace }: Dependency): string {
  const same = members.filter(other => other.kind === kind);
  const elsewhere = same.filter(other => other.name === name).map(other => other.namespace);
  if (elsewhere.length > 0) return `write "namespace: ${elsewhere.sort()[0]}"`;
  const near = nearestNames(same.filter(other => other.namespace === namespace).map(other => other.name), name); // prettier-ignore
  return `correct the name, or remove the dependency${formatNearest(near)}`;
}

function remedyFor(kind: string): string {
  return kind === 'HelmRelease'
    ? 'let the Kustomizations of both depend on each other instead'
    : 'depend on the Kustomization that applies the release, and give that one "wait: true" or "healthChecks"';
}
