/**
 * Namespaces that nothing creates: that of a HelmRelease, on the API server that Flux runs on, and
 * its target namespace, which may be on another one.
 *
 * Everything that is written goes to the API server of Flux, so a Namespace is created on another
 * one only by Helm, or by manifests with the same `kubeConfig`.
 */
import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject } from '../../model/data/json';
import { isDnsLabel } from '../../model/names';
import type { Problem } from '../../model/problem';
import type { Member } from '../tree/member';
import { ALWAYS_THERE } from '../tree/namespaces';
import { type AppliedObject, appliedObjects, objectsOf } from '../tree/objects';
import { isMarked, MANIFESTS } from '../tree/symbols';

/** A finished HelmRelease. */
export interface FoundSpec {
  readonly construct: IConstruct;
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly spec: JsonObject;
  /** Of manifests: the namespace of their objects. */
  readonly appliesTo?: Member['appliesTo'];
}

/** Namespaces that exist, and objects that the program writes. */
export interface KnownNamespaces {
  /** Namespace of the cluster. */
  readonly own: string;
  /** On every API server, because the program says so. */
  readonly existing: readonly string[];
  /** What Flux applies to its own API server. */
  readonly applied: readonly AppliedObject[];
  /** Those that the cluster itself writes. */
  readonly objects: readonly AppliedObject[];
  /** Options of its sources. */
  readonly sources?: unknown;
}

/** A problem for each namespace of `specs` that neither exists nor is created. */
export function checkNamespaces(specs: readonly FoundSpec[], known: KnownNamespaces): Problem[] {
  const written = [known.own, ...namespacesIn(known.applied)];
  const everywhere = [...ALWAYS_THERE, ...known.existing];
  const before = new Set([...everywhere, ...written]);
  const targets = new Set([...everywhere.map(name => sided(name, undefined)), ...createdLater(specs)]);
  const isThere = (name: string, kubeConfig: unknown) =>
    targets.has(sided(name, kubeConfig)) || (kubeConfig === undefined ? before.has(name) : everywhere.includes(name));
  return specs.flatMap(({ namespace, spec: { targetNamespace, kubeConfig, install }, appliesTo, path }): Problem[] => {
    // a name that is not allowed is reported already
    const isMissing = isDnsLabel(namespace) && !before.has(namespace);
    const own: Problem[] = isMissing ? [{ kind: 'missing-namespace', namespace, of: 'HelmRelease', path }] : [];
    const isOwn = isMissing && kubeConfig === undefined && targetNamespace === namespace;
    const wanted = creates(install) || isOwn ? [] : [{ namespace: String(targetNamespace), kubeConfig }];
    const missing = [...wanted, ...[appliesTo ?? []].flat()].filter(
      target => !isThere(target.namespace, target.kubeConfig),
    );
    const others = missing.map((target): Problem => ({
      kind: 'missing-namespace',
      namespace: target.namespace,
      path,
      ...(target.kubeConfig !== undefined && { of: 'remote cluster' }),
    }));
    return [...own, ...others];
  });
}

/** Namespaces that are created in the order of the cluster, each with its API server. */
function createdLater(specs: readonly FoundSpec[]): string[] {
  return specs.flatMap(({ construct, spec }) => {
    if (creates(spec.install)) return [sided(String(spec.targetNamespace), spec.kubeConfig)];
    if (!isMarked(construct, MANIFESTS)) return [];
    const { kubeConfig } = ((spec.values as JsonObject | undefined)?.spec ?? {}) as JsonObject;
    return namespacesIn(appliedObjects(objectsOf(construct as Chart))).map(name => sided(name, kubeConfig));
  });
}

function creates(install: unknown): boolean {
  return (install as { createNamespace?: boolean } | undefined)?.createNamespace === true;
}

function namespacesIn(objects: readonly AppliedObject[]): string[] {
  return objects.flatMap(({ kind, group, name }) => (kind === 'Namespace' && group === 'core' ? [name] : []));
}

/** A namespace on the API server that `kubeConfig` leads to. */
function sided(namespace: string, kubeConfig: unknown): string {
  return kubeConfig === undefined ? namespace : JSON.stringify([namespace, kubeConfig]);
}
